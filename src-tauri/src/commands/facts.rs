//! Facts about the firm and its agents, and reviews of agents.

use chancery_operations::{
    UserPin, facts, review,
    view::{AgentFactsView, ChangeView, Failure, FirmFactsView, ReviewView},
};
use tauri::State;

use crate::desk::Desk;

/// The facts about the firm, and who decided them.
#[tauri::command(async)]
pub(crate) fn show_firm_facts(desk: State<'_, Desk>) -> Result<FirmFactsView, Failure> {
    desk.within(|workspace, _| facts::firm(workspace))
}

/// The facts about an agent, who decided them, and when it is reviewed.
#[tauri::command(async)]
pub(crate) fn show_agent_facts(
    desk: State<'_, Desk>,
    agent: &str,
) -> Result<AgentFactsView, Failure> {
    desk.within(|workspace, at| facts::agent(workspace, agent, at.now))
}

/// Proposes facts about the firm as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn propose_firm_facts(
    desk: State<'_, Desk>,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        facts::propose_firm(workspace, json, &proposal, at.language, at.now)
    })
}

/// Proposes facts about an agent as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn propose_agent_facts(
    desk: State<'_, Desk>,
    agent: &str,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        facts::propose_agent(workspace, agent, json, &proposal, at.language, at.now)
    })
}

/// Records a review of an agent by the checker who is signed in.
#[tauri::command(async)]
pub(crate) fn review_agent(
    desk: State<'_, Desk>,
    agent: &str,
    reason: &str,
    pin: String,
) -> Result<ReviewView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let reviewer = review::Reviewer {
            officer: at.signed_in()?,
            reason,
            pin: &pin,
        };
        review::review(workspace, agent, &reviewer, at.now)
    })
}
