//! Facts about the firm and its agents, and when agents are reviewed.

use chancery_domain::{
    Sha256Digest, Utc,
    change::ChangeId,
    facts::{AgentFacts, FirmFacts},
    officer::OfficerId,
};
use rusqlite::{Row, params};

use super::{COUNT_LIMIT, Reading, digest, instant, text};
use crate::Error;

/// Facts that were put in force.
#[derive(Debug, Clone)]
pub struct FactsRow<T> {
    /// What they say.
    pub facts: T,
    /// The change that put them in force.
    pub change: ChangeId,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

/// A review of an agent.
#[derive(Debug, Clone)]
pub struct AgentReviewRow {
    /// The agent.
    pub agent: String,
    /// Who reviewed it.
    pub officer: OfficerId,
    /// What they looked at, as a blob.
    pub object: Sha256Digest,
    /// Their statement.
    pub decision: Sha256Digest,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

/// When an agent is to be reviewed next.
#[derive(Debug, Clone)]
pub struct ReviewDueRow {
    /// The agent.
    pub agent: String,
    /// When it began, or was reviewed last.
    pub since: Utc,
    /// Months between reviews.
    pub months: u8,
    /// When the next is due.
    pub due: Utc,
}

impl Reading<'_> {
    /// Facts about the firm that officers put in force last.
    pub fn firm_facts(&self) -> Result<Option<FactsRow<FirmFacts>>, Error> {
        let sql = "SELECT * FROM firm_facts ORDER BY seq DESC LIMIT 1";
        self.one("reading facts", sql, [], facts_row)
    }

    /// All that were in force, newest first.
    pub fn firm_facts_history(&self) -> Result<Vec<FactsRow<FirmFacts>>, Error> {
        let sql = "SELECT * FROM firm_facts ORDER BY seq DESC";
        self.many("reading facts", sql, [], facts_row)
    }

    /// Facts about an agent that officers put in force last.
    pub fn agent_facts(&self, agent: &str) -> Result<Option<FactsRow<AgentFacts>>, Error> {
        let sql = "SELECT * FROM agent_facts WHERE agent = ?1 ORDER BY seq DESC LIMIT 1";
        self.one("reading facts", sql, [agent], facts_row)
    }

    /// Facts about agents in the order of their ids: those after one of them and its event.
    pub fn agent_facts_after(
        &self,
        after: (&str, u64),
        limit: u32,
    ) -> Result<Vec<(String, FactsRow<AgentFacts>)>, Error> {
        let sql = "SELECT * FROM agent_facts WHERE (agent, seq) > (?1, ?2)
                   ORDER BY agent, seq LIMIT ?3";
        self.many(
            "reading facts",
            sql,
            params![after.0, after.1, limit],
            |row| Ok((row.get("agent")?, facts_row(row)?)),
        )
    }

    /// Agents whose certificates have not ended at `now` and about which nobody decided any facts;
    /// beyond 10,000 nobody counts.
    pub fn agents_without_facts(&self, now: Utc) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM (
                       SELECT 1 FROM review_due WHERE until >= ?1 AND NOT EXISTS
                           (SELECT 1 FROM agent_facts WHERE agent_facts.agent = review_due.agent)
                       LIMIT ?2)";
        let values = params![now.to_seconds_string(), COUNT_LIMIT];
        let count = self.one("counting agents", sql, values, |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// Agents that ever had a certificate.
    pub fn agents_total(&self) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM review_due";
        let count = self.one("counting agents", sql, [], |row| row.get(0))?;
        Ok(count.unwrap_or(0))
    }

    /// The last review of an agent.
    pub fn last_review(&self, agent: &str) -> Result<Option<AgentReviewRow>, Error> {
        let sql = "SELECT * FROM review WHERE agent = ?1 ORDER BY seq DESC LIMIT 1";
        self.one("reading a review", sql, [agent], review_row)
    }

    /// Reviews in the order of agents: those after one of them and its event.
    pub fn reviews_after(
        &self,
        after: (&str, u64),
        limit: u32,
    ) -> Result<Vec<AgentReviewRow>, Error> {
        let sql = "SELECT * FROM review WHERE (agent, seq) > (?1, ?2)
                   ORDER BY agent, seq LIMIT ?3";
        self.many(
            "reading reviews",
            sql,
            params![after.0, after.1, limit],
            review_row,
        )
    }

    /// When an agent is to be reviewed next; `None` for one that never had a certificate.
    pub fn review_due(&self, agent: &str) -> Result<Option<ReviewDueRow>, Error> {
        let sql = "SELECT * FROM review_due WHERE agent = ?1";
        self.one("reading a review", sql, [agent], due_row)
    }

    /// Agents whose review is due before an instant and whose certificates have not ended at
    /// `now`, the earliest first.
    pub fn reviews_due(
        &self,
        before: Utc,
        now: Utc,
        limit: u32,
    ) -> Result<Vec<ReviewDueRow>, Error> {
        let sql = "SELECT * FROM review_due WHERE due < ?1 AND until >= ?2
                   ORDER BY due, agent LIMIT ?3";
        let values = params![before.to_seconds_string(), now.to_seconds_string(), limit];
        self.many("reading reviews", sql, values, due_row)
    }
}

fn facts_row<T: serde::de::DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<FactsRow<T>> {
    Ok(FactsRow {
        facts: text(row, "facts", |json| serde_json::from_str(json).ok())?,
        change: text(row, "change", ChangeId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}

fn review_row(row: &Row<'_>) -> rusqlite::Result<AgentReviewRow> {
    Ok(AgentReviewRow {
        agent: row.get("agent")?,
        officer: text(row, "officer", OfficerId::parse)?,
        object: digest(row, "object")?,
        decision: digest(row, "decision")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}

fn due_row(row: &Row<'_>) -> rusqlite::Result<ReviewDueRow> {
    Ok(ReviewDueRow {
        agent: row.get("agent")?,
        since: instant(row, "since")?,
        months: row.get("months")?,
        due: instant(row, "due")?,
    })
}
