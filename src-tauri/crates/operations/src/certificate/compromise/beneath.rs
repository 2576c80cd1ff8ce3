//! What stands on a key.

use chancery_ledger::{
    Reading,
    read::{CertificateRow, DenialCause},
};

use super::Key;
use crate::Error;

/// The certificates that stand on a key.
pub(super) struct Beneath {
    /// Serials of those that were not revoked before, ascending; what is on hold is among them.
    pub(super) serials: Vec<String>,
    /// How many were revoked before.
    pub(super) denied_before: u64,
}

impl Beneath {
    /// As the ledger stands. An authority's own certificate comes with all that it issued.
    pub(super) fn of(read: Reading<'_>, key: &Key) -> Result<Self, Error> {
        let mut beneath = Self {
            serials: Vec::new(),
            denied_before: 0,
        };
        for row in read.certificates_by_spki(key.spki)? {
            beneath.take(read, row)?;
        }
        if let Some(issuer) = &key.issuer_ski {
            read.for_each_certificate_of(issuer, |row| beneath.take(read, row))?;
        }
        beneath.serials.sort_unstable();
        Ok(beneath)
    }

    fn take(&mut self, read: Reading<'_>, row: CertificateRow) -> Result<(), Error> {
        // What stands is not denied for good: of a hundred thousand few need a look of their own.
        let denied = match row.stands {
            true => None,
            false => read.denied(&row.serial)?,
        };
        match denied.map(|denied| denied.cause) {
            None | Some(DenialCause::Suspended) => self.serials.push(row.serial),
            Some(_) => self.denied_before += 1,
        }
        Ok(())
    }
}
