//! Facts as the gates of a report: every answer with who gave it and on which day. What nobody
//! answered stays undecided.

use chancery_domain::facts::{self, AgentFacts, HighRisk as Classified};
use chancery_ledger::read::FactsRow;
use chancery_regulation::{
    AgentGate, AiActRole, Answer, Decided, DoraFramework, EntityKind, Gates, HighRisk,
};

use super::{entity, show};
use crate::{Error, Workspace};

/// The gates for a report about these agents.
pub(crate) fn gates<'a>(
    workspace: &Workspace,
    agents: impl Iterator<Item = &'a str>,
) -> Result<Gates, Error> {
    let mut rows = Vec::new();
    for agent in agents {
        rows.push((agent, workspace.read().agent_facts(agent)?));
    }
    let gates = rows
        .iter()
        .map(|(agent, row)| of_agent(workspace, agent, row.as_ref()));
    Ok(Gates {
        entity_kind: entity_kind(&entity(workspace)?.kind),
        dora: dora(workspace)?,
        personal_data: personal_data(workspace, &rows)?,
        agents: gates.collect::<Result<_, _>>()?,
    })
}

/// The type is free text: what it names as MiCA names it is taken for that, the rest as it stands.
fn entity_kind(kind: &str) -> EntityKind {
    let lower = kind.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["art. 60", "article 60", "artikel 60"]) {
        EntityKind::Article60Entity
    } else if says(&[
        "crypto-asset service provider",
        "casp",
        "kryptowerte-dienstleister",
    ]) {
        EntityKind::Casp
    } else if says(&["investment firm", "wertpapierfirma", "wertpapierinstitut"]) {
        EntityKind::InvestmentFirm
    } else {
        EntityKind::Other(kind.to_owned())
    }
}

fn dora(workspace: &Workspace) -> Result<DoraFramework, Error> {
    let Some(row) = workspace.read().firm_facts()? else {
        return Ok(DoraFramework::NotDecided);
    };
    let decided = decided(workspace, &row)?;
    Ok(match row.facts.dora {
        facts::DoraFramework::Full => DoraFramework::Full(decided),
        facts::DoraFramework::Simplified => DoraFramework::Simplified(decided),
        facts::DoraFramework::OutOfScope => DoraFramework::OutOfScope(decided),
    })
}

/// Yes if one agent touches any; no only if that was said of each.
fn personal_data(
    workspace: &Workspace,
    rows: &[(&str, Option<FactsRow<AgentFacts>>)],
) -> Result<Answer, Error> {
    let touching = rows.iter().filter_map(|(_, row)| row.as_ref());
    if let Some(row) = touching.clone().find(|row| row.facts.personal_data) {
        return Ok(Answer::Yes(decided(workspace, row)?));
    }
    let all = rows.iter().all(|(_, row)| row.is_some());
    match touching.max_by_key(|row| row.seq) {
        Some(last) if all => Ok(Answer::No(decided(workspace, last)?)),
        _ => Ok(Answer::NotDecided),
    }
}

fn of_agent(
    workspace: &Workspace,
    agent: &str,
    row: Option<&FactsRow<AgentFacts>>,
) -> Result<AgentGate, Error> {
    let agent = agent.to_owned();
    let Some(row) = row else {
        return Ok(AgentGate {
            agent,
            ..AgentGate::default()
        });
    };
    let decided = decided(workspace, row)?;
    let decides = match row.facts.decides_about_persons {
        true => Answer::Yes(decided.clone()),
        false => Answer::No(decided.clone()),
    };
    Ok(AgentGate {
        agent,
        role: role(row.facts.ai_act_role),
        high_risk: match &row.facts.high_risk {
            Classified::No { .. } => HighRisk::No(decided),
            Classified::AnnexI { .. } => HighRisk::AnnexI(decided),
            Classified::AnnexIii { point } => HighRisk::AnnexIii {
                point: point.clone(),
                decided,
            },
        },
        decides_about_persons: decides,
    })
}

fn role(role: facts::AiActRole) -> AiActRole {
    match role {
        facts::AiActRole::Provider => AiActRole::Provider,
        facts::AiActRole::Deployer => AiActRole::Deployer,
        facts::AiActRole::ProviderAndDeployer => AiActRole::Both,
        facts::AiActRole::NotAnAiSystem => AiActRole::NotAnAiSystem,
    }
}

fn decided<T>(workspace: &Workspace, row: &FactsRow<T>) -> Result<Decided, Error> {
    Ok(Decided {
        by: show::decided(workspace, row)?.officers.join(" and "),
        on: row.at.date(),
    })
}
