//! Requests and open intents.

use chancery_domain::{
    Sha256Digest, Utc, agent::AgentId, change::ChangeId, officer::OfficerId, request::RequestId,
};
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
    /// Taken back.
    Withdrawn,
    /// Its approval was not used in time.
    Expired,
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
    /// The request that the agent's operator signed (PKCS#10), if the key is theirs.
    pub csr: Option<Sha256Digest>,
    /// Serial of the certificate that this one is to follow, hex.
    pub renews: Option<String>,
    /// The list of requests over which the maker's statement was made, if over several at once.
    pub batch: Option<Sha256Digest>,
    /// SHA-256 of the approval policy under which it was submitted, if there was any.
    pub policy: Option<Sha256Digest>,
    /// The standing authorisation under which it needs no other approval.
    pub standing: Option<ChangeId>,
    /// Who took it back.
    pub withdrawer: Option<OfficerId>,
    /// Approvals that its profile and policy ask for.
    pub approvals_needed: u32,
    /// Approvals given so far.
    pub approvals_given: u32,
    /// Who submitted it.
    pub maker: OfficerId,
    /// When.
    pub submitted_at: Utc,
    /// The maker's statement.
    pub submission: Sha256Digest,
    /// The event of the submission.
    pub submit_seq: u64,
    /// Who decided: who approved last, once there are enough approvals, or who rejected.
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
    /// Which part of the issuer's CRL it belongs to.
    pub partition: u32,
    /// The event of the intent.
    pub seq: u64,
}

/// One officer's approval of a request.
#[derive(Debug, Clone)]
pub struct ApprovalRow {
    /// The request.
    pub request: RequestId,
    /// Who approved.
    pub officer: OfficerId,
    /// Their statement.
    pub decision: Sha256Digest,
    /// The list of requests over which it was made, if over several at once.
    pub batch: Option<Sha256Digest>,
    /// When.
    pub at: Utc,
    /// The event.
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

    /// Requests whose approvals are running: some were given, and no certificate was issued yet.
    pub fn requests_under_approval(&self) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT * FROM request r WHERE state IN ('submitted', 'approved')
                   AND approvals_given > 0
                   AND NOT EXISTS (SELECT 1 FROM intent i WHERE i.request = r.id AND i.outcome IS NULL)
                   ORDER BY number";
        self.many("reading requests", sql, [], request_row)
    }

    /// The request over an object.
    pub fn request_by_object(&self, object: Sha256Digest) -> Result<Option<RequestRow>, Error> {
        let sql = "SELECT * FROM request WHERE object = ?1";
        self.one("reading a request", sql, [object.0], request_row)
    }

    /// Whether another than this agent has a certificate over a key, or asked for one.
    pub fn is_of_another(&self, spki: Sha256Digest, agent: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM request WHERE spki = ?1 AND agent_id <> ?2
                   UNION ALL SELECT 1 FROM certificate WHERE spki = ?1 AND common_name <> ?2 LIMIT 1";
        let another = self.one("reading requests", sql, params![spki.0, agent], |_| Ok(()))?;
        Ok(another.is_some())
    }

    /// Requests for a certificate that is to follow another, newest first.
    pub fn requests_renewing(&self, serial: &str) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT * FROM request WHERE renews = ?1 ORDER BY number DESC LIMIT 100";
        self.many("reading requests", sql, [serial], request_row)
    }

    /// Requests that were submitted in one list, oldest first, page by page.
    pub fn requests_of_batch(
        &self,
        batch: Sha256Digest,
        after_number: u64,
        limit: u32,
    ) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT * FROM request WHERE batch = ?1 AND number > ?2 ORDER BY number LIMIT ?3";
        let values = params![batch.0, after_number, limit];
        self.many("reading requests", sql, values, request_row)
    }

    /// How many requests of a list wait for a checker.
    pub fn requests_waiting_of_batch(&self, batch: Sha256Digest) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM request WHERE batch = ?1 AND state = 'submitted'";
        let count = self.one("counting requests", sql, [batch.0], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Requests for one agent, newest first.
    pub fn requests_for(&self, agent: &AgentId, limit: u32) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT r.* FROM event_agent a
                   CROSS JOIN event e ON e.seq = a.seq CROSS JOIN request r ON r.id = e.subject
                   WHERE a.agent = ?1 AND e.kind = 'request_submitted' AND r.submit_seq = a.seq
                   ORDER BY a.seq DESC LIMIT ?2";
        let values = params![agent.as_str(), limit];
        self.many("reading requests", sql, values, request_row)
    }

    /// The approvals of a request, the first first.
    pub fn approvals_of(&self, request: &RequestId) -> Result<Vec<ApprovalRow>, Error> {
        let sql = "SELECT * FROM approval WHERE request = ?1 ORDER BY seq";
        self.many("reading approvals", sql, [request.as_str()], |row| {
            Ok(ApprovalRow {
                request: text(row, "request", RequestId::parse)?,
                officer: text(row, "officer", OfficerId::parse)?,
                decision: digest(row, "decision")?,
                batch: optional_digest(row, "batch")?,
                at: instant(row, "at")?,
                seq: row.get("seq")?,
            })
        })
    }

    /// Intents without an outcome, oldest first.
    pub fn open_intents(&self) -> Result<Vec<IntentRow>, Error> {
        // Without the hint, the order would be had by reading every intent there ever was.
        let sql = "SELECT * FROM intent INDEXED BY intent_open WHERE outcome IS NULL ORDER BY seq";
        self.many("reading open intents", sql, [], intent_row)
    }

    /// The intent of a request that has no outcome.
    pub fn open_intent(&self, request: &RequestId) -> Result<Option<IntentRow>, Error> {
        let sql = "SELECT * FROM intent WHERE request = ?1 AND outcome IS NULL";
        self.one(
            "reading an open intent",
            sql,
            [request.as_str()],
            intent_row,
        )
    }

    /// Requests that were turned down or given up, whose key is still there and has no other use:
    /// no certificate and no other request that is not undone names it. One for each key.
    pub fn requests_with_keys_left(&self) -> Result<Vec<RequestRow>, Error> {
        let sql = "SELECT r.* FROM request r INDEXED BY request_key_left CROSS JOIN key k ON k.spki = r.spki
                   WHERE r.key_left = 1 AND k.destroyed = 0
                   AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.spki = r.spki)
                   AND NOT EXISTS (SELECT 1 FROM request o WHERE o.spki = r.spki
                                   AND ((o.number > r.number AND o.key_left = 1)
                                        OR o.state NOT IN ('rejected', 'withdrawn', 'expired', 'abandoned')))
                   ORDER BY r.number";
        self.many("reading requests", sql, [], request_row)
    }

    /// The issuer and the part of its CRL that an intended certificate belongs to.
    pub(crate) fn intended_under(&self, serial: &str) -> Result<(String, u32), Error> {
        // An intent names its issuer in the object that was decided on.
        let sql = "SELECT b.bytes, i.partition FROM intent i JOIN request r ON r.id = i.request
                   JOIN blob b ON b.sha256 = r.object WHERE i.serial = ?1";
        let read = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?));
        let found = self.one("reading an intent", sql, [serial], read)?;
        found
            .and_then(|(object, partition)| {
                let object: serde_json::Value = serde_json::from_slice(&object).ok()?;
                Some((object.get("issuer_ski")?.as_str()?.to_owned(), partition))
            })
            .ok_or_else(|| Error::Dangling {
                kind: "issuance_abandoned",
                subject: serial.to_owned(),
            })
    }
}

fn intent_row(row: &Row<'_>) -> rusqlite::Result<IntentRow> {
    Ok(IntentRow {
        serial: row.get("serial")?,
        request: text(row, "request", RequestId::parse)?,
        tbs: digest(row, "tbs")?,
        partition: row.get("partition")?,
        seq: row.get("seq")?,
    })
}

pub(super) fn request_row(row: &Row<'_>) -> rusqlite::Result<RequestRow> {
    Ok(RequestRow {
        id: text(row, "id", RequestId::parse)?,
        number: row.get("number")?,
        agent_id: text(row, "agent_id", |id| AgentId::parse(id).ok())?,
        state: named(row, "state")?,
        object: digest(row, "object")?,
        spki: digest(row, "spki")?,
        csr: optional_digest(row, "csr")?,
        renews: row.get("renews")?,
        batch: optional_digest(row, "batch")?,
        policy: optional_digest(row, "policy")?,
        standing: row
            .get::<_, Option<String>>("standing")?
            .and_then(|id| ChangeId::parse(&id)),
        withdrawer: row
            .get::<_, Option<String>>("withdrawer")?
            .and_then(|id| OfficerId::parse(&id)),
        approvals_needed: row.get("approvals_needed")?,
        approvals_given: row.get("approvals_given")?,
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
