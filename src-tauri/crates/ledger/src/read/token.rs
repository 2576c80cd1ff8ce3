//! Tokens and keys.

use chancery_domain::{
    Algorithm, Sha256Digest, Utc,
    event::{KeyPurpose, TokenPurpose},
};
use rusqlite::{Row, params};

use super::{Reading, digest, instant, named};
use crate::{Error, project::stored_name};

/// A token.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Serial.
    pub serial: String,
    /// Label.
    pub label: String,
    /// What it is for.
    pub purpose: TokenPurpose,
}

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
}

impl Reading<'_> {
    /// All tokens, in the order of their initialisation.
    pub fn tokens(&self) -> Result<Vec<TokenRow>, Error> {
        let sql = "SELECT * FROM token ORDER BY rowid";
        self.many("reading tokens", sql, [], token_row)
    }

    /// The first token of a purpose.
    pub fn token_for(&self, purpose: TokenPurpose) -> Result<Option<TokenRow>, Error> {
        let sql = "SELECT * FROM token WHERE purpose = ?1 ORDER BY rowid LIMIT 1";
        self.one("reading a token", sql, [stored_name(&purpose)], token_row)
    }

    /// A token by serial.
    pub fn token(&self, serial: &str) -> Result<Option<TokenRow>, Error> {
        let sql = "SELECT * FROM token WHERE serial = ?1";
        self.one("reading a token", sql, [serial], token_row)
    }

    /// One key.
    pub fn key(&self, spki: Sha256Digest) -> Result<Option<KeyRow>, Error> {
        let sql = "SELECT * FROM key WHERE spki = ?1";
        self.one("reading a key", sql, [spki.0], key_row)
    }

    /// The newest key of a purpose that is not destroyed.
    pub fn key_for(&self, purpose: KeyPurpose) -> Result<Option<KeyRow>, Error> {
        let sql =
            "SELECT * FROM key WHERE purpose = ?1 AND destroyed = 0 ORDER BY rowid DESC LIMIT 1";
        self.one("reading a key", sql, [stored_name(&purpose)], key_row)
    }

    /// How many keys of a token are not destroyed.
    pub fn keys_active(&self, token_serial: &str) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM key WHERE token_serial = ?1 AND destroyed = 0";
        let count = self.one("counting keys", sql, [token_serial], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// The newest keys of a token, at most `limit`.
    pub fn keys_on(&self, token_serial: &str, limit: u32) -> Result<Vec<KeyRow>, Error> {
        let sql = "SELECT * FROM key WHERE token_serial = ?1 ORDER BY rowid DESC LIMIT ?2";
        self.many("reading keys", sql, params![token_serial, limit], key_row)
    }
}

fn token_row(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    Ok(TokenRow {
        serial: row.get("serial")?,
        label: row.get("label")?,
        purpose: named(row, "purpose")?,
    })
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
    })
}
