//! Facts as people read them, with who decided them and when.

use chancery_domain::{Utc, agent::AgentId, facts::HighRisk};
use chancery_ledger::read::FactsRow;
use serde_json::{Value, json};

use super::entity;
use crate::{
    Error, Workspace, review,
    view::{AgentFactsView, DecidedView, FirmFactsView},
};

/// Facts about the firm.
pub fn firm(workspace: &Workspace) -> Result<FirmFactsView, Error> {
    let row = workspace.read().firm_facts()?;
    let entity = entity(workspace)?;
    let next = match &row {
        Some(row) => pretty(&row.facts),
        None => pretty(&json!({ "entity": entity, "dora": "", "pki": "" })),
    };
    Ok(FirmFactsView {
        name: entity.organisation.name,
        lei: entity.organisation.lei.as_str().to_owned(),
        country: entity.organisation.country,
        kind: entity.kind,
        authority: entity.authority,
        authorisation: entity.authorisation,
        authorised_on: entity.authorised_on,
        dora: row.as_ref().map(|row| name(&row.facts.dora)),
        pki: row.as_ref().map(|row| name(&row.facts.pki)),
        decided: row.map(|row| decided(workspace, &row)).transpose()?,
        next_json: next,
    })
}

/// Facts about an agent, and when it is reviewed.
pub fn agent(workspace: &Workspace, agent: &str, now: Utc) -> Result<AgentFactsView, Error> {
    let id = AgentId::parse(agent).map_err(|_| Error::NoSuch {
        what: "agent",
        id: agent.to_owned(),
    })?;
    let row = workspace.read().agent_facts(id.as_str())?;
    let facts = row.as_ref().map(|row| &row.facts);
    let high_risk = facts.map(|facts| high_risk(&facts.high_risk));
    Ok(AgentFactsView {
        agent: id.to_string(),
        deals_in: facts.map(|facts| name(&facts.deals_in)),
        ai_act_role: facts.map(|facts| name(&facts.ai_act_role)),
        high_risk: high_risk.map(|(is, _)| is.to_owned()),
        high_risk_ground: high_risk.map(|(_, ground)| ground.to_owned()),
        critical_function: facts.map(|facts| facts.critical_function),
        personal_data: facts.map(|facts| facts.personal_data),
        decides_about_persons: facts.map(|facts| facts.decides_about_persons),
        next_json: facts.map_or_else(|| pretty(&unanswered()), pretty),
        decided: row.map(|row| decided(workspace, &row)).transpose()?,
        review: review::of(workspace, id.as_str(), now)?,
    })
}

fn high_risk(answer: &HighRisk) -> (&'static str, &str) {
    match answer {
        HighRisk::No { ground } => ("no", ground),
        HighRisk::AnnexI { ground } => ("annex-i", ground),
        HighRisk::AnnexIii { point } => ("annex-iii", point),
    }
}

/// A form to fill in: as it is, it is refused, so that nobody answers by leaving things alone.
fn unanswered() -> Value {
    json!({
        "deals_in": "",
        "ai_act_role": "",
        "high_risk": { "is": "", "ground": "" },
        "critical_function": null,
        "personal_data": null,
        "decides_about_persons": null,
    })
}

/// Who proposed and who approved.
pub(super) fn decided<T>(workspace: &Workspace, row: &FactsRow<T>) -> Result<DecidedView, Error> {
    let change = workspace.read().change(&row.change)?;
    let change = change.ok_or(Error::Stored { what: "change" })?;
    let mut officers = vec![change.proposer.to_string()];
    for approval in workspace.read().approvals_of_change(&row.change)? {
        officers.push(approval.officer.to_string());
    }
    Ok(DecidedView {
        change: row.change.to_string(),
        officers,
        at: row.at.to_string(),
        event: row.seq,
    })
}

/// The stable name of an answer.
fn name(answer: &impl serde::Serialize) -> String {
    serde_json::to_value(answer)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn pretty(facts: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(facts).expect("facts have a JSON form")
}

#[cfg(test)]
mod tests {
    use chancery_domain::facts::AgentFacts;

    use super::*;

    #[test]
    fn form_that_nobody_filled_in_is_refused() {
        assert!(serde_json::from_value::<AgentFacts>(unanswered()).is_err());
    }
}
