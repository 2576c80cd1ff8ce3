//! Why a session ended.

use serde::{Deserialize, Serialize};

/// Why an officer is signed in no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignOutCause {
    /// They signed out.
    Asked,
    /// Nothing was done for too long.
    Idle,
    /// The session had lasted as long as one may.
    Limit,
    /// The token was taken away.
    TokenRemoved,
    /// They serve no more, or in another role.
    NoLongerOfficer,
}

impl SignOutCause {
    /// The stable name: `token-removed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Idle => "idle",
            Self::Limit => "limit",
            Self::TokenRemoved => "token-removed",
            Self::NoLongerOfficer => "no-longer-officer",
        }
    }
}
