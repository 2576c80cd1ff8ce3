//! The register of certificates.

use chancery_domain::{Sha256Digest, Utc, profile::ProfileId, request::RequestId};
use rusqlite::{Row, params};

use super::{COUNT_LIMIT, Reading, digest, instant, log::prefix_end, named};
use crate::Error;

/// A certificate.
#[derive(Debug, Clone)]
pub struct CertificateRow {
    /// Serial number, hex.
    pub serial: String,
    /// The event that recorded it; also its place in the register.
    pub seq: u64,
    /// The request it was issued for.
    pub request: Option<RequestId>,
    /// Its profile.
    pub profile: ProfileId,
    /// Common name.
    pub common_name: String,
    /// Subject key identifier of its issuer, hex.
    pub issuer_ski: String,
    /// Its DER, as a blob.
    pub der: Sha256Digest,
    /// Its key.
    pub spki: Sha256Digest,
    /// First instant.
    pub not_before: Utc,
    /// Last instant.
    pub not_after: Utc,
}

/// Which certificates to show.
#[derive(Debug, Clone)]
pub struct CertificateFilter {
    /// Of this profile.
    pub profile: ProfileId,
    /// Whose name, or serial, begins so.
    pub text: String,
    /// Leave out those that ended before this instant.
    pub not_ended_before: Option<Utc>,
    /// Only those recorded before this one (page by page, newest first).
    pub before_seq: Option<u64>,
}

impl Reading<'_> {
    /// Certificates ever issued under a profile.
    pub fn certificates_total(&self, profile: ProfileId) -> Result<u64, Error> {
        self.counter(&format!("certificates:{}", profile.name()))
    }

    /// One certificate.
    pub fn certificate(&self, serial: &str) -> Result<Option<CertificateRow>, Error> {
        let sql = "SELECT * FROM certificate WHERE serial = ?1";
        self.one("reading a certificate", sql, [serial], certificate_row)
    }

    /// The newest certificate over a key.
    pub fn certificate_over(&self, spki: Sha256Digest) -> Result<Option<CertificateRow>, Error> {
        let sql = "SELECT * FROM certificate WHERE spki = ?1 ORDER BY seq DESC LIMIT 1";
        self.one("reading a certificate", sql, [spki.0], certificate_row)
    }

    /// Certificates of one name under a profile, newest first.
    pub fn certificates_of(
        &self,
        profile: ProfileId,
        common_name: &str,
    ) -> Result<Vec<CertificateRow>, Error> {
        let sql = "SELECT * FROM certificate
                   WHERE profile = ?1 AND common_name = ?2 COLLATE NOCASE ORDER BY seq DESC LIMIT 100";
        let rows = self.many(
            "reading certificates",
            sql,
            params![profile.name(), common_name],
            certificate_row,
        )?;
        // The index takes names without regard to case; ids are told apart by it.
        Ok(rows
            .into_iter()
            .filter(|row| row.common_name == common_name)
            .collect())
    }

    /// Certificates, newest first.
    pub fn certificates(
        &self,
        filter: &CertificateFilter,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        let ended = filter
            .not_ended_before
            .map_or_else(String::new, Utc::to_seconds_string);
        let before = filter.before_seq.unwrap_or(i64::MAX as u64);
        let profile = filter.profile.name();
        if filter.text.is_empty() {
            let sql = "SELECT * FROM certificate
                       WHERE profile = ?1 AND not_after >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4";
            let values = params![profile, ended, before, limit];
            return self.many("reading the register", sql, values, certificate_row);
        }
        let serial = filter.text.replace(' ', "").to_uppercase();
        // The plus keeps SQLite from walking the whole profile in search of a few serials.
        let sql = "SELECT * FROM (
                       SELECT * FROM certificate INDEXED BY certificate_by_name
                       WHERE profile = ?1 AND common_name COLLATE NOCASE >= ?5 AND common_name COLLATE NOCASE < ?6
                       UNION
                       SELECT * FROM certificate WHERE +profile = ?1 AND serial >= ?7 AND serial < ?8)
                   WHERE not_after >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4";
        let values = params![
            profile,
            ended,
            before,
            limit,
            filter.text,
            prefix_end(&filter.text),
            serial,
            prefix_end(&serial)
        ];
        self.many("searching the register", sql, values, certificate_row)
    }

    /// Certificates of a profile that ended before `at`; counts no further than 10,000.
    pub fn certificates_ended(&self, profile: ProfileId, at: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM certificate WHERE profile = ?1 AND not_after < ?2 LIMIT ?3)";
        let values = params![profile.name(), at.to_seconds_string(), COUNT_LIMIT];
        Ok(self
            .one("counting certificates", sql, values, |row| row.get(0))?
            .unwrap_or(0))
    }

    /// Certificates of a profile that end between two instants, soonest first.
    pub fn certificates_ending(
        &self,
        profile: ProfileId,
        from: Utc,
        to: Utc,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        let sql =
            "SELECT * FROM certificate WHERE profile = ?1 AND not_after >= ?2 AND not_after < ?3
                   ORDER BY not_after LIMIT ?4";
        let values = params![
            profile.name(),
            from.to_seconds_string(),
            to.to_seconds_string(),
            limit
        ];
        self.many("reading the register", sql, values, certificate_row)
    }

    /// Every certificate recorded up to an event, oldest first.
    pub fn certificates_until(&self, seq: u64) -> Result<Vec<CertificateRow>, Error> {
        let sql = "SELECT * FROM certificate WHERE seq <= ?1 ORDER BY seq";
        self.many("reading the register", sql, [seq], certificate_row)
    }
}

fn certificate_row(row: &Row<'_>) -> rusqlite::Result<CertificateRow> {
    Ok(CertificateRow {
        serial: row.get("serial")?,
        seq: row.get("seq")?,
        request: row
            .get::<_, Option<String>>("request")?
            .and_then(|id| RequestId::parse(&id)),
        profile: named(row, "profile")?,
        common_name: row.get("common_name")?,
        issuer_ski: row.get("issuer_ski")?,
        der: digest(row, "der")?,
        spki: digest(row, "spki")?,
        not_before: instant(row, "not_before")?,
        not_after: instant(row, "not_after")?,
    })
}

impl Reading<'_> {
    /// Certificates of a profile that are neither ended nor denied; counts no further than 10,000.
    pub fn certificates_in_force(&self, profile: ProfileId, at: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM (
                       SELECT 1 FROM certificate c WHERE profile = ?1 AND not_after >= ?2
                       AND NOT EXISTS (SELECT 1 FROM denied d WHERE d.serial = c.serial) LIMIT ?3)";
        let values = params![profile.name(), at.to_seconds_string(), COUNT_LIMIT];
        Ok(self
            .one("counting certificates", sql, values, |row| row.get(0))?
            .unwrap_or(0))
    }
}
