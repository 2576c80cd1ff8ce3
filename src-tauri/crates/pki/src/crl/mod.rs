//! Certificate revocation lists, version 2 (RFC 5280, 5): full and delta, of a
//! whole authority or of one part.

mod issue;
mod list;
mod reason;
mod scope;
mod write;

pub use issue::{CrlError, SignedCrl, issue};
pub use list::{NotACrl, RevocationList};
pub use reason::RevocationReason;
pub use scope::CrlScope;
pub use write::CrlWriter;

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

/// What a list says besides its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrlHead {
    /// Rises with every list of the issuer for the same scope.
    pub number: u64,
    /// When it is made.
    pub this_update: Utc,
    /// By when the next one is made.
    pub next_update: Utc,
    /// What it covers.
    pub scope: CrlScope,
}

/// What a list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrlContent {
    /// Rises with every list of the issuer for the same scope.
    pub number: u64,
    /// When it is made.
    pub this_update: Utc,
    /// By when the next one is made.
    pub next_update: Utc,
    /// What it covers.
    pub scope: CrlScope,
    /// Everything revoked or on hold; in a delta what has changed since its base.
    pub revoked: Vec<RevokedCertificate>,
}

impl CrlContent {
    /// All but the entries.
    pub fn head(&self) -> CrlHead {
        CrlHead {
            number: self.number,
            this_update: self.this_update,
            next_update: self.next_update,
            scope: self.scope.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
