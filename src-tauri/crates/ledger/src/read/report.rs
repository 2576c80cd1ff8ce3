//! Reports that were rendered.

use chancery_domain::{Sha256Digest, Utc};
use rusqlite::Row;

use super::{Reading, digest, instant};
use crate::Error;

/// A report.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// When it was sealed.
    pub at: Utc,
    /// Who rendered it.
    pub officer: String,
    /// File name under `reports/`.
    pub file: String,
    /// Pages.
    pub pages: u32,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: Sha256Digest,
}

impl Reading<'_> {
    /// Reports, newest first.
    pub fn reports(&self, limit: u32) -> Result<Vec<ReportRow>, Error> {
        let sql = "SELECT * FROM report ORDER BY seq DESC LIMIT ?1";
        self.many("reading reports", sql, [limit], report_row)
    }

    /// One report.
    pub fn report(&self, id: &str) -> Result<Option<ReportRow>, Error> {
        let sql = "SELECT * FROM report WHERE id = ?1";
        self.one("reading a report", sql, [id], report_row)
    }
}

fn report_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        id: row.get("id")?,
        from: row.get("from_day")?,
        to: row.get("to_day")?,
        at: instant(row, "at")?,
        officer: row.get("officer")?,
        file: row.get("file")?,
        pages: row.get("pages")?,
        bytes: row.get("bytes")?,
        sha256: digest(row, "sha256")?,
    })
}
