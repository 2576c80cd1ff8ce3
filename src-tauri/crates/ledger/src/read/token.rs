//! Tokens.

use chancery_domain::event::TokenPurpose;
use rusqlite::Row;

use super::{EventRow, Reading, named};
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
    /// Path of its PKCS#11 module; `None` for a practice token.
    pub module: Option<String>,
    /// Its keys that are not destroyed.
    pub keys: u64,
    /// The event by which it was taken.
    pub seq: u64,
}

impl Reading<'_> {
    /// All tokens, in the order in which they were taken.
    pub fn tokens(&self) -> Result<Vec<TokenRow>, Error> {
        let sql = "SELECT * FROM token ORDER BY seq";
        self.many("reading tokens", sql, [], token_row)
    }

    /// The token of a purpose that was taken last.
    pub fn token_for(&self, purpose: TokenPurpose) -> Result<Option<TokenRow>, Error> {
        let sql = "SELECT * FROM token WHERE purpose = ?1 ORDER BY seq DESC LIMIT 1";
        self.one("reading a token", sql, [stored_name(&purpose)], token_row)
    }

    /// A token by serial.
    pub fn token(&self, serial: &str) -> Result<Option<TokenRow>, Error> {
        let sql = "SELECT * FROM token WHERE serial = ?1";
        self.one("reading a token", sql, [serial], token_row)
    }

    /// The last inventory of a token.
    pub fn last_inventory(&self, token_serial: &str) -> Result<Option<EventRow>, Error> {
        self.last_about(token_serial, "inventory_taken")
    }

    /// The last probe of a token.
    pub fn last_probe(&self, token_serial: &str) -> Result<Option<EventRow>, Error> {
        self.last_about(token_serial, "token_probed")
    }
}

fn token_row(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    Ok(TokenRow {
        serial: row.get("serial")?,
        label: row.get("label")?,
        purpose: named(row, "purpose")?,
        module: row.get("module")?,
        keys: row.get("keys")?,
        seq: row.get("seq")?,
    })
}
