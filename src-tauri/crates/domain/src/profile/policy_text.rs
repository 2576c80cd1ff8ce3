//! The policy text that a profile obeys.

use serde::{Deserialize, Serialize};

use crate::Sha256Digest;

/// The policy that every workspace starts with.
pub const POLICY: &str = include_str!("policy.en.md");

/// A policy text by name and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyText {
    /// Name and version, as people cite it.
    pub name: String,
    /// SHA-256 of the text.
    pub sha256: Sha256Digest,
}

impl PolicyText {
    /// The one that every workspace starts with.
    pub fn built_in() -> Self {
        Self {
            name: "Certificate policy for agents, version 1".to_owned(),
            sha256: Sha256Digest::of(POLICY.as_bytes()),
        }
    }
}
