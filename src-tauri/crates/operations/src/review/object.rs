//! What a review is a decision on.

use chancery_domain::{Sha256Digest, Utc, agent::AgentId, jcs, profile::ProfileId};
use serde::Serialize;

use crate::{Error, Workspace};

/// An agent as it stood when it was reviewed.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReviewObject {
    #[serde(rename = "type")]
    kind: &'static str,
    version: u32,
    origin: String,
    agent_id: AgentId,
    /// SHA-256 of the facts in force, canonical JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Sha256Digest>,
    /// SHA-256 of each certificate in force, newest first.
    certificates: Vec<Sha256Digest>,
}

impl ReviewObject {
    /// The agent as it stands now.
    pub(super) fn of(workspace: &Workspace, agent: &AgentId, now: Utc) -> Result<Self, Error> {
        let read = workspace.read();
        let mut standing = Vec::new();
        for profile in ProfileId::OF_AGENTS {
            for row in read.certificates_of(profile, agent.as_str())? {
                if now <= row.not_after && read.denied(&row.serial)?.is_none() {
                    standing.push((row.seq, row.der));
                }
            }
        }
        standing.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        let facts = read.agent_facts(agent.as_str())?;
        Ok(Self {
            kind: "agent-review",
            version: 1,
            origin: workspace.founding.origin.clone(),
            agent_id: agent.clone(),
            facts: facts.map(|row| row.facts.sha256()),
            certificates: standing.into_iter().map(|(_, der)| der).collect(),
        })
    }

    /// The canonical bytes.
    pub(super) fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }
}
