//! Events: what the log holds. A closed, versioned set.
//!
//! A leaf is the canonical JSON of one event, with 16 random bytes in it, so that nobody can
//! guess a leaf from its hash. Large or erasable things are blobs, referred to by their hash.

mod body;
mod export;
mod purpose;
mod reason;
mod sign_off;
mod sign_out;
mod telling;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

pub use body::EventBody;
pub use export::ExportKind;
pub use purpose::{KeyPurpose, TokenPurpose};
pub use reason::RevocationReason;
pub use sign_off::SignOffPart;
pub use sign_out::SignOutCause;

use crate::{
    Utc, jcs,
    officer::{OfficerId, Role},
};

/// A leaf may be at most so long, so that its length fits the two bytes of a tlog-tiles entry.
pub const MAX_LEAF: usize = 65_535;

/// One event.
// Stored: changing this breaks every ledger written before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Version of this form: 1.
    pub v: u32,
    /// When it was recorded.
    pub at: Utc,
    /// 16 random bytes, hex.
    pub nonce: String,
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    pub event: EventBody,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, tag = "kind")]
pub enum Actor {
    /// A person.
    Officer {
        /// Pseudonym.
        id: OfficerId,
        /// The role they acted in.
        role: Role,
        /// Serial of their token; earlier versions did not say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// A part of the workstation that acts on its own: `issuing`, `records`, `workstation`.
    Service {
        /// Its name.
        id: String,
        /// Serial of the token that signs for it, where one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
}

impl Actor {
    /// A service.
    pub fn service(id: &str) -> Self {
        Self::Service {
            id: id.to_owned(),
            token: None,
        }
    }

    /// A service that signs by a token.
    pub fn service_on(id: &str, token_serial: &str) -> Self {
        Self::Service {
            id: id.to_owned(),
            token: Some(token_serial.to_owned()),
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Officer { id, .. } => id.as_str(),
            Self::Service { id, .. } => id,
        }
    }

    /// Serial of the token that it acts by, where it is known.
    pub fn token(&self) -> Option<&str> {
        match self {
            Self::Officer { token, .. } | Self::Service { token, .. } => token.as_deref(),
        }
    }

    /// Its role: `maker`, ..., `service`.
    pub fn role(&self) -> &'static str {
        match self {
            Self::Officer { role, .. } => role.name(),
            Self::Service { .. } => "service",
        }
    }
}

impl Event {
    /// Puts an event together.
    pub fn new(at: Utc, nonce: [u8; 16], actor: Actor, event: EventBody) -> Self {
        Self {
            v: 1,
            at,
            nonce: HEXLOWER.encode(&nonce),
            actor,
            event,
        }
    }

    /// The leaf: canonical JSON.
    pub fn to_leaf(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }

    /// Reads a leaf; it must be canonical.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, LeafError> {
        let event: Self = serde_json::from_slice(leaf).map_err(LeafError::Malformed)?;
        if event.v != 1 {
            return Err(LeafError::Version { version: event.v });
        }
        if event.to_leaf() != leaf {
            return Err(LeafError::NotCanonical);
        }
        Ok(event)
    }
}

/// Why bytes are no leaf.
#[derive(Debug, thiserror::Error)]
pub enum LeafError {
    /// Not JSON, or not an event.
    #[error("reading the event failed")]
    Malformed(#[source] serde_json::Error),
    /// A later version.
    #[error("the event has version {version}, which this program does not know")]
    Version {
        /// The version it says.
        version: u32,
    },
    /// The same event in another spelling.
    #[error("the event is not in canonical form")]
    NotCanonical,
}
