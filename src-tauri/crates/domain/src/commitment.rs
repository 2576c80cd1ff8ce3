//! Salted commitments: how personal data is named where it must not stand.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::{Sha256Digest, jcs};

/// A value with its salt. Kept in an erasable blob; only the commitment travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committed {
    /// 16 random bytes, hex: without them nobody can test a guess against the commitment.
    pub salt: String,
    /// The clear text.
    pub value: String,
}

impl Committed {
    /// Binds `value` to `salt`.
    pub fn new(salt: [u8; 16], value: &str) -> Self {
        Self {
            salt: HEXLOWER.encode(&salt),
            value: value.to_owned(),
        }
    }

    /// SHA-256 of the canonical JSON of both.
    pub fn commitment(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }
}
