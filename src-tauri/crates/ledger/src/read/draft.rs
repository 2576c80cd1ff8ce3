//! Requests that are being written.

use chancery_domain::{Sha256Digest, Utc, officer::OfficerId};
use rusqlite::Row;

use super::{Reading, digest, instant, text};
use crate::Error;

/// What there is of a request that is being written.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// Its name.
    pub name: String,
    /// What was typed, salted: an erasable blob.
    pub content: Sha256Digest,
    /// Who writes it.
    pub officer: OfficerId,
    /// When it was kept last.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// Drafts ever begun, those that were given up among them.
    pub fn drafts_total(&self) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM draft";
        let total = self.one("counting drafts", sql, [], |row| row.get(0))?;
        Ok(total.unwrap_or(0))
    }

    /// Drafts of one officer, or of all, that were not given up, the newest first.
    pub fn drafts(&self, officer: Option<&OfficerId>, limit: u32) -> Result<Vec<DraftRow>, Error> {
        let sql = "SELECT * FROM draft WHERE content IS NOT NULL AND (?1 IS NULL OR officer = ?1)
                   ORDER BY seq DESC LIMIT ?2";
        let values = rusqlite::params![officer.map(OfficerId::as_str), limit];
        self.many("reading drafts", sql, values, draft_row)
    }

    /// One draft that was not given up.
    pub fn draft(&self, name: &str) -> Result<Option<DraftRow>, Error> {
        let sql = "SELECT * FROM draft WHERE name = ?1 AND content IS NOT NULL";
        self.one("reading a draft", sql, [name], draft_row)
    }
}

fn draft_row(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    Ok(DraftRow {
        name: row.get("name")?,
        content: digest(row, "content")?,
        officer: text(row, "officer", OfficerId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
