//! Denied serials: revoked, suspended, released, given up.
//!
//! One row for each serial that belongs on a CRL now. A revocation after a suspension takes the
//! suspension's place and keeps its date (X.509: a final revocation has "the date the certificate
//! was placed on hold").

use chancery_domain::{Sha256Digest, Utc, event::EventBody};
use rusqlite::params;

use super::Projection;
use crate::{Error, read::DenialCause};

/// What denying needs to know of a certificate.
pub(super) struct Issued {
    pub(super) part: i64,
    pub(super) spki: [u8; 32],
    pub(super) profile: String,
}

impl Projection<'_, '_> {
    pub(super) fn denial(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::CertificateRevoked {
                serial,
                reason,
                decision,
                invalid_since,
                unconfirmed,
                ..
            } => {
                let part = self.issued(serial)?.part;
                let cause = DenialCause::Revoked(*reason);
                self.deny(part, serial, cause, *invalid_since, Some(*decision))?;
                self.end_key(serial)?;
                match unconfirmed {
                    true => self.owe_confirmation(serial),
                    false => Ok(()),
                }
            }
            EventBody::CertificateSuspended { serial, decision } => self.suspend(serial, *decision),
            EventBody::CertificateReleased {
                serial, decision, ..
            } => self.release(serial, *decision),
            _ => Ok(()),
        }
    }

    pub(super) fn issued(&self, serial: &str) -> Result<Issued, Error> {
        let sql = "SELECT part, spki, profile FROM certificate WHERE serial = ?1";
        let found = self.row(sql, [serial], |row| {
            Ok(Issued {
                part: row.get(0)?,
                spki: row.get(1)?,
                profile: row.get(2)?,
            })
        })?;
        found.ok_or_else(|| self.dangling())
    }

    /// Denies a serial for good. One that is denied for good already is an error.
    pub(super) fn deny(
        &self,
        part: i64,
        serial: &str,
        cause: DenialCause,
        invalid_since: Option<Utc>,
        decision: Option<Sha256Digest>,
    ) -> Result<(), Error> {
        let held = self.take_hold(serial)?;
        let at = held.map_or_else(|| self.event.at.unix_millis(), |(_, at)| at);
        self.insert_denied(part, serial, at, cause, invalid_since, decision)?;
        self.change(
            "UPDATE crl_part SET denied = denied + 1, suspended = suspended - ?3, changed_seq = ?2
             WHERE id = ?1",
            params![part, self.seq, i64::from(held.is_some())],
        )?;
        self.step_back(serial)
    }

    fn insert_denied(
        &self,
        part: i64,
        serial: &str,
        at: i64,
        cause: DenialCause,
        invalid_since: Option<Utc>,
        decision: Option<Sha256Digest>,
    ) -> Result<(), Error> {
        self.run(
            "INSERT INTO denied (part, seq, serial, at, cause, invalid_since, decision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                part,
                self.seq,
                serial,
                at,
                cause.stored(),
                invalid_since.map(Utc::unix_millis),
                decision.map(|sha256| sha256.0),
            ],
        )?;
        Ok(())
    }

    /// Takes a suspension off the list; gives its event and its time.
    fn take_hold(&self, serial: &str) -> Result<Option<(i64, i64)>, Error> {
        let sql = "DELETE FROM denied WHERE serial = ?1 AND cause = 6 RETURNING seq, at";
        self.row(sql, [serial], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// A denied certificate stands no longer; if it did, the one that it followed stands again,
    /// unless that is denied too.
    fn step_back(&self, serial: &str) -> Result<(), Error> {
        let sql =
            "UPDATE certificate SET stands = 0 WHERE serial = ?1 AND stands = 1 RETURNING renews";
        let renewed: Option<Option<String>> = self.row(sql, [serial], |row| row.get(0))?;
        if let Some(renewed) = renewed.flatten() {
            self.run(
                "UPDATE certificate SET stands = 1 WHERE serial = ?1
                 AND NOT EXISTS (SELECT 1 FROM denied WHERE serial = ?1 AND cause IS NOT 6)
                 AND NOT EXISTS (SELECT 1 FROM certificate WHERE renews = ?1 AND stands = 1)",
                [renewed],
            )?;
        }
        Ok(())
    }

    fn suspend(&self, serial: &str, decision: Sha256Digest) -> Result<(), Error> {
        let part = self.issued(serial)?.part;
        let at = self.event.at.unix_millis();
        self.insert_denied(
            part,
            serial,
            at,
            DenialCause::Suspended,
            None,
            Some(decision),
        )?;
        self.suspended(part, 1)
    }

    fn release(&self, serial: &str, decision: Sha256Digest) -> Result<(), Error> {
        let part = self.issued(serial)?.part;
        let (held_seq, _) = self.take_hold(serial)?.ok_or_else(|| self.dangling())?;
        self.run(
            "INSERT INTO released (part, seq, serial, held_seq, at, decision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                part,
                self.seq,
                serial,
                held_seq,
                self.event.at.unix_millis(),
                decision.0
            ],
        )?;
        self.suspended(part, -1)
    }

    fn suspended(&self, part: i64, by: i64) -> Result<(), Error> {
        self.change(
            "UPDATE crl_part SET suspended = suspended + ?3, changed_seq = ?2 WHERE id = ?1",
            params![part, self.seq, by],
        )
    }
}
