//! Who signed.

use crate::{
    Sha256Digest,
    officer::{OfficerId, Role},
};

/// Who signed a decision, by everything that must differ between maker and checker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The officer.
    pub officer: OfficerId,
    /// Their role when they signed.
    pub role: Role,
    /// SHA-256 of their certificate.
    pub certificate: Sha256Digest,
    /// Serial of their token.
    pub token_serial: String,
}

impl Signer {
    /// One officer, one certificate or one token: one person, for all that we can tell.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.officer == other.officer
            || self.certificate == other.certificate
            || self.token_serial == other.token_serial
    }
}
