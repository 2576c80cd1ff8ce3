//! Officers.

use chancery_domain::{
    Sha256Digest,
    officer::{OfficerId, Role},
};
use rusqlite::Row;

use super::{Reading, digest, named, text};
use crate::Error;

/// An officer.
#[derive(Debug, Clone)]
pub struct OfficerRow {
    /// Pseudonym.
    pub id: OfficerId,
    /// Role.
    pub role: Role,
    /// Certificate, as a blob.
    pub certificate: Sha256Digest,
    /// Label of their token.
    pub token_label: String,
    /// Serial of their token.
    pub token_serial: String,
    /// Name, as an erasable blob.
    pub name: Sha256Digest,
}

impl Reading<'_> {
    /// One officer.
    pub fn officer(&self, id: &OfficerId) -> Result<Option<OfficerRow>, Error> {
        let sql = "SELECT * FROM officer WHERE id = ?1";
        self.one("reading an officer", sql, [id.as_str()], officer_row)
    }

    /// All officers, by id.
    pub fn officers(&self) -> Result<Vec<OfficerRow>, Error> {
        self.many(
            "reading officers",
            "SELECT * FROM officer ORDER BY id",
            [],
            officer_row,
        )
    }
}

fn officer_row(row: &Row<'_>) -> rusqlite::Result<OfficerRow> {
    Ok(OfficerRow {
        id: text(row, "id", OfficerId::parse)?,
        role: named(row, "role")?,
        certificate: digest(row, "certificate")?,
        token_label: row.get("token_label")?,
        token_serial: row.get("token_serial")?,
        name: digest(row, "name")?,
    })
}
