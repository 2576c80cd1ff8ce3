//! Facts about the firm and its agents.

use chancery_domain::{
    agent::AgentId,
    change::ChangeId,
    facts::{AgentFacts, FirmFacts},
    jcs,
};
use rusqlite::params;
use serde::Serialize;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn know_firm(&self, change: &ChangeId, facts: &FirmFacts) -> Result<(), Error> {
        self.run(
            "INSERT INTO firm_facts (seq, facts, change, at) VALUES (?1, ?2, ?3, ?4)",
            params![self.seq, canonical(facts), change.as_str(), self.at()],
        )?;
        Ok(())
    }

    pub(super) fn know_agent(
        &self,
        change: &ChangeId,
        agent: &AgentId,
        facts: &AgentFacts,
    ) -> Result<(), Error> {
        self.run(
            "INSERT INTO agent_facts (agent, seq, facts, change, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                agent.as_str(),
                self.seq,
                canonical(facts),
                change.as_str(),
                self.at()
            ],
        )?;
        self.review_every(agent.as_str(), facts.review_months())
    }
}

fn canonical(facts: &impl Serialize) -> String {
    String::from_utf8(jcs::to_vec(facts)).expect("JSON is UTF-8")
}
