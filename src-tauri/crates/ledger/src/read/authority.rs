//! Denied serials and CRLs.

use chancery_domain::{Sha256Digest, Utc, event::RevocationReason};
use rusqlite::{Row, params};

use super::{Reading, digest, instant, optional_digest};
use crate::Error;

/// A serial that belongs on the CRL.
#[derive(Debug, Clone)]
pub struct DeniedRow {
    /// Serial number, hex.
    pub serial: String,
    /// Since when.
    pub at: Utc,
    /// Why; `None` for an intent that was given up.
    pub reason: Option<RevocationReason>,
    /// The officer's statement.
    pub decision: Option<Sha256Digest>,
    /// The event.
    pub seq: u64,
}

/// A CRL that was published.
#[derive(Debug, Clone)]
pub struct CrlRow {
    /// Subject key identifier of its issuer, hex.
    pub issuer_ski: String,
    /// cRLNumber.
    pub number: u64,
    /// Its DER, as a blob.
    pub der: Sha256Digest,
    /// thisUpdate.
    pub this_update: Utc,
    /// nextUpdate.
    pub next_update: Utc,
    /// Entries.
    pub entries: u64,
    /// When it was recorded.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// Whether a serial is denied.
    pub fn denied(&self, serial: &str) -> Result<Option<DeniedRow>, Error> {
        let sql = "SELECT * FROM denied WHERE serial = ?1";
        self.one("reading a revocation", sql, [serial], denied_row)
    }

    /// All that belongs on an issuer's CRL, in order of time.
    pub fn denied_by(&self, issuer_ski: &str) -> Result<Vec<DeniedRow>, Error> {
        let sql = "SELECT * FROM denied WHERE issuer_ski = ?1 ORDER BY seq";
        self.many("reading revocations", sql, [issuer_ski], denied_row)
    }

    /// True if a serial was denied after the issuer's last CRL.
    pub fn crl_owed(&self, issuer_ski: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM denied WHERE issuer_ski = ?1
                   AND seq > (SELECT coalesce(max(seq), 0) FROM crl WHERE issuer_ski = ?1) LIMIT 1";
        Ok(self
            .one("reading revocations", sql, [issuer_ski], |_| Ok(()))?
            .is_some())
    }

    /// An issuer's newest CRL.
    pub fn last_crl(&self, issuer_ski: &str) -> Result<Option<CrlRow>, Error> {
        let sql = "SELECT * FROM crl WHERE issuer_ski = ?1 ORDER BY number DESC LIMIT 1";
        self.one("reading the last CRL", sql, [issuer_ski], crl_row)
    }

    /// The first CRL of an issuer that was recorded after an event.
    pub fn first_crl_after(&self, issuer_ski: &str, seq: u64) -> Result<Option<CrlRow>, Error> {
        let sql = "SELECT * FROM crl WHERE issuer_ski = ?1 AND seq > ?2 ORDER BY seq LIMIT 1";
        self.one("reading a CRL", sql, params![issuer_ski, seq], crl_row)
    }

    /// The newest CRL of each issuer.
    pub fn last_crls(&self) -> Result<Vec<CrlRow>, Error> {
        let sql = "SELECT * FROM crl AS c
                   WHERE number = (SELECT max(number) FROM crl WHERE issuer_ski = c.issuer_ski) ORDER BY seq";
        self.many("reading the last CRLs", sql, [], crl_row)
    }

    /// The issuer of a serial: of the certificate, or of the to-be-signed one that was given up.
    pub(crate) fn issuer_of(&self, serial: &str) -> Result<String, Error> {
        if let Some(certificate) = self.certificate(serial)? {
            return Ok(certificate.issuer_ski);
        }
        // A given-up intent names its issuer in the object that was decided on.
        let sql = "SELECT b.bytes FROM intent i JOIN request r ON r.id = i.request
                   JOIN blob b ON b.sha256 = r.object WHERE i.serial = ?1";
        let object: Option<Vec<u8>> =
            self.one("reading an intent", sql, [serial], |row| row.get(0))?;
        object
            .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
            .and_then(|object| object.get("issuer_ski")?.as_str().map(str::to_owned))
            .ok_or_else(|| Error::Dangling {
                kind: "denied",
                subject: serial.to_owned(),
            })
    }
}

fn denied_row(row: &Row<'_>) -> rusqlite::Result<DeniedRow> {
    Ok(DeniedRow {
        serial: row.get("serial")?,
        at: instant(row, "at")?,
        reason: row
            .get::<_, Option<String>>("reason")?
            .and_then(|name| RevocationReason::from_name(&name)),
        decision: optional_digest(row, "decision")?,
        seq: row.get("seq")?,
    })
}

fn crl_row(row: &Row<'_>) -> rusqlite::Result<CrlRow> {
    Ok(CrlRow {
        issuer_ski: row.get("issuer_ski")?,
        number: row.get("number")?,
        der: digest(row, "der")?,
        this_update: instant(row, "this_update")?,
        next_update: instant(row, "next_update")?,
        entries: row.get("entries")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
