//! The register: certificates of a profile, page by page, searched and counted.

use chancery_domain::{Utc, profile::ProfileId};
use rusqlite::params;

use super::{
    COUNT_LIMIT, CertificateRow, Reading,
    certificate::{CERTIFICATE, certificate_row},
    log::prefix_end,
};
use crate::Error;

/// How a search looks for the newest certificates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// As many names with one beginning: the newest of them are found by walking back.
    pub(crate) dense: u32,
    /// As many certificates are walked back at most.
    pub(crate) walk: u32,
    /// Serials of which shorter beginnings are given are too many to look through; random as
    /// serials are, a walk meets enough of them.
    pub(crate) digits: usize,
}

/// Measured at 1,000,000 certificates: either way costs a few milliseconds at most.
const REACH: Reach = Reach {
    dense: 10_000,
    walk: 20_000,
    digits: 3,
};

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

/// A [`CertificateFilter`] as the queries take it.
struct Wanted<'a> {
    profile: &'a str,
    ended: String,
    before: u64,
    name: &'a str,
    serial: String,
    limit: u32,
}

impl Reading<'_> {
    /// Certificates ever issued under a profile.
    pub fn certificates_total(&self, profile: ProfileId) -> Result<u64, Error> {
        self.counter(&format!("certificates:{}", profile.name()))
    }

    /// Certificates, newest first.
    pub fn certificates(
        &self,
        filter: &CertificateFilter,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        self.certificates_within(filter, limit, REACH)
    }

    pub(crate) fn certificates_within(
        &self,
        filter: &CertificateFilter,
        limit: u32,
        reach: Reach,
    ) -> Result<Vec<CertificateRow>, Error> {
        let wanted = Wanted {
            profile: filter.profile.name(),
            ended: filter
                .not_ended_before
                .map_or_else(String::new, Utc::to_seconds_string),
            before: filter.before_seq.unwrap_or(i64::MAX as u64),
            name: &filter.text,
            serial: filter.text.replace(' ', "").to_uppercase(),
            limit,
        };
        if filter.text.is_empty() {
            return self.newest(&wanted);
        }
        if self.is_dense(&wanted, reach)? {
            let met = self.walk_back(&wanted, reach)?;
            if met.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
                return Ok(met);
            }
        }
        self.look_up(&wanted)
    }

    fn newest(&self, wanted: &Wanted<'_>) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!(
            "{CERTIFICATE} WHERE c.profile = ?1 AND c.not_after >= ?2 AND c.seq < ?3
             ORDER BY c.seq DESC LIMIT ?4"
        );
        let values = params![wanted.profile, wanted.ended, wanted.before, wanted.limit];
        self.many("reading the register", &sql, values, certificate_row)
    }

    /// True if so many begin as wanted that sorting them would cost more than walking back.
    fn is_dense(&self, wanted: &Wanted<'_>, reach: Reach) -> Result<bool, Error> {
        let hex = wanted.serial.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex && wanted.serial.len() < reach.digits {
            return Ok(true);
        }
        let sql = "SELECT count(*) FROM (
                       SELECT 1 FROM certificate INDEXED BY certificate_by_name WHERE profile = ?1
                       AND common_name COLLATE NOCASE >= ?2 AND common_name COLLATE NOCASE < ?3 LIMIT ?4)";
        let values = params![
            wanted.profile,
            wanted.name,
            prefix_end(wanted.name),
            reach.dense
        ];
        let count = self.one("searching the register", sql, values, |row| row.get(0))?;
        Ok(count == Some(reach.dense))
    }

    fn walk_back(&self, wanted: &Wanted<'_>, reach: Reach) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!(
            "SELECT * FROM ({CERTIFICATE} WHERE c.profile = ?1 AND c.seq < ?3
                            ORDER BY c.seq DESC LIMIT {walk})
             WHERE not_after >= ?2 AND ((common_name COLLATE NOCASE >= ?5 AND common_name COLLATE NOCASE < ?6)
                                        OR (serial >= ?7 AND serial < ?8))
             LIMIT ?4",
            walk = reach.walk
        );
        self.search(&sql, wanted)
    }

    /// By the index of names, which holds all that is asked for, and by the index of serials.
    fn look_up(&self, wanted: &Wanted<'_>) -> Result<Vec<CertificateRow>, Error> {
        // The plus keeps SQLite from walking the whole profile in search of a few serials.
        let sql = format!(
            "{CERTIFICATE} WHERE c.seq IN (
                 SELECT seq FROM (SELECT seq FROM certificate INDEXED BY certificate_by_name
                     WHERE profile = ?1 AND not_after >= ?2 AND seq < ?3
                     AND common_name COLLATE NOCASE >= ?5 AND common_name COLLATE NOCASE < ?6
                     ORDER BY seq DESC LIMIT ?4)
                 UNION
                 SELECT seq FROM (SELECT seq FROM certificate
                     WHERE +profile = ?1 AND not_after >= ?2 AND +seq < ?3 AND serial >= ?7 AND serial < ?8
                     ORDER BY +seq DESC LIMIT ?4))
             ORDER BY c.seq DESC LIMIT ?4"
        );
        self.search(&sql, wanted)
    }

    fn search(&self, sql: &str, wanted: &Wanted<'_>) -> Result<Vec<CertificateRow>, Error> {
        let values = params![
            wanted.profile,
            wanted.ended,
            wanted.before,
            wanted.limit,
            wanted.name,
            prefix_end(wanted.name),
            wanted.serial,
            prefix_end(&wanted.serial)
        ];
        self.many("searching the register", sql, values, certificate_row)
    }

    /// Certificates of a profile that ended before `at`; counts no further than 10,000.
    pub fn certificates_ended(&self, profile: ProfileId, at: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM certificate WHERE profile = ?1 AND not_after < ?2 LIMIT ?3)";
        let values = params![profile.name(), at.to_seconds_string(), COUNT_LIMIT];
        let count = self.one("counting certificates", sql, values, |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Certificates of a profile that are neither ended nor denied; counts no further than 10,000.
    pub fn certificates_in_force(&self, profile: ProfileId, at: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM (
                       SELECT 1 FROM certificate c WHERE profile = ?1 AND not_after >= ?2
                       AND NOT EXISTS (SELECT 1 FROM denied d WHERE d.serial = c.serial) LIMIT ?3)";
        let values = params![profile.name(), at.to_seconds_string(), COUNT_LIMIT];
        let count = self.one("counting certificates", sql, values, |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Certificates of a profile that end between two instants, soonest first.
    pub fn certificates_ending(
        &self,
        profile: ProfileId,
        from: Utc,
        to: Utc,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!(
            "{CERTIFICATE} WHERE c.profile = ?1 AND c.not_after >= ?2 AND c.not_after < ?3
             ORDER BY c.not_after LIMIT ?4"
        );
        let values = params![
            profile.name(),
            from.to_seconds_string(),
            to.to_seconds_string(),
            limit
        ];
        self.many("reading the register", &sql, values, certificate_row)
    }

    /// Agents' certificates that end from one instant on, before another, and still stand: neither
    /// denied for good nor followed by another. Soonest first, page by page: those after the end
    /// and number of the last one before. Those on hold are among them.
    pub fn expiring(
        &self,
        from: Utc,
        before: Utc,
        after: Option<(Utc, u64)>,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        // Each profile has its stretch of the index, in order: the three are merged. The plus keeps
        // SQLite from taking the order for one that it must sort.
        let of_profile = ProfileId::OF_AGENTS.map(|profile| {
            format!(
                "SELECT seq, not_after, stands FROM certificate INDEXED BY certificate_by_end
                 WHERE profile = '{}' AND +stands = 1 AND not_after < ?1 AND not_after >= ?2
                 AND (not_after > ?2 OR seq > ?3)",
                profile.name()
            )
        });
        let sql = format!(
            "WITH ending AS ({} ORDER BY not_after, stands, seq LIMIT ?4)
             SELECT c.*, p.issuer_ski, p.partition FROM ending e CROSS JOIN certificate c ON c.seq = e.seq
             JOIN crl_part p ON p.id = c.part ORDER BY c.not_after, c.seq",
            of_profile.join(" UNION ALL ")
        );
        let (end, seq) = after.unwrap_or((from, 0));
        let values = params![
            before.to_seconds_string(),
            end.to_seconds_string(),
            seq,
            limit
        ];
        self.many("reading what ends", &sql, values, certificate_row)
    }
}
