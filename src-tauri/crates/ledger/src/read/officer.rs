//! Officers.

use chancery_domain::{
    Sha256Digest,
    change::ChangeId,
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
    /// The event that ended their service.
    pub retired_seq: Option<u64>,
}

/// A key that an officer signs with, or signed with.
#[derive(Debug, Clone)]
pub struct OfficerKeyRow {
    /// Certificate, as a blob.
    pub certificate: Sha256Digest,
    /// Whose.
    pub officer: OfficerId,
    /// Label of the token.
    pub token_label: String,
    /// Serial of the token.
    pub token_serial: String,
    /// The change that put it in force; `None` for a founding officer's.
    pub change: Option<ChangeId>,
    /// The event that enrolled it.
    pub since_seq: u64,
    /// The event that revoked its certificate, or ended the officer's service.
    pub until_seq: Option<u64>,
}

/// A role that an officer has, or had.
#[derive(Debug, Clone)]
pub struct OfficerRoleRow {
    /// The event that gave it.
    pub since_seq: u64,
    /// Which.
    pub role: Role,
    /// The change that put it in force; `None` for the one that the officer began with.
    pub change: Option<ChangeId>,
}

impl Reading<'_> {
    /// One officer.
    pub fn officer(&self, id: &OfficerId) -> Result<Option<OfficerRow>, Error> {
        let sql = "SELECT * FROM officer WHERE id = ?1";
        self.one("reading an officer", sql, [id.as_str()], officer_row)
    }

    /// Every key that an officer ever had, the newest first.
    pub fn officer_keys(&self, id: &OfficerId) -> Result<Vec<OfficerKeyRow>, Error> {
        let sql = "SELECT * FROM officer_key WHERE officer = ?1 ORDER BY since_seq DESC";
        self.many("reading an officer's keys", sql, [id.as_str()], key_row)
    }

    /// The key that a certificate is of, if it is an officer's.
    pub fn officer_key(&self, certificate: Sha256Digest) -> Result<Option<OfficerKeyRow>, Error> {
        let sql = "SELECT * FROM officer_key WHERE certificate = ?1";
        self.one("reading an officer's key", sql, [certificate.0], key_row)
    }

    /// The newest key that an officer has or had on a token.
    pub fn officer_key_on(&self, token_serial: &str) -> Result<Option<OfficerKeyRow>, Error> {
        let sql =
            "SELECT * FROM officer_key WHERE token_serial = ?1 ORDER BY since_seq DESC LIMIT 1";
        self.one("reading an officer's key", sql, [token_serial], key_row)
    }

    /// Every role that an officer ever had, the newest first.
    pub fn officer_roles(&self, id: &OfficerId) -> Result<Vec<OfficerRoleRow>, Error> {
        let sql = "SELECT * FROM officer_role WHERE officer = ?1 ORDER BY since_seq DESC";
        self.many("reading an officer's roles", sql, [id.as_str()], |row| {
            Ok(OfficerRoleRow {
                since_seq: row.get("since_seq")?,
                role: named(row, "role")?,
                change: change_of(row)?,
            })
        })
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
        retired_seq: row.get("retired_seq")?,
    })
}

fn key_row(row: &Row<'_>) -> rusqlite::Result<OfficerKeyRow> {
    Ok(OfficerKeyRow {
        certificate: digest(row, "certificate")?,
        officer: text(row, "officer", OfficerId::parse)?,
        token_label: row.get("token_label")?,
        token_serial: row.get("token_serial")?,
        change: change_of(row)?,
        since_seq: row.get("since_seq")?,
        until_seq: row.get("until_seq")?,
    })
}

fn change_of(row: &Row<'_>) -> rusqlite::Result<Option<ChangeId>> {
    let id: Option<String> = row.get("change")?;
    Ok(id.and_then(|id| ChangeId::parse(&id)))
}
