//! What a second officer looks at again: revocations that one made alone, and reports.

use chancery_domain::{Sha256Digest, Utc, event::SignOffPart, officer::OfficerId};
use rusqlite::Row;

use super::{Reading, digest, instant, named, text};
use crate::Error;

/// A revocation that one officer made alone and nobody has confirmed yet.
#[derive(Debug, Clone)]
pub struct ConfirmationRow {
    /// Serial number, hex.
    pub serial: String,
    /// Who revoked it.
    pub officer: OfficerId,
    /// When.
    pub at: Utc,
    /// The event of the revocation.
    pub seq: u64,
}

/// An officer's signature under a report.
#[derive(Debug, Clone)]
pub struct ReportSignatureRow {
    /// As what they signed.
    pub part: SignOffPart,
    /// Who.
    pub officer: OfficerId,
    /// Their statement.
    pub decision: Sha256Digest,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// How many revocations wait to be confirmed.
    pub fn confirmations_waiting(&self) -> Result<u64, Error> {
        self.counter("confirmations_open")
    }

    /// Revocations that wait to be confirmed, the oldest first.
    pub fn confirmations_open(&self, limit: u32) -> Result<Vec<ConfirmationRow>, Error> {
        let sql = "SELECT * FROM confirmation WHERE confirmed_seq IS NULL ORDER BY seq LIMIT ?1";
        self.many("reading confirmations", sql, [limit], confirmation_row)
    }

    /// The one of a certificate, while it waits.
    pub fn confirmation_open(&self, serial: &str) -> Result<Option<ConfirmationRow>, Error> {
        let sql = "SELECT * FROM confirmation WHERE serial = ?1 AND confirmed_seq IS NULL";
        self.one("reading a confirmation", sql, [serial], confirmation_row)
    }

    /// Who signed a report, the first first.
    pub fn report_signatures(&self, report: &str) -> Result<Vec<ReportSignatureRow>, Error> {
        let sql = "SELECT * FROM report_signature WHERE report = ?1 ORDER BY seq";
        self.many("reading signatures", sql, [report], |row| {
            Ok(ReportSignatureRow {
                part: named(row, "part")?,
                officer: text(row, "officer", OfficerId::parse)?,
                decision: digest(row, "decision")?,
                at: instant(row, "at")?,
                seq: row.get("seq")?,
            })
        })
    }
}

fn confirmation_row(row: &Row<'_>) -> rusqlite::Result<ConfirmationRow> {
    Ok(ConfirmationRow {
        serial: row.get("serial")?,
        officer: text(row, "officer", OfficerId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
