//! Requests and open intents.

use chancery_domain::{Sha256Digest, Utc, agent::AgentId, officer::OfficerId, request::RequestId};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{Reading, digest, instant, named, optional_digest, optional_instant, text};
use crate::Error;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Waits for a checker.
    Submitted,
    /// Approved, not yet issued.
    Approved,
    /// Rejected.
    Rejected,
    /// Issued.
    Issued,
    /// Its issuance was given up.
    Abandoned,
}

/// A request.
#[derive(Debug, Clone)]
pub struct RequestRow {
    /// Its id.
    pub id: RequestId,
    /// Its number in the workspace.
    pub number: u64,
    /// The agent.
    pub agent_id: AgentId,
    /// Where it stands.
    pub state: RequestState,
    /// The object decided on.
    pub object: Sha256Digest,
    /// The agent's key.
    pub spki: Sha256Digest,
    /// Who submitted it.
    pub maker: OfficerId,
    /// When.
    pub submitted_at: Utc,
    /// The maker's statement.
    pub submission: Sha256Digest,
    /// The event of the submission.
    pub submit_seq: u64,
    /// Who decided.
    pub checker: Option<OfficerId>,
    /// When.
    pub decided_at: Option<Utc>,
    /// The checker's statement.
    pub decision: Option<Sha256Digest>,
    /// The event of the decision.
    pub decide_seq: Option<u64>,
    /// Serial of the certificate issued, or given up, for it, hex.
    pub serial: Option<String>,
}

/// An issuance without an outcome.
#[derive(Debug, Clone)]
pub struct IntentRow {
    /// Serial number, hex.
    pub serial: String,
    /// The request.
    pub request: RequestId,
    /// The to-be-signed certificate.
    pub tbs: Sha256Digest,
    /// The event of the intent.
    pub seq: u64,
}

impl Reading<'_> {
    /// Requests of any state.
    pub fn requests_total(&self) -> Result<u64, Error> {
        self.counter("requests")
    }

    /// Requests that wait for a checker.
    pub fn requests_waiting(&self) -> Result<u64, Error> {
        self.counter("requests_submitted")
    }

    /// One request.
    pub fn request(&self, id: &RequestId) -> Result<Option<RequestRow>, Error> {
        let sql = "SELECT * FROM request WHERE id = ?1";
        self.one("reading a request", sql, [id.as_str()], request_row)
    }

    /// Requests, newest first; `open` leaves out those that are done.
    pub fn requests(
        &self,
        open: bool,
        before: Option<&RequestId>,
        limit: u32,
    ) -> Result<Vec<RequestRow>, Error> {
        let before = match before {
            Some(id) => self.request(id)?.map_or(0, |row| row.number),
            None => i64::MAX as u64,
        };
        let sql = match open {
            true => {
                "SELECT * FROM request WHERE number < ?1 AND state IN ('submitted', 'approved')
                 ORDER BY number DESC LIMIT ?2"
            }
            false => "SELECT * FROM request WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
        };
        self.many("reading requests", sql, params![before, limit], request_row)
    }

    /// Intents without an outcome, oldest first.
    pub fn open_intents(&self) -> Result<Vec<IntentRow>, Error> {
        let sql = "SELECT serial, request, tbs, seq FROM intent WHERE outcome IS NULL ORDER BY seq";
        self.many("reading open intents", sql, [], |row| {
            Ok(IntentRow {
                serial: row.get("serial")?,
                request: text(row, "request", RequestId::parse)?,
                tbs: digest(row, "tbs")?,
                seq: row.get("seq")?,
            })
        })
    }
}

fn request_row(row: &Row<'_>) -> rusqlite::Result<RequestRow> {
    Ok(RequestRow {
        id: text(row, "id", RequestId::parse)?,
        number: row.get("number")?,
        agent_id: text(row, "agent_id", |id| AgentId::parse(id).ok())?,
        state: named(row, "state")?,
        object: digest(row, "object")?,
        spki: digest(row, "spki")?,
        maker: text(row, "maker", OfficerId::parse)?,
        submitted_at: instant(row, "submitted_at")?,
        submission: digest(row, "submission")?,
        submit_seq: row.get("submit_seq")?,
        checker: row
            .get::<_, Option<String>>("checker")?
            .and_then(|id| OfficerId::parse(&id)),
        decided_at: optional_instant(row, "decided_at")?,
        decision: optional_digest(row, "decision")?,
        decide_seq: row.get("decide_seq")?,
        serial: row.get("serial")?,
    })
}

impl Reading<'_> {
    /// The intent of a request that has no outcome.
    pub fn open_intent(&self, request: &RequestId) -> Result<Option<IntentRow>, Error> {
        let mut open = self.open_intents()?;
        open.retain(|intent| intent.request == *request);
        Ok(open.pop())
    }

    /// Requests that were turned down or given up, whose key is still there.
    pub fn requests_with_keys_left(&self) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT r.* FROM request r INDEXED BY request_undone CROSS JOIN key k ON k.spki = r.spki
                   WHERE r.state IN ('rejected', 'abandoned') AND k.destroyed = 0";
        self.many("reading requests", sql, [], request_row)
    }
}
