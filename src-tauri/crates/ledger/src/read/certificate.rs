//! Certificates, one by one and in order.

use chancery_domain::{Sha256Digest, Utc, profile::ProfileId, request::RequestId};
use rusqlite::{Params, Row, params};

use super::{Reading, digest, instant, named};
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
    /// Serial of the certificate that it follows, hex.
    pub renews: Option<String>,
    /// Its profile.
    pub profile: ProfileId,
    /// Common name.
    pub common_name: String,
    /// Subject key identifier of its issuer, hex.
    pub issuer_ski: String,
    /// Which part of the issuer's CRL it belongs to.
    pub partition: u32,
    /// Its DER, as a blob.
    pub der: Sha256Digest,
    /// Its key.
    pub spki: Sha256Digest,
    /// First instant.
    pub not_before: Utc,
    /// Last instant.
    pub not_after: Utc,
    /// True while it is not denied for good, and no certificate that is not denied follows it.
    pub stands: bool,
}

/// The columns of a [`CertificateRow`].
pub(super) const CERTIFICATE: &str =
    "SELECT c.*, p.issuer_ski, p.partition FROM certificate c JOIN crl_part p ON p.id = c.part";

impl Reading<'_> {
    /// One certificate.
    pub fn certificate(&self, serial: &str) -> Result<Option<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.serial = ?1");
        self.one("reading a certificate", &sql, [serial], certificate_row)
    }

    /// The newest certificate over a key.
    pub fn certificate_over(&self, spki: Sha256Digest) -> Result<Option<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.spki = ?1 ORDER BY c.seq DESC LIMIT 1");
        self.one("reading a certificate", &sql, [spki.0], certificate_row)
    }

    /// All certificates over a key, oldest first.
    pub fn certificates_by_spki(&self, spki: Sha256Digest) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.spki = ?1 ORDER BY c.seq");
        self.many("reading certificates", &sql, [spki.0], certificate_row)
    }

    /// The newest certificate that follows another.
    pub fn successor_of(&self, serial: &str) -> Result<Option<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.renews = ?1 ORDER BY c.seq DESC LIMIT 1");
        self.one("reading a certificate", &sql, [serial], certificate_row)
    }

    /// The certificate that another follows.
    pub fn predecessor_of(&self, serial: &str) -> Result<Option<CertificateRow>, Error> {
        let sql = format!(
            "{CERTIFICATE} WHERE c.serial = (SELECT renews FROM certificate WHERE serial = ?1)"
        );
        self.one("reading a certificate", &sql, [serial], certificate_row)
    }

    /// Certificates of one name under a profile, newest first.
    pub fn certificates_of(
        &self,
        profile: ProfileId,
        common_name: &str,
    ) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!(
            "{CERTIFICATE} WHERE c.profile = ?1 AND c.common_name = ?2 COLLATE NOCASE
             ORDER BY c.seq DESC LIMIT 100"
        );
        let values = params![profile.name(), common_name];
        let rows = self.many("reading certificates", &sql, values, certificate_row)?;
        // The index takes names without regard to case; ids are told apart by it.
        Ok(rows
            .into_iter()
            .filter(|row| row.common_name == common_name)
            .collect())
    }

    /// Every certificate under a profile, oldest first: for profiles of a few certificates.
    pub fn certificates_under(&self, profile: ProfileId) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.profile = ?1 ORDER BY c.seq");
        self.many(
            "reading certificates",
            &sql,
            [profile.name()],
            certificate_row,
        )
    }

    /// Every certificate recorded up to an event, oldest first.
    pub fn certificates_until(&self, seq: u64) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!("{CERTIFICATE} WHERE c.seq <= ?1 ORDER BY c.seq");
        self.many("reading the register", &sql, [seq], certificate_row)
    }

    /// Every certificate recorded up to an event, oldest first, without holding them.
    pub fn for_each_certificate_until<E: From<Error>>(
        &self,
        seq: u64,
        each: impl FnMut(CertificateRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("{CERTIFICATE} WHERE c.seq <= ?1 ORDER BY c.seq");
        self.stream_certificates(&sql, [seq], each)
    }

    /// Every certificate of an issuer, partition by partition, oldest first, without holding them.
    pub fn for_each_certificate_of<E: From<Error>>(
        &self,
        issuer_ski: &str,
        each: impl FnMut(CertificateRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("{BY_PART} WHERE p.issuer_ski = ?1 ORDER BY p.partition, c.seq");
        self.stream_certificates(&sql, [issuer_ski], each)
    }

    /// Certificates of an issuer, partition by partition, oldest first, page by page: those after
    /// the partition and number of the last one before.
    pub fn certificates_of_issuer(
        &self,
        issuer_ski: &str,
        after: Option<(u32, u64)>,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        let sql = format!(
            "{BY_PART} WHERE p.issuer_ski = ?1 AND p.partition >= ?2 AND (p.partition, c.seq) > (?2, ?3)
             ORDER BY p.partition, c.seq LIMIT ?4"
        );
        let (partition, seq) = after.unwrap_or_default();
        let values = params![issuer_ski, partition, seq, limit];
        self.many("reading certificates", &sql, values, certificate_row)
    }

    fn stream_certificates<E: From<Error>>(
        &self,
        sql: &str,
        values: impl Params,
        mut each: impl FnMut(CertificateRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading certificates");
        let mut select = self.db.prepare_cached(sql).map_err(reading())?;
        let mut rows = select.query(values).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            each(certificate_row(row).map_err(reading())?)?;
        }
        Ok(())
    }
}

/// Part by part: the cross join keeps the order of the tables.
const BY_PART: &str = "SELECT c.*, p.issuer_ski, p.partition FROM crl_part p
                       CROSS JOIN certificate c INDEXED BY certificate_by_part ON c.part = p.id";

pub(super) fn certificate_row(row: &Row<'_>) -> rusqlite::Result<CertificateRow> {
    Ok(CertificateRow {
        serial: row.get("serial")?,
        seq: row.get("seq")?,
        request: row
            .get::<_, Option<String>>("request")?
            .and_then(|id| RequestId::parse(&id)),
        renews: row.get("renews")?,
        profile: named(row, "profile")?,
        common_name: row.get("common_name")?,
        issuer_ski: row.get("issuer_ski")?,
        partition: row.get("partition")?,
        der: digest(row, "der")?,
        spki: digest(row, "spki")?,
        not_before: instant(row, "not_before")?,
        not_after: instant(row, "not_after")?,
        stands: row.get("stands")?,
    })
}
