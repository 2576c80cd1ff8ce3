//! Standing authorisations and their uses.

use chancery_domain::{
    Sha256Digest, Utc, change::ChangeId, officer::OfficerId, request::RequestId,
    standing::StandingAuthorisation,
};
use rusqlite::{Row, params};

use super::{Reading, instant, optional_digest, request::request_row, text};
use crate::{Error, read::RequestRow};

/// A standing authorisation.
#[derive(Debug, Clone)]
pub struct StandingRow {
    /// The change that put it in force.
    pub id: ChangeId,
    /// Its bounds.
    pub bounds: StandingAuthorisation,
    /// Certificates that it was used for.
    pub used: u32,
    /// Since when it is in force.
    pub at: Utc,
    /// The event that put it in force.
    pub seq: u64,
    /// Who took it back.
    pub withdrawer: Option<OfficerId>,
    /// Their statement.
    pub withdrawal: Option<Sha256Digest>,
    /// The event of that.
    pub withdrawn_seq: Option<u64>,
}

/// One use of a standing authorisation.
#[derive(Debug, Clone)]
pub struct StandingUseRow {
    /// The event of the intent.
    pub seq: u64,
    /// Which authorisation.
    pub standing: ChangeId,
    /// For which request.
    pub request: RequestId,
    /// When.
    pub at: Utc,
}

impl Reading<'_> {
    /// One standing authorisation.
    pub fn standing(&self, id: &ChangeId) -> Result<Option<StandingRow>, Error> {
        let sql = "SELECT * FROM standing WHERE id = ?1";
        self.one("reading a standing authorisation", sql, [id.as_str()], row)
    }

    /// Standing authorisations, newest first, page by page: those put in force before an event.
    pub fn standings(&self, before: Option<u64>, limit: u32) -> Result<Vec<StandingRow>, Error> {
        let before = before.unwrap_or(i64::MAX as u64);
        let sql = "SELECT * FROM standing WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
        let doing = "reading standing authorisations";
        self.many(doing, sql, params![before, limit], row)
    }

    /// Those that nobody took back and that end from `now` on and before an instant, the earliest
    /// first.
    pub fn standings_ending(
        &self,
        now: Utc,
        before: Utc,
        limit: u32,
    ) -> Result<Vec<StandingRow>, Error> {
        let sql = "SELECT * FROM standing
                   WHERE withdrawn_seq IS NULL AND until >= ?1 AND until < ?2
                   ORDER BY until, seq LIMIT ?3";
        let doing = "reading standing authorisations";
        self.many(
            doing,
            sql,
            params![now.to_string(), before.to_string(), limit],
            row,
        )
    }

    /// How often one was used after an instant.
    pub fn standing_used_since(&self, id: &ChangeId, after: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM standing_use WHERE standing = ?1 AND at > ?2";
        let values = params![id.as_str(), after.unix_millis()];
        let count = self.one("counting uses", sql, values, |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Uses of one, oldest first, page by page.
    pub fn standing_uses(
        &self,
        id: &ChangeId,
        after_seq: u64,
        limit: u32,
    ) -> Result<Vec<StandingUseRow>, Error> {
        let sql = "SELECT * FROM standing_use WHERE standing = ?1 AND seq > ?2
                   ORDER BY seq LIMIT ?3";
        let values = params![id.as_str(), after_seq, limit];
        self.many("reading uses", sql, values, use_row)
    }

    /// Uses of one, newest first, page by page: those before an event.
    pub fn standing_uses_before(
        &self,
        id: &ChangeId,
        before_seq: Option<u64>,
        limit: u32,
    ) -> Result<Vec<StandingUseRow>, Error> {
        let before = before_seq.unwrap_or(i64::MAX as u64);
        let sql = "SELECT * FROM standing_use WHERE standing = ?1 AND seq < ?2
                   ORDER BY seq DESC LIMIT ?3";
        let values = params![id.as_str(), before, limit];
        self.many("reading uses", sql, values, use_row)
    }

    /// Which use of a standing authorisation an intended certificate is, from 1; `None` if none.
    pub fn standing_use_number(&self, id: &ChangeId, serial: &str) -> Result<Option<u32>, Error> {
        let sql = "SELECT (SELECT count(*) FROM standing_use o
                           WHERE o.standing = u.standing AND o.seq <= u.seq)
                   FROM intent i JOIN standing_use u ON u.seq = i.seq
                   WHERE i.serial = ?2 AND u.standing = ?1";
        let values = params![id.as_str(), serial];
        self.one("numbering a use", sql, values, |row| row.get(0))
    }

    /// Requests that were submitted under one, oldest first, page by page.
    pub fn requests_under(
        &self,
        id: &ChangeId,
        after_number: u64,
        limit: u32,
    ) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT * FROM request WHERE standing = ?1 AND number > ?2
                   ORDER BY number LIMIT ?3";
        let values = params![id.as_str(), after_number, limit];
        self.many("reading requests", sql, values, request_row)
    }

    /// Requests under one for which no certificate was intended yet.
    pub fn requests_unused_under(&self, id: &ChangeId) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM request r WHERE r.standing = ?1 AND r.state = 'approved'
                   AND NOT EXISTS (SELECT 1 FROM intent i WHERE i.request = r.id AND i.outcome IS NULL)";
        let count = self.one("counting requests", sql, [id.as_str()], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }
}

fn use_row(row: &Row<'_>) -> rusqlite::Result<StandingUseRow> {
    let millis = row.get("at")?;
    Ok(StandingUseRow {
        seq: row.get("seq")?,
        standing: text(row, "standing", ChangeId::parse)?,
        request: text(row, "request", RequestId::parse)?,
        at: Utc::from_unix_millis(millis)
            .ok_or(rusqlite::Error::IntegralValueOutOfRange(0, millis))?,
    })
}

fn row(row: &Row<'_>) -> rusqlite::Result<StandingRow> {
    Ok(StandingRow {
        id: text(row, "id", ChangeId::parse)?,
        bounds: text(row, "bounds", |json| serde_json::from_str(json).ok())?,
        used: row.get("used")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
        withdrawer: row
            .get::<_, Option<String>>("withdrawer")?
            .and_then(|id| OfficerId::parse(&id)),
        withdrawal: optional_digest(row, "withdrawal")?,
        withdrawn_seq: row.get("withdrawn_seq")?,
    })
}
