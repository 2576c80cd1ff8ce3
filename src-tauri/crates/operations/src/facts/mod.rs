//! Facts about the firm and its agents: what reports need before they map anything. One officer
//! proposes them, others decide, and who did stands beside them.

mod gates;
mod propose;
mod show;
mod standing;

pub(crate) use gates::gates;
pub use propose::{propose_agent, propose_firm, read_agent, read_firm};
pub use show::{agent, firm};
pub(crate) use standing::first_broken;

use chancery_domain::{
    Sha256Digest,
    entity::EntityFacts,
    facts::{AgentFacts, DealsIn, FirmFacts},
};
use chancery_ledger::Reading;

use crate::{Error, Workspace};

/// What the firm is: as officers decided last, before that as the workspace was founded.
pub(crate) fn entity(workspace: &Workspace) -> Result<EntityFacts, Error> {
    let decided = workspace.read().firm_facts()?;
    Ok(decided.map_or_else(|| workspace.founding.entity.clone(), |row| row.facts.entity))
}

/// True where an agent is expected to deal in crypto-assets and nothing else: the firm provides
/// services under MiCA, and no answer for the agent says otherwise.
pub(crate) fn crypto_assets_only(workspace: &Workspace, agent: &str) -> Result<bool, Error> {
    let decided = workspace.read().agent_facts(agent)?;
    if let Some(row) = decided {
        return Ok(row.facts.deals_in == DealsIn::CryptoAssets);
    }
    Ok(entity(workspace)?.is_under_mica())
}

/// Whether facts about the firm may follow those in force.
pub(crate) fn firm_applies(
    read: Reading<'_>,
    current: Option<&Sha256Digest>,
    next: &FirmFacts,
) -> Result<bool, Error> {
    let in_force = read.firm_facts()?.map(|row| row.facts.sha256());
    Ok(in_force.as_ref() == current && in_force != Some(next.sha256()) && next.check().is_ok())
}

/// Whether facts about an agent may follow those in force.
pub(crate) fn agent_applies(
    read: Reading<'_>,
    agent: &str,
    current: Option<&Sha256Digest>,
    next: &AgentFacts,
) -> Result<bool, Error> {
    let in_force = read.agent_facts(agent)?.map(|row| row.facts.sha256());
    Ok(in_force.as_ref() == current && in_force != Some(next.sha256()) && next.check().is_ok())
}
