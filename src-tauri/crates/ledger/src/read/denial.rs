//! Denied serials: what belongs on CRLs, and what OCSP answers.

use chancery_domain::{Sha256Digest, Utc, event::RevocationReason};
use rusqlite::{Row, params, types::ValueRef};

use super::{Reading, optional_digest, unreadable};
use crate::Error;

/// Why a serial is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DenialCause {
    /// An officer revoked it.
    Revoked(RevocationReason),
    /// An authority's own certificate, whose key was compromised.
    CaCompromise,
    /// The key of its issuer was compromised; its own was not. No reason of RFC 5280 says that.
    IssuerCompromised,
    /// It is on hold.
    Suspended,
    /// Its issuance was given up after the intent.
    Abandoned,
}

impl DenialCause {
    /// CRLReason of the entry (RFC 5280, 5.3.1); `None`: the entry has no reason.
    pub fn reason_code(self) -> Option<u8> {
        match self {
            Self::Revoked(reason) => Some(reason.code()),
            Self::CaCompromise => Some(2),
            Self::Suspended => Some(6),
            Self::IssuerCompromised | Self::Abandoned => None,
        }
    }

    /// The reason that an officer gave, if one did.
    pub fn reason(self) -> Option<RevocationReason> {
        match self {
            Self::Revoked(reason) => Some(reason),
            _ => None,
        }
    }

    pub(crate) fn stored(self) -> Option<u8> {
        match self {
            Self::IssuerCompromised => Some(0),
            other => other.reason_code(),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let code: Option<u8> = row.get("cause")?;
        let reason = |code| {
            let mut all = RevocationReason::ALL.into_iter();
            all.find(|reason| reason.code() == code)
        };
        match code {
            None => Ok(Self::Abandoned),
            Some(0) => Ok(Self::IssuerCompromised),
            Some(2) => Ok(Self::CaCompromise),
            Some(6) => Ok(Self::Suspended),
            Some(code) => reason(code)
                .map(Self::Revoked)
                .ok_or_else(|| unreadable("cause")),
        }
    }
}

/// A serial that belongs on the CRL.
#[derive(Debug, Clone)]
pub struct DeniedRow {
    /// Serial number, hex.
    pub serial: String,
    /// Subject key identifier of its issuer, hex.
    pub issuer_ski: String,
    /// Which part of the issuer's CRL it belongs to.
    pub partition: u32,
    /// Since when: the revocationDate. A revocation after a suspension has the suspension's.
    pub at: Utc,
    /// Why.
    pub cause: DenialCause,
    /// Since when the key or the agent is thought to have been bad.
    pub invalid_since: Option<Utc>,
    /// The officer's statement.
    pub decision: Option<Sha256Digest>,
    /// The event.
    pub seq: u64,
}

/// An entry of a CRL.
#[derive(Debug, Clone, Copy)]
pub struct CrlEntry<'a> {
    /// Serial number, hex.
    pub serial: &'a str,
    /// revocationDate.
    pub at: Utc,
    /// CRLReason, if it has one. In a delta, 8 (removeFromCRL) takes an entry off.
    pub reason_code: Option<u8>,
    /// invalidityDate.
    pub invalid_since: Option<Utc>,
}

/// What there is to say of a serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SerialStatus {
    /// No certificate has it. An intent that is open has none either.
    NeverIssued,
    /// Issued and not denied; it may have ended.
    Good,
    /// On hold.
    Suspended {
        /// Since when.
        at: Utc,
    },
    /// Revoked for good.
    Revoked {
        /// Since when.
        at: Utc,
        /// Why.
        cause: DenialCause,
        /// Since when the key or the agent is thought to have been bad.
        invalid_since: Option<Utc>,
    },
    /// Its issuance was given up: the serial is on the CRL, in case it was signed after all.
    Abandoned {
        /// When.
        at: Utc,
    },
}

const DENIED: &str =
    "SELECT d.*, p.issuer_ski, p.partition FROM denied d JOIN crl_part p ON p.id = d.part";

impl Reading<'_> {
    /// Whether a serial is denied: for good, or because it is on hold.
    pub fn denied(&self, serial: &str) -> Result<Option<DeniedRow>, Error> {
        let sql = format!("{DENIED} WHERE d.serial = ?1");
        self.one("reading a revocation", &sql, [serial], denied_row)
    }

    /// What there is to say of a serial, under any issuer.
    pub fn status_of(&self, serial: &str) -> Result<SerialStatus, Error> {
        let sql = "SELECT at, cause, invalid_since FROM denied WHERE serial = ?1";
        if let Some(status) = self.one("reading a status", sql, [serial], status_row)? {
            return Ok(status);
        }
        let sql = "SELECT 1 FROM certificate WHERE serial = ?1";
        let issued = self.one("reading a status", sql, [serial], |_| Ok(()))?;
        Ok(issued.map_or(SerialStatus::NeverIssued, |()| SerialStatus::Good))
    }

    /// What there is to say of a serial under one issuer: another issuer's is never issued.
    pub fn status_under(&self, issuer_ski: &str, serial: &str) -> Result<SerialStatus, Error> {
        let sql =
            "SELECT d.at, d.cause, d.invalid_since FROM denied d JOIN crl_part p ON p.id = d.part
                   WHERE d.serial = ?1 AND p.issuer_ski = ?2";
        let values = params![serial, issuer_ski];
        if let Some(status) = self.one("reading a status", sql, values, status_row)? {
            return Ok(status);
        }
        let sql = "SELECT 1 FROM certificate c JOIN crl_part p ON p.id = c.part
                   WHERE c.serial = ?1 AND p.issuer_ski = ?2";
        let issued = self.one("reading a status", sql, values, |_| Ok(()))?;
        Ok(issued.map_or(SerialStatus::NeverIssued, |()| SerialStatus::Good))
    }

    /// All that belongs on one of an issuer's CRLs now, in order of time, without holding it.
    pub fn for_each_denied<E: From<Error>>(
        &self,
        issuer_ski: &str,
        partition: u32,
        each: impl FnMut(CrlEntry<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql =
            "SELECT serial, at, cause, invalid_since FROM denied WHERE part = ?1 ORDER BY seq";
        let Some(part) = self.part_id(issuer_ski, partition)? else {
            return Ok(());
        };
        self.stream_entries(sql, [part], each)
    }

    /// What changed on one of an issuer's CRLs after an event: what was denied since, and as
    /// removeFromCRL what was released since, whether its suspension was on the full CRL or only on
    /// a delta: whoever joined that delta to it needs to be told.
    pub fn for_each_denied_since<E: From<Error>>(
        &self,
        issuer_ski: &str,
        partition: u32,
        seq: u64,
        each: impl FnMut(CrlEntry<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT serial, at, cause, invalid_since, seq FROM denied WHERE part = ?1 AND seq > ?2
                   UNION ALL
                   SELECT serial, max(at), 8, NULL, max(seq) FROM released AS r WHERE part = ?1 AND seq > ?2
                   AND NOT EXISTS (SELECT 1 FROM denied AS d WHERE d.serial = r.serial) GROUP BY serial
                   ORDER BY seq";
        let Some(part) = self.part_id(issuer_ski, partition)? else {
            return Ok(());
        };
        self.stream_entries(sql, params![part, seq], each)
    }

    fn stream_entries<E: From<Error>>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        mut each: impl FnMut(CrlEntry<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading revocations");
        let mut select = self.db.prepare_cached(sql).map_err(reading())?;
        let mut rows = select.query(values).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            each(crl_entry(row).map_err(reading())?)?;
        }
        Ok(())
    }

    /// Certificates that are on hold now, under all issuers.
    pub fn suspended_total(&self) -> Result<u64, Error> {
        let sql = "SELECT coalesce(sum(suspended), 0) FROM crl_part";
        let count = self.one("counting suspensions", sql, [], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }
}

fn crl_entry<'a>(row: &'a Row<'_>) -> rusqlite::Result<CrlEntry<'a>> {
    let ValueRef::Text(serial) = row.get_ref(0)? else {
        return Err(unreadable("serial"));
    };
    let code: Option<u8> = row.get(2)?;
    Ok(CrlEntry {
        serial: std::str::from_utf8(serial).map_err(|_| unreadable("serial"))?,
        at: millis(row, "at")?.ok_or_else(|| unreadable("at"))?,
        reason_code: code.filter(|code| *code != 0),
        invalid_since: millis(row, "invalid_since")?,
    })
}

fn status_row(row: &Row<'_>) -> rusqlite::Result<SerialStatus> {
    let at = millis(row, "at")?.ok_or_else(|| unreadable("at"))?;
    Ok(match DenialCause::read(row)? {
        DenialCause::Suspended => SerialStatus::Suspended { at },
        DenialCause::Abandoned => SerialStatus::Abandoned { at },
        cause => SerialStatus::Revoked {
            at,
            cause,
            invalid_since: millis(row, "invalid_since")?,
        },
    })
}

fn denied_row(row: &Row<'_>) -> rusqlite::Result<DeniedRow> {
    Ok(DeniedRow {
        serial: row.get("serial")?,
        issuer_ski: row.get("issuer_ski")?,
        partition: row.get("partition")?,
        at: millis(row, "at")?.ok_or_else(|| unreadable("at"))?,
        cause: DenialCause::read(row)?,
        invalid_since: millis(row, "invalid_since")?,
        decision: optional_digest(row, "decision")?,
        seq: row.get("seq")?,
    })
}

fn millis(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Utc>> {
    match row.get::<_, Option<i64>>(column)? {
        Some(millis) => Utc::from_unix_millis(millis)
            .map(Some)
            .ok_or_else(|| unreadable(column)),
        None => Ok(None),
    }
}
