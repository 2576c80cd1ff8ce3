//! Keys, intents to make them, and keys that were declared compromised.

use chancery_domain::{Algorithm, Sha256Digest, Utc, event::KeyPurpose};
use rusqlite::{Row, params};

use super::{Reading, digest, instant, named, optional_instant};
use crate::{Error, project::stored_name};

/// A key.
#[derive(Debug, Clone)]
pub struct KeyRow {
    /// SHA-256 of its SubjectPublicKeyInfo; also the blob.
    pub spki: Sha256Digest,
    /// Serial of its token.
    pub token_serial: String,
    /// CKA_ID, hex.
    pub cka_id: String,
    /// CKA_LABEL.
    pub label: String,
    /// What it is for.
    pub purpose: KeyPurpose,
    /// Algorithm.
    pub algorithm: Algorithm,
    /// Custody facts, as a blob.
    pub custody: Sha256Digest,
    /// When it was made.
    pub made_at: Utc,
    /// True once it was destroyed.
    pub destroyed: bool,
    /// True once it was declared compromised.
    pub compromised: bool,
    /// The event that recorded it; also its place among the keys.
    pub seq: u64,
}

/// A key that was about to be made, without an outcome.
#[derive(Debug, Clone)]
pub struct KeyIntentRow {
    /// Serial of the token.
    pub token_serial: String,
    /// CKA_ID, hex.
    pub cka_id: String,
    /// CKA_LABEL.
    pub label: String,
    /// What it is for.
    pub purpose: KeyPurpose,
    /// Algorithm.
    pub algorithm: Algorithm,
    /// The event of the intent.
    pub seq: u64,
}

/// A key that was declared compromised.
#[derive(Debug, Clone)]
pub struct CompromisedKeyRow {
    /// SHA-256 of its SubjectPublicKeyInfo.
    pub spki: Sha256Digest,
    /// Since when it is thought to be compromised.
    pub since: Option<Utc>,
    /// The object decided on.
    pub object: Sha256Digest,
    /// The officer's statement.
    pub decision: Sha256Digest,
    /// When it was declared.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// One key, by the hash of its SubjectPublicKeyInfo.
    pub fn key(&self, spki: Sha256Digest) -> Result<Option<KeyRow>, Error> {
        let sql = "SELECT * FROM key WHERE spki = ?1";
        self.one("reading a key", sql, [spki.0], key_row)
    }

    /// One key, by its place in a token.
    pub fn key_at(&self, token_serial: &str, cka_id: &str) -> Result<Option<KeyRow>, Error> {
        let sql = "SELECT * FROM key WHERE token_serial = ?1 AND cka_id = ?2";
        self.one("reading a key", sql, [token_serial, cka_id], key_row)
    }

    /// The newest key of a purpose that is not destroyed.
    pub fn key_for(&self, purpose: KeyPurpose) -> Result<Option<KeyRow>, Error> {
        let sql =
            "SELECT * FROM key WHERE purpose = ?1 AND destroyed = 0 ORDER BY seq DESC LIMIT 1";
        self.one("reading a key", sql, [stored_name(&purpose)], key_row)
    }

    /// How many keys of a token are not destroyed.
    pub fn keys_active(&self, token_serial: &str) -> Result<u64, Error> {
        Ok(self.token(token_serial)?.map_or(0, |token| token.keys))
    }

    /// The newest keys of a token, at most `limit`.
    pub fn keys_on(&self, token_serial: &str, limit: u32) -> Result<Vec<KeyRow>, Error> {
        self.keys_before(token_serial, None, limit)
    }

    /// Keys of a token, newest first, page by page.
    pub fn keys_before(
        &self,
        token_serial: &str,
        before_seq: Option<u64>,
        limit: u32,
    ) -> Result<Vec<KeyRow>, Error> {
        let sql =
            "SELECT * FROM key WHERE token_serial = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";
        let before = before_seq.unwrap_or(i64::MAX as u64);
        let values = params![token_serial, before, limit];
        self.many("reading keys", sql, values, key_row)
    }

    /// Every key of a token that is not destroyed, oldest first, without holding them.
    pub fn for_each_key_of<E: From<Error>>(
        &self,
        token_serial: &str,
        mut each: impl FnMut(KeyRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading keys");
        let sql = "SELECT * FROM key WHERE token_serial = ?1 AND destroyed = 0 ORDER BY seq";
        let mut select = self.db.prepare_cached(sql).map_err(reading())?;
        let mut rows = select.query([token_serial]).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            each(key_row(row).map_err(reading())?)?;
        }
        Ok(())
    }

    /// Intents to make a key that have no outcome, oldest first.
    pub fn open_key_intents(&self) -> Result<Vec<KeyIntentRow>, Error> {
        let sql = "SELECT * FROM key_intent INDEXED BY key_intent_open WHERE outcome IS NULL ORDER BY seq";
        self.many("reading open intents", sql, [], |row| {
            Ok(KeyIntentRow {
                token_serial: row.get("token_serial")?,
                cka_id: row.get("cka_id")?,
                label: row.get("label")?,
                purpose: named(row, "purpose")?,
                algorithm: named(row, "algorithm")?,
                seq: row.get("seq")?,
            })
        })
    }

    /// Agents' keys that are there, and that no request and no certificate names.
    pub fn keys_without_use(&self) -> Result<Vec<KeyRow>, Error> {
        self.unused(KeyPurpose::Agent)
    }

    /// Officers' keys that are there, and that no certificate names.
    pub fn officers_keys_without_use(&self) -> Result<Vec<KeyRow>, Error> {
        self.unused(KeyPurpose::Officer)
    }

    fn unused(&self, purpose: KeyPurpose) -> Result<Vec<KeyRow>, Error> {
        let sql =
            "SELECT * FROM key WHERE purpose = ?1 AND used = 0 AND destroyed = 0 ORDER BY seq";
        self.many("reading keys", sql, [stored_name(&purpose)], key_row)
    }

    /// Whether a key, ours or not, was declared compromised.
    pub fn compromised(&self, spki: Sha256Digest) -> Result<Option<CompromisedKeyRow>, Error> {
        let sql = "SELECT * FROM compromised_key WHERE spki = ?1";
        self.one("reading a compromised key", sql, [spki.0], |row| {
            Ok(CompromisedKeyRow {
                spki: digest(row, "spki")?,
                since: optional_instant(row, "since")?,
                object: digest(row, "object")?,
                decision: digest(row, "decision")?,
                at: instant(row, "at")?,
                seq: row.get("seq")?,
            })
        })
    }
}

fn key_row(row: &Row<'_>) -> rusqlite::Result<KeyRow> {
    Ok(KeyRow {
        spki: digest(row, "spki")?,
        token_serial: row.get("token_serial")?,
        cka_id: row.get("cka_id")?,
        label: row.get("label")?,
        purpose: named(row, "purpose")?,
        algorithm: named(row, "algorithm")?,
        custody: digest(row, "custody")?,
        made_at: instant(row, "made_at")?,
        destroyed: row.get("destroyed")?,
        compromised: row.get("compromised")?,
        seq: row.get("seq")?,
    })
}
