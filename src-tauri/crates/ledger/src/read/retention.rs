//! Side data: what is there, what holds it, and how long it is kept.

use chancery_domain::{
    Sha256Digest, Utc,
    agent::AgentId,
    change::ChangeId,
    officer::OfficerId,
    request::RequestId,
    retention::{HoldId, HoldSubject, RetentionSchedule},
};
use rusqlite::{Row, params};

use super::{Reading, digest, instant, text, unreadable};
use crate::Error;

/// What side data says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SideDataKind {
    /// An officer's name.
    OfficerName,
    /// The person accountable for an agent.
    Accountable,
    /// What an agent is for.
    Purpose,
    /// A request that is being written.
    Draft,
}

impl SideDataKind {
    /// The stable name: `officer-name`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfficerName => "officer-name",
            Self::Accountable => "accountable",
            Self::Purpose => "purpose",
            Self::Draft => "draft",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [
            Self::OfficerName,
            Self::Accountable,
            Self::Purpose,
            Self::Draft,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }
}

/// About whom or what side data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// An officer.
    Officer(OfficerId),
    /// A request.
    Request(RequestId),
    /// A request that is being written, by its name: `DRF-2026-0001`.
    Draft(String),
}

impl Holder {
    fn parse(id: &str) -> Option<Self> {
        OfficerId::parse(id)
            .map(Self::Officer)
            .or_else(|| RequestId::parse(id).map(Self::Request))
            .or_else(|| id.starts_with("DRF-").then(|| Self::Draft(id.to_owned())))
    }

    /// Its id as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Officer(id) => id.as_str(),
            Self::Request(id) => id.as_str(),
            Self::Draft(name) => name,
        }
    }
}

/// One piece of side data.
#[derive(Debug, Clone)]
pub struct SideDataRow {
    /// Its hash: the commitment that the log holds.
    pub blob: Sha256Digest,
    /// What it says.
    pub kind: SideDataKind,
    /// About whom it is.
    pub holder: Holder,
    /// Since when it is there.
    pub at: Utc,
    /// The event that named it first.
    pub seq: u64,
    /// The approved change that says that it goes.
    pub change: Option<ChangeId>,
    /// The event that tells that it went.
    pub erased_seq: Option<u64>,
}

/// A legal hold.
#[derive(Debug, Clone)]
pub struct HoldRow {
    /// Its id.
    pub id: HoldId,
    /// Its number in the workspace.
    pub number: u64,
    /// What it keeps.
    pub subject: HoldSubject,
    /// The object decided on.
    pub object: Sha256Digest,
    /// Who placed it.
    pub officer: OfficerId,
    /// Their statement.
    pub decision: Sha256Digest,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
    /// The change that ended it.
    pub lifted: Option<ChangeId>,
}

/// A schedule that was put in force.
#[derive(Debug, Clone)]
pub struct ScheduleRow {
    /// The schedule.
    pub schedule: RetentionSchedule,
    /// The change that put it in force.
    pub change: ChangeId,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// One piece of side data.
    pub fn side_data(&self, blob: Sha256Digest) -> Result<Option<SideDataRow>, Error> {
        let sql = "SELECT * FROM side_data WHERE blob = ?1";
        self.one("reading side data", sql, [blob.0], side_data_row)
    }

    /// All side data about an officer or a request, also what went.
    pub fn side_data_of(&self, holder: &str) -> Result<Vec<SideDataRow>, Error> {
        let sql = "SELECT * FROM side_data WHERE holder = ?1 ORDER BY seq, kind";
        self.many("reading side data", sql, [holder], side_data_row)
    }

    /// Side data that is there, oldest first, page by page. A page ends with all that its last
    /// event named: it may be a little longer than `limit`.
    pub fn side_data_there(&self, after_seq: u64, limit: u32) -> Result<Vec<SideDataRow>, Error> {
        let sql = "SELECT * FROM side_data INDEXED BY side_data_there
                   WHERE erased_seq IS NULL AND seq > ?1 AND seq <= coalesce(
                       (SELECT seq FROM side_data INDEXED BY side_data_there
                        WHERE erased_seq IS NULL AND seq > ?1 ORDER BY seq LIMIT 1 OFFSET ?2 - 1),
                       9223372036854775807)
                   ORDER BY seq, kind";
        let values = params![after_seq, limit.max(1)];
        self.many("reading side data", sql, values, side_data_row)
    }

    /// Side data that an approved change said goes, and that is still there, with the change. A
    /// crash, or a hold that was placed meanwhile, left it.
    pub fn erasures_owed(&self) -> Result<Vec<(ChangeId, Sha256Digest)>, Error> {
        let sql = "SELECT change, blob FROM side_data INDEXED BY side_data_owed
                   WHERE change IS NOT NULL AND erased_seq IS NULL ORDER BY seq LIMIT 10000";
        self.many("reading side data", sql, [], |row| {
            Ok((text(row, "change", ChangeId::parse)?, digest(row, "blob")?))
        })
    }

    /// Pieces of side data that were erased.
    pub fn erased_total(&self) -> Result<u64, Error> {
        self.counter("erased")
    }

    /// Holds ever placed.
    pub fn holds_total(&self) -> Result<u64, Error> {
        self.counter("holds")
    }

    /// One hold.
    pub fn hold(&self, id: &HoldId) -> Result<Option<HoldRow>, Error> {
        let sql = "SELECT * FROM hold WHERE id = ?1";
        self.one("reading a hold", sql, [id.as_str()], hold_row)
    }

    /// Holds, newest first, page by page.
    pub fn holds(&self, before: Option<u64>, limit: u32) -> Result<Vec<HoldRow>, Error> {
        let before = before.unwrap_or(i64::MAX as u64);
        let sql = "SELECT * FROM hold WHERE number < ?1 ORDER BY number DESC LIMIT ?2";
        self.many("reading holds", sql, params![before, limit], hold_row)
    }

    /// The first open hold that covers what is about an agent's request.
    pub fn hold_over_request(
        &self,
        request: &RequestId,
        agent: &AgentId,
    ) -> Result<Option<HoldRow>, Error> {
        let sql = "SELECT * FROM hold INDEXED BY hold_open WHERE lifted IS NULL
                   AND (kind = 'everything' OR (kind = 'request' AND subject = ?1)
                        OR (kind = 'agent' AND subject = ?2))
                   ORDER BY number LIMIT 1";
        let values = params![request.as_str(), agent.as_str()];
        self.one("reading holds", sql, values, hold_row)
    }

    /// The first open hold over anything: who decided belongs to all that was decided.
    pub fn hold_over_officers(&self) -> Result<Option<HoldRow>, Error> {
        let sql = "SELECT * FROM hold INDEXED BY hold_open WHERE lifted IS NULL
                   ORDER BY number LIMIT 1";
        self.one("reading holds", sql, [], hold_row)
    }

    /// True if anything was ever asked for an agent.
    pub fn has_requests_of(&self, agent: &AgentId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM event_agent WHERE agent = ?1 LIMIT 1";
        let found = self.one("reading an agent", sql, [agent.as_str()], |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// The schedule that officers put in force last; `None` while the built-in one is.
    pub fn schedule_in_force(&self) -> Result<Option<RetentionSchedule>, Error> {
        let sql = "SELECT * FROM retention ORDER BY version DESC LIMIT 1";
        let row = self.one("reading the schedule", sql, [], schedule_row)?;
        Ok(row.map(|row| row.schedule))
    }

    /// Every schedule that was put in force, newest first.
    pub fn schedule_history(&self) -> Result<Vec<ScheduleRow>, Error> {
        let sql = "SELECT * FROM retention ORDER BY version DESC";
        self.many("reading the schedule", sql, [], schedule_row)
    }

    /// Events whose erasable record is not as the log says: gone without an event, or there after
    /// one that says that it went. The first hundred.
    pub fn side_data_at_odds(&self) -> Result<Vec<u64>, Error> {
        let sql = "SELECT coalesce(s.erased_seq, s.seq) FROM side_data s
                   LEFT JOIN blob b ON b.sha256 = s.blob
                   WHERE (s.erased_seq IS NULL) <> (b.bytes IS NOT NULL)
                   ORDER BY 1 LIMIT 100";
        self.many("comparing side data", sql, [], |row| row.get(0))
    }
}

fn side_data_row(row: &Row<'_>) -> rusqlite::Result<SideDataRow> {
    Ok(SideDataRow {
        blob: digest(row, "blob")?,
        kind: text(row, "kind", SideDataKind::parse)?,
        holder: text(row, "holder", Holder::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
        change: optional_change(row, "change")?,
        erased_seq: row.get("erased_seq")?,
    })
}

fn hold_row(row: &Row<'_>) -> rusqlite::Result<HoldRow> {
    Ok(HoldRow {
        id: text(row, "id", HoldId::parse)?,
        number: row.get("number")?,
        subject: hold_subject(row)?,
        object: digest(row, "object")?,
        officer: text(row, "officer", OfficerId::parse)?,
        decision: digest(row, "decision")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
        lifted: optional_change(row, "lifted")?,
    })
}

fn optional_change(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<ChangeId>> {
    let id: Option<String> = row.get(column)?;
    id.map(|id| ChangeId::parse(&id).ok_or_else(|| unreadable(column)))
        .transpose()
}

fn hold_subject(row: &Row<'_>) -> rusqlite::Result<HoldSubject> {
    let kind: String = row.get("kind")?;
    match kind.as_str() {
        "everything" => Ok(HoldSubject::Everything),
        "agent" => Ok(HoldSubject::Agent {
            agent: text(row, "subject", |id| AgentId::parse(id).ok())?,
        }),
        "request" => Ok(HoldSubject::Request {
            request: text(row, "subject", RequestId::parse)?,
        }),
        _ => Err(unreadable("kind")),
    }
}

fn schedule_row(row: &Row<'_>) -> rusqlite::Result<ScheduleRow> {
    Ok(ScheduleRow {
        schedule: text(row, "schedule", |json| serde_json::from_str(json).ok())?,
        change: text(row, "change", ChangeId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
