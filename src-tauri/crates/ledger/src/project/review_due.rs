//! When agents are to be reviewed next.

use chancery_domain::{
    Utc,
    facts::{AgentFacts, REVIEW_MONTHS},
};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    /// An agent begins, or goes on, with a certificate. One that had ended begins anew.
    pub(super) fn begin_reviews(
        &self,
        agent: &str,
        not_before: Utc,
        not_after: Utc,
    ) -> Result<(), Error> {
        let (from, until) = (
            not_before.to_seconds_string(),
            not_after.to_seconds_string(),
        );
        let goes_on = self.run(
            "UPDATE review_due SET until = max(until, ?3) WHERE agent = ?1 AND until >= ?2",
            params![agent, from, until],
        )?;
        if goes_on > 0 {
            return Ok(());
        }
        let months = self.review_months(agent)?;
        let since = self.event.at;
        self.run(
            "INSERT INTO review_due (agent, since, months, due, until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (agent) DO UPDATE SET since = ?2, months = ?3, due = ?4, until = ?5",
            params![
                agent,
                since.to_seconds_string(),
                months,
                since.plus_months(months).to_seconds_string(),
                until
            ],
        )?;
        Ok(())
    }

    /// The agent was reviewed at this event.
    pub(super) fn begin_next_review(&self, agent: &str) -> Result<(), Error> {
        let months = self.review_months(agent)?;
        self.due(agent, self.event.at, months)
    }

    /// Facts about the agent ask for other intervals.
    pub(super) fn review_every(&self, agent: &str, months: u8) -> Result<(), Error> {
        let sql = "SELECT since FROM review_due WHERE agent = ?1";
        let since: Option<String> = self.row(sql, [agent], |row| row.get(0))?;
        match since.as_deref().map(Utc::parse) {
            None => Ok(()),
            Some(Some(since)) => self.due(agent, since, months),
            Some(None) => Err(Error::Value {
                table: "review_due",
            }),
        }
    }

    fn due(&self, agent: &str, since: Utc, months: u8) -> Result<(), Error> {
        self.run(
            "UPDATE review_due SET since = ?2, months = ?3, due = ?4 WHERE agent = ?1",
            params![
                agent,
                since.to_seconds_string(),
                months,
                since.plus_months(months).to_seconds_string()
            ],
        )?;
        Ok(())
    }

    fn review_months(&self, agent: &str) -> Result<u8, Error> {
        let sql = "SELECT facts FROM agent_facts WHERE agent = ?1 ORDER BY seq DESC LIMIT 1";
        let Some(json) = self.row(sql, [agent], |row| row.get::<_, String>(0))? else {
            return Ok(REVIEW_MONTHS);
        };
        let facts: AgentFacts = serde_json::from_str(&json).map_err(|_| Error::Value {
            table: "agent_facts",
        })?;
        Ok(facts.review_months())
    }
}
