//! CRLs, and the parts of an issuer's certificates that each covers.

use chancery_domain::{Sha256Digest, Utc};
use rusqlite::{Row, params};

use super::{Reading, digest, instant};
use crate::Error;

/// A CRL that was published.
#[derive(Debug, Clone)]
pub struct CrlRow {
    /// Subject key identifier of its issuer, hex.
    pub issuer_ski: String,
    /// Which part of the issuer's certificates it covers.
    pub partition: u32,
    /// cRLNumber.
    pub number: u64,
    /// For a delta CRL: the number of the full one that it adds to.
    pub base: Option<u64>,
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

/// What one CRL covers: a part of an issuer's certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrlPartRow {
    /// Subject key identifier of the issuer, hex.
    pub issuer_ski: String,
    /// Number of the part, from 0.
    pub partition: u32,
    /// Certificates ever issued in it.
    pub issued: u64,
    /// Serials denied for good.
    pub denied: u64,
    /// Certificates on hold.
    pub suspended: u64,
    /// True if what belongs on its CRL changed after the last full one.
    pub owed: bool,
}

const CRL: &str =
    "SELECT c.*, p.issuer_ski, p.partition FROM crl c JOIN crl_part p ON p.id = c.part";
const PART: &str = "SELECT *, changed_seq > coalesce(full_seq, 0) AS owed FROM crl_part";

impl Reading<'_> {
    pub(super) fn part_id(&self, issuer_ski: &str, partition: u32) -> Result<Option<i64>, Error> {
        let sql = "SELECT id FROM crl_part WHERE issuer_ski = ?1 AND partition = ?2";
        let values = params![issuer_ski, partition];
        self.one("reading a part of the CRLs", sql, values, |row| row.get(0))
    }

    /// Certificates ever issued by an issuer: what the next one's partition follows from.
    pub fn issued_under(&self, issuer_ski: &str) -> Result<u64, Error> {
        let sql = "SELECT coalesce(sum(issued), 0) FROM crl_part WHERE issuer_ski = ?1";
        let count = self.one("counting certificates", sql, [issuer_ski], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// The parts of an issuer's certificates, ascending.
    pub fn partitions_of(&self, issuer_ski: &str) -> Result<Vec<CrlPartRow>, Error> {
        let sql = format!("{PART} WHERE issuer_ski = ?1 ORDER BY partition");
        self.many(
            "reading the parts of the CRLs",
            &sql,
            [issuer_ski],
            part_row,
        )
    }

    /// The parts whose CRL is owed: something was denied, suspended or released after it.
    pub fn crls_owed(&self) -> Result<Vec<CrlPartRow>, Error> {
        let sql = format!("{PART} WHERE owed ORDER BY id");
        self.many("reading the parts of the CRLs", &sql, [], part_row)
    }

    /// True if something was denied, suspended or released after the last full CRL.
    pub fn crl_owed(&self, issuer_ski: &str, partition: u32) -> Result<bool, Error> {
        let sql = "SELECT changed_seq > coalesce(full_seq, 0) FROM crl_part
                   WHERE issuer_ski = ?1 AND partition = ?2";
        let values = params![issuer_ski, partition];
        let owed = self.one("reading a part of the CRLs", sql, values, |row| row.get(0))?;
        Ok(owed.unwrap_or(false))
    }

    /// The CRL of an issuer and partition that was published last, full or delta.
    pub fn last_crl(&self, issuer_ski: &str, partition: u32) -> Result<Option<CrlRow>, Error> {
        self.newest_crl(
            issuer_ski,
            partition,
            "max(p.full_seq, coalesce(p.delta_seq, 0))",
        )
    }

    /// The full CRL of an issuer and partition that was published last.
    pub fn last_full_crl(&self, issuer_ski: &str, partition: u32) -> Result<Option<CrlRow>, Error> {
        self.newest_crl(issuer_ski, partition, "p.full_seq")
    }

    /// The delta CRL of an issuer and partition that was published last.
    pub fn last_delta_crl(
        &self,
        issuer_ski: &str,
        partition: u32,
    ) -> Result<Option<CrlRow>, Error> {
        self.newest_crl(issuer_ski, partition, "p.delta_seq")
    }

    /// The full CRLs of an issuer and partition whose nextUpdate is still to come, oldest first:
    /// those that relying parties may have. Looks no further back than that.
    pub fn current_full_crls(
        &self,
        issuer_ski: &str,
        partition: u32,
        now: Utc,
    ) -> Result<Vec<CrlRow>, Error> {
        let Some(part) = self.part_id(issuer_ski, partition)? else {
            return Ok(vec![]);
        };
        let sql = format!(
            "{CRL} WHERE c.part = ?1 AND c.base IS NULL AND c.next_update > ?2 AND c.seq > coalesce(
                 (SELECT seq FROM crl WHERE part = ?1 AND base IS NULL AND next_update <= ?2
                  ORDER BY seq DESC LIMIT 1), 0)
             ORDER BY c.seq"
        );
        let values = params![part, now.to_seconds_string()];
        self.many("reading the CRLs of a part", &sql, values, crl_row)
    }

    fn newest_crl(
        &self,
        issuer_ski: &str,
        partition: u32,
        seq: &str,
    ) -> Result<Option<CrlRow>, Error> {
        let sql = format!(
            "SELECT c.*, p.issuer_ski, p.partition FROM crl_part p JOIN crl c ON c.seq = {seq}
             WHERE p.issuer_ski = ?1 AND p.partition = ?2"
        );
        let values = params![issuer_ski, partition];
        self.one("reading the last CRL", &sql, values, crl_row)
    }

    /// The first CRL of an issuer and partition, full or delta, that was recorded after an event.
    pub fn first_crl_after(
        &self,
        issuer_ski: &str,
        partition: u32,
        seq: u64,
    ) -> Result<Option<CrlRow>, Error> {
        let Some(part) = self.part_id(issuer_ski, partition)? else {
            return Ok(None);
        };
        let sql = format!("{CRL} WHERE c.part = ?1 AND c.seq > ?2 ORDER BY c.seq LIMIT 1");
        self.one("reading a CRL", &sql, params![part, seq], crl_row)
    }

    /// Every CRL that was ever recorded, oldest first, one by one.
    pub fn for_each_crl<E: From<Error>>(
        &self,
        mut visit: impl FnMut(CrlRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading the CRLs");
        let sql = format!("{CRL} ORDER BY c.seq");
        let mut select = self.db.prepare_cached(&sql).map_err(reading())?;
        let mut rows = select.query([]).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            visit(crl_row(row).map_err(reading())?)?;
        }
        Ok(())
    }

    /// The newest full CRL of each issuer and partition.
    pub fn last_crls(&self) -> Result<Vec<CrlRow>, Error> {
        let sql =
            "SELECT c.*, p.issuer_ski, p.partition FROM crl_part p JOIN crl c ON c.seq = p.full_seq
                   ORDER BY c.seq";
        self.many("reading the last CRLs", sql, [], crl_row)
    }

    /// The newest delta CRL of each issuer and partition that has one after its full CRL.
    pub fn last_delta_crls(&self) -> Result<Vec<CrlRow>, Error> {
        let sql = "SELECT c.*, p.issuer_ski, p.partition FROM crl_part p JOIN crl c ON c.seq = p.delta_seq
                   WHERE p.delta_seq > p.full_seq ORDER BY c.seq";
        self.many("reading the last CRLs", sql, [], crl_row)
    }
}

fn part_row(row: &Row<'_>) -> rusqlite::Result<CrlPartRow> {
    Ok(CrlPartRow {
        issuer_ski: row.get("issuer_ski")?,
        partition: row.get("partition")?,
        issued: row.get("issued")?,
        denied: row.get("denied")?,
        suspended: row.get("suspended")?,
        owed: row.get("owed")?,
    })
}

fn crl_row(row: &Row<'_>) -> rusqlite::Result<CrlRow> {
    Ok(CrlRow {
        issuer_ski: row.get("issuer_ski")?,
        partition: row.get("partition")?,
        number: row.get("number")?,
        base: row.get("base")?,
        der: digest(row, "der")?,
        this_update: instant(row, "this_update")?,
        next_update: instant(row, "next_update")?,
        entries: row.get("entries")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
