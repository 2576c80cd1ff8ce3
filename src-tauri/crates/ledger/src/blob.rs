//! Blobs: large or erasable things, addressed by their hash.

use chancery_domain::Sha256Digest;
use rusqlite::{OptionalExtension, params};

use crate::{Error, Reading, Writing};

/// What a blob holds, as a media type.
pub type Media = &'static str;

/// Media types of blobs.
pub mod media {
    /// Canonical JSON of an object decided on.
    pub const OBJECT: &str = "application/json";
    /// A compact JWS.
    pub const STATEMENT: &str = "application/jose";
    /// A certificate, DER.
    pub const CERTIFICATE: &str = "application/pkix-cert";
    /// A to-be-signed certificate, DER.
    pub const TBS_CERTIFICATE: &str = "application/vnd.chancery.tbs-certificate";
    /// A CRL, DER.
    pub const CRL: &str = "application/pkix-crl";
    /// A certificate signing request, DER.
    pub const CSR: &str = "application/pkcs10";
    /// A SubjectPublicKeyInfo, DER.
    pub const SPKI: &str = "application/vnd.chancery.spki";
    /// Custody facts, JSON.
    pub const CUSTODY: &str = "application/vnd.chancery.custody+json";
    /// A salted value behind a commitment, JSON; erasable.
    pub const COMMITTED: &str = "application/vnd.chancery.committed+json";
    /// Verifier keys of a log, as vkey lines.
    pub const VERIFIER_KEYS: &str = "text/vnd.chancery.verifier-keys";
    /// A time-stamp query, DER (RFC 3161, 3.1).
    pub const TIMESTAMP_QUERY: &str = "application/timestamp-query";
    /// A time-stamp response, DER.
    pub const TIMESTAMP_REPLY: &str = "application/timestamp-reply";
    /// A signed note.
    pub const NOTE: &str = "text/vnd.chancery.checkpoint";
}

impl Writing<'_> {
    /// Stores a blob that stays; the same bytes twice are one blob.
    pub fn put_blob(&mut self, media: Media, bytes: &[u8]) -> Result<Sha256Digest, Error> {
        self.put(media, bytes, false)
    }

    /// Stores a blob that may be erased.
    pub fn put_erasable_blob(&mut self, media: Media, bytes: &[u8]) -> Result<Sha256Digest, Error> {
        self.put(media, bytes, true)
    }

    /// Erases a blob that may be erased; false if it is gone already, or none of that kind. The
    /// bytes are overwritten in the database (`secure_delete`); [`crate::Ledger::purge`] has them
    /// out of the log of writes too.
    pub fn erase_blob(&mut self, sha256: Sha256Digest) -> Result<bool, Error> {
        let sql = "UPDATE blob SET bytes = NULL
                   WHERE sha256 = ?1 AND erasable = 1 AND bytes IS NOT NULL";
        let erased = self
            .db
            .prepare_cached(sql)
            .and_then(|mut update| update.execute([sha256.0]))
            .map_err(Error::sqlite("erasing a record"))?;
        Ok(erased == 1)
    }

    fn put(&mut self, media: Media, bytes: &[u8], erasable: bool) -> Result<Sha256Digest, Error> {
        let sha256 = Sha256Digest::of(bytes);
        self.db
            .prepare_cached(
                "INSERT INTO blob (sha256, media, erasable, bytes) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (sha256) DO NOTHING",
            )
            .and_then(|mut insert| insert.execute(params![sha256.0, media, erasable, bytes]))
            .map_err(Error::sqlite("storing a record"))?;
        Ok(sha256)
    }
}

impl Reading<'_> {
    /// The bytes of a blob; an erased or absent one is an error.
    pub fn blob(&self, sha256: Sha256Digest) -> Result<Vec<u8>, Error> {
        self.erasable_blob(sha256)?
            .ok_or(Error::BlobErased { sha256 })
    }

    /// The bytes of a blob; `None` once it was erased. Bytes that are not those of the hash are an
    /// error: what was signed is the hash.
    pub fn erasable_blob(&self, sha256: Sha256Digest) -> Result<Option<Vec<u8>>, Error> {
        let stored: Option<Vec<u8>> = self
            .db
            .prepare_cached("SELECT bytes FROM blob WHERE sha256 = ?1")
            .and_then(|mut select| select.query_row([sha256.0], |row| row.get(0)).optional())
            .map_err(Error::sqlite("reading a record"))?
            .ok_or(Error::BlobAbsent { sha256 })?;
        match stored {
            Some(bytes) if Sha256Digest::of(&bytes) != sha256 => Err(Error::BlobChanged { sha256 }),
            stored => Ok(stored),
        }
    }
}
