//! The compromise of a key: every certificate that stands on it, in one object to decide on.

use serde::{Deserialize, Serialize};

use crate::{Sha256Digest, Utc, jcs};

/// What an officer signs when a key is declared compromised.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompromiseObject {
    /// Always `key-compromise`.
    #[serde(rename = "type")]
    pub kind: CompromiseTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the workspace's log.
    pub origin: String,
    /// SHA-256 of the key's SubjectPublicKeyInfo.
    pub spki_sha256: Sha256Digest,
    /// Whose key: a subject's, or that of an authority, which takes in all that it issued.
    pub of: CompromisedKey,
    /// Since when it is thought to be compromised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Utc>,
    /// Serial numbers of the certificates that are denied by this, hex, ascending: those not
    /// revoked before.
    pub serials: Vec<String>,
}

/// The one value of [`CompromiseObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CompromiseTag {
    /// `key-compromise`
    #[serde(rename = "key-compromise")]
    KeyCompromise,
}

/// Whose key is compromised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompromisedKey {
    /// A subject's: its certificates get the reason keyCompromise.
    Subject,
    /// An authority's: its own certificate gets the reason cACompromise, and everything that it
    /// issued is denied.
    Authority,
}

impl CompromiseObject {
    /// The canonical bytes.
    pub fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }

    /// What is signed: SHA-256 of the canonical bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.to_jcs())
    }
}
