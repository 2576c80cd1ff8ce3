//! Certificate revocation lists, version 2 and full (RFC 5280, 5).

mod issue;
mod list;
mod reason;

pub use issue::{CrlError, issue};
pub use list::{NotACrl, RevocationList};
pub use reason::RevocationReason;

use chancery_domain::Utc;

use crate::serial::SerialNumber;

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedCertificate {
    /// Which certificate of the issuer.
    pub serial_number: SerialNumber,
    /// When the issuer revoked it.
    pub revoked_at: Utc,
    /// Why.
    pub reason: RevocationReason,
    /// Since when the key is known or suspected to be no longer good.
    pub invalid_since: Option<Utc>,
}

/// What a list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrlContent {
    /// Rises with every list of the issuer.
    pub number: u64,
    /// When it is made.
    pub this_update: Utc,
    /// By when the next one is made.
    pub next_update: Utc,
    /// Everything revoked or on hold.
    pub revoked: Vec<RevokedCertificate>,
}

#[cfg(test)]
mod tests;
