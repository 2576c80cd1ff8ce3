//! Denied serials and CRLs.

use chancery_domain::{Sha256Digest, event::EventBody};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn deny(
        &self,
        serial: &str,
        reason: Option<&str>,
        decision: Option<Sha256Digest>,
    ) -> Result<(), Error> {
        let issuer = self.writing.read().issuer_of(serial)?;
        self.run(
            "INSERT INTO denied (serial, issuer_ski, at, reason, decision, seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                serial,
                issuer,
                self.at(),
                reason,
                decision.map(|d| d.0),
                self.seq
            ],
        )?;
        Ok(())
    }

    pub(super) fn revocation(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::CertificateRevoked {
                serial,
                reason,
                decision,
                ..
            } => self.deny(serial, Some(reason.name()), Some(*decision)),
            _ => Ok(()),
        }
    }

    pub(super) fn crl(self) -> Result<(), Error> {
        if let EventBody::CrlPublished {
            issuer_ski,
            number,
            crl,
            this_update,
            next_update,
            entries,
            ..
        } = &self.event.event
        {
            self.run(
                "INSERT INTO crl (issuer_ski, number, der, this_update, next_update, entries, at, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    issuer_ski,
                    number,
                    crl.0,
                    this_update.to_seconds_string(),
                    next_update.to_seconds_string(),
                    entries,
                    self.at(),
                    self.seq
                ],
            )?;
        }
        Ok(())
    }
}
