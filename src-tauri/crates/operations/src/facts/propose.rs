//! Proposing facts: signed by one officer, decided by others.

use chancery_domain::{
    Language, Utc,
    agent::AgentId,
    change::Change,
    facts::{AgentFacts, FirmFacts},
    problem::{Code, Problem},
};
use serde::de::DeserializeOwned;

use crate::{
    Error, Workspace,
    change::{self, Proposal},
    request::day,
    view::ChangeView,
};

/// Proposes facts about the firm.
pub fn propose_firm(
    workspace: &mut Workspace,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |workspace: &mut Workspace| firm(workspace, json);
    change::propose(workspace, "firm-facts", make, proposal, language, now)
}

/// What other facts about the firm would change, before anyone signs them.
pub fn read_firm(
    workspace: &Workspace,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, firm(workspace, json)?, language, now)
}

/// What other facts about an agent would change, before anyone signs them.
pub fn read_agent(
    workspace: &Workspace,
    agent: &str,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, of_agent(workspace, agent, json)?, language, now)
}

/// Proposes facts about an agent, which may be one that is still to come.
pub fn propose_agent(
    workspace: &mut Workspace,
    agent: &str,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |workspace: &mut Workspace| of_agent(workspace, agent, json);
    let subject: String = agent.chars().take(64).collect();
    change::propose(workspace, &subject, make, proposal, language, now)
}

fn firm(workspace: &Workspace, json: &str) -> Result<Change, Error> {
    let next: FirmFacts = read(json)?;
    next.check().map_err(wrong)?;
    if day(&next.entity.authorised_on).is_none() {
        return Err(wrong(Problem::new("entity.authorised_on", Code::NotADay)));
    }
    let current = workspace.read().firm_facts()?;
    Ok(Change::FirmFacts {
        current: current.map(|row| row.facts.sha256()),
        next,
    })
}

fn of_agent(workspace: &Workspace, agent: &str, json: &str) -> Result<Change, Error> {
    let agent = AgentId::parse(agent).map_err(wrong)?;
    let next: AgentFacts = read(json)?;
    next.check().map_err(wrong)?;
    let current = workspace.read().agent_facts(agent.as_str())?;
    Ok(Change::AgentFacts {
        agent,
        current: current.map(|row| row.facts.sha256()),
        next,
    })
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })
}

fn wrong(problem: Problem) -> Error {
    Error::Input {
        problems: vec![problem],
        event: None,
    }
}
