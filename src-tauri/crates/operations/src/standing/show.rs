//! Showing standing authorisations.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    change::ChangeId,
    officer::Act,
    sentence::{Sentence, Subject},
};
use chancery_ledger::read::StandingRow;

use super::{bounds::Allowed, find, withdraw};
use crate::{
    Error, Workspace, change,
    request::{decision_view, sentence_view},
    view::{DecisionView, StandingState, StandingView},
};

/// Rows that are shown; more are in the list of changes.
const MOST: u32 = 200;
const HOUR_SECONDS: i64 = 3_600;
const DAY_SECONDS: i64 = 86_400;

/// The standing authorisations, newest first; `all`: also those that approve nothing more.
pub fn list(
    workspace: &Workspace,
    all: bool,
    language: Language,
    now: Utc,
) -> Result<Vec<StandingView>, Error> {
    let rows = workspace.read().standings(None, MOST)?;
    let mut views = Vec::new();
    for row in &rows {
        let view = view(workspace, row, language, now)?;
        if all || view.state == StandingState::InForce {
            views.push(view);
        }
    }
    Ok(views)
}

/// One standing authorisation.
pub fn show(
    workspace: &Workspace,
    id: &str,
    language: Language,
    now: Utc,
) -> Result<StandingView, Error> {
    view(workspace, &find(workspace, id)?, language, now)
}

fn view(
    workspace: &Workspace,
    row: &StandingRow,
    language: Language,
    now: Utc,
) -> Result<StandingView, Error> {
    let bounds = &row.bounds;
    let agents = bounds.agents.to_string();
    // The last day that any certificate under it can reach.
    let last = bounds
        .until
        .plus_seconds(i64::from(bounds.validity_days) * DAY_SECONDS);
    let subject = Subject {
        agent: &agents,
        scope: &bounds.scope,
        until: Some(last.date()),
    };
    let read = workspace.read();
    Ok(StandingView {
        id: row.id.to_string(),
        state: state(workspace, row, now)?,
        profile: bounds.profile.name().to_owned(),
        sentence: sentence_view(Sentence::write(&subject, language)),
        agents,
        validity_days: bounds.validity_days,
        count: bounds.count,
        used: row.used,
        per_hour: bounds.per_hour,
        used_lately: read.standing_used_since(&row.id, now.plus_seconds(-HOUR_SECONDS))?,
        waiting: read.requests_unused_under(&row.id)?,
        since: row.at.to_string(),
        until: bounds.until.to_string(),
        decisions: decisions(workspace, row)?,
    })
}

fn state(workspace: &Workspace, row: &StandingRow, now: Utc) -> Result<StandingState, Error> {
    if row.withdrawn_seq.is_some() {
        return Ok(StandingState::Withdrawn);
    }
    if now > row.bounds.until {
        return Ok(StandingState::Ended);
    }
    if row.used >= row.bounds.count {
        return Ok(StandingState::UsedUp);
    }
    match Allowed::of(workspace, row.id.as_str(), now) {
        Ok(_) => Ok(StandingState::InForce),
        Err(Error::Ledger(error)) => Err(Error::Ledger(error)),
        Err(_) => Ok(StandingState::Void),
    }
}

fn decisions(workspace: &Workspace, row: &StandingRow) -> Result<Vec<DecisionView>, Error> {
    let mut all = decisions_on(workspace, &row.id)?;
    if let (Some(statement), Some(seq)) = (row.withdrawal, row.withdrawn_seq) {
        let object = Sha256Digest::of(&withdraw::object(workspace, &row.id));
        all.push(decision_view(
            workspace,
            statement,
            Act::Withdraw,
            object,
            seq,
        )?);
    }
    Ok(all)
}

/// The decisions by which it is in force.
pub(crate) fn decisions_on(
    workspace: &Workspace,
    id: &ChangeId,
) -> Result<Vec<DecisionView>, Error> {
    let change = change::find(workspace, id.as_str())?;
    let see = |statement, act, object, seq| decision_view(workspace, statement, act, object, seq);
    let mut all = vec![see(
        change.proposal,
        Act::Propose,
        change.object,
        change.propose_seq,
    )?];
    for approval in workspace.read().approvals_of_change(&change.id)? {
        all.push(see(
            approval.decision,
            Act::Approve,
            change.object,
            approval.seq,
        )?);
    }
    Ok(all)
}
