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
    /// True once it is compromised: declared so, or a certificate over it revoked for that.
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

/// Why a key counts as compromised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompromiseGround {
    /// It was declared so.
    Declared,
    /// A certificate over it was revoked for that.
    Revoked {
        /// Its serial number, hex.
        serial: String,
    },
}

/// A key, and whether it is compromised: declared so, or a certificate over it denied for
/// keyCompromise (1) or cACompromise (2), which says of an authority's key what the first says of
/// any other (RFC 5280, 5.3.1). A compromised issuer (0) says nothing about the keys beneath it,
/// and aACompromise is of attribute authorities, which there are none of here.
const KEY: &str = "SELECT k.*, k.compromised OR EXISTS (
        SELECT 1 FROM certificate c INDEXED BY certificate_by_spki
        CROSS JOIN denied d ON d.serial = c.serial
        WHERE c.spki = k.spki AND d.cause IN (1, 2)) AS is_compromised FROM key k";

impl Reading<'_> {
    /// One key, by the hash of its SubjectPublicKeyInfo.
    pub fn key(&self, spki: Sha256Digest) -> Result<Option<KeyRow>, Error> {
        let sql = format!("{KEY} WHERE k.spki = ?1");
        self.one("reading a key", &sql, [spki.0], key_row)
    }

    /// One key, by its place in a token.
    pub fn key_at(&self, token_serial: &str, cka_id: &str) -> Result<Option<KeyRow>, Error> {
        let sql = format!("{KEY} WHERE k.token_serial = ?1 AND k.cka_id = ?2");
        self.one("reading a key", &sql, [token_serial, cka_id], key_row)
    }

    /// The newest key of a purpose that is not destroyed.
    pub fn key_for(&self, purpose: KeyPurpose) -> Result<Option<KeyRow>, Error> {
        let sql =
            format!("{KEY} WHERE k.purpose = ?1 AND k.destroyed = 0 ORDER BY k.seq DESC LIMIT 1");
        self.one("reading a key", &sql, [stored_name(&purpose)], key_row)
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
            format!("{KEY} WHERE k.token_serial = ?1 AND k.seq < ?2 ORDER BY k.seq DESC LIMIT ?3");
        let before = before_seq.unwrap_or(i64::MAX as u64);
        let values = params![token_serial, before, limit];
        self.many("reading keys", &sql, values, key_row)
    }

    /// Every key of a token that is not destroyed, oldest first, without holding them.
    pub fn for_each_key_of<E: From<Error>>(
        &self,
        token_serial: &str,
        mut each: impl FnMut(KeyRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading keys");
        let sql = format!("{KEY} WHERE k.token_serial = ?1 AND k.destroyed = 0 ORDER BY k.seq");
        let mut select = self.db.prepare_cached(&sql).map_err(reading())?;
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
            format!("{KEY} WHERE k.purpose = ?1 AND k.used = 0 AND k.destroyed = 0 ORDER BY k.seq");
        self.many("reading keys", &sql, [stored_name(&purpose)], key_row)
    }

    /// Why a key, ours or not, counts as compromised: one question for both ways to say it.
    pub fn compromise_of(&self, spki: Sha256Digest) -> Result<Option<CompromiseGround>, Error> {
        let sql = "SELECT NULL AS serial FROM compromised_key WHERE spki = ?1
                   UNION ALL
                   SELECT c.serial FROM certificate c INDEXED BY certificate_by_spki
                   CROSS JOIN denied d ON d.serial = c.serial
                   WHERE c.spki = ?1 AND d.cause IN (1, 2) LIMIT 1";
        self.one(
            "asking whether a key is compromised",
            sql,
            [spki.0],
            |row| {
                let serial: Option<String> = row.get("serial")?;
                Ok(serial.map_or(CompromiseGround::Declared, |serial| {
                    CompromiseGround::Revoked { serial }
                }))
            },
        )
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
        compromised: row.get("is_compromised")?,
        seq: row.get("seq")?,
    })
}
