//! Showing standing authorisations.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    change::ChangeId,
    officer::Act,
    sentence::{Sentence, Subject, Until},
    standing::StandingAuthorisation,
};
use chancery_ledger::read::StandingRow;

use super::{
    StandingRefusal,
    bounds::{Allowed, used_in_the_hour},
    find,
    refusal::void_words,
    withdraw,
};
use crate::{
    Error, Workspace, change,
    request::{decision_view, sentence_view},
    view::{DecisionView, StandingState, StandingView},
};

/// Rows that are shown; more are in the list of changes.
const MOST: u32 = 200;
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

/// The most that certificates under it say, as one sentence.
pub(crate) fn most(bounds: &StandingAuthorisation, language: Language) -> Sentence {
    // The last day that any certificate under it can reach.
    let last = bounds
        .until
        .plus_seconds(i64::from(bounds.validity_days) * DAY_SECONDS);
    let subject = Subject {
        agent: &bounds.agents.to_words(language),
        scope: Some(&bounds.scope),
        until: Some(Until::Day(last.date())),
    };
    Sentence::write(&subject, language)
}

fn view(
    workspace: &Workspace,
    row: &StandingRow,
    language: Language,
    now: Utc,
) -> Result<StandingView, Error> {
    let bounds = &row.bounds;
    let agents = bounds.agents.to_string();
    let read = workspace.read();
    let (state, void) = state(workspace, row, language, now)?;
    Ok(StandingView {
        id: row.id.to_string(),
        state,
        void,
        profile: bounds.profile.name().to_owned(),
        sentence: sentence_view(most(bounds, language)),
        agents,
        validity_days: bounds.validity_days,
        count: bounds.count,
        used: row.used,
        per_hour: bounds.per_hour,
        used_lately: used_in_the_hour(read, row, now)?,
        waiting: read.requests_unused_under(&row.id)?,
        since: row.at.to_string(),
        until: bounds.until.to_string(),
        decisions: decisions(workspace, row)?,
    })
}

/// Where one stands; of a void one also why it is.
fn state(
    workspace: &Workspace,
    row: &StandingRow,
    language: Language,
    now: Utc,
) -> Result<(StandingState, Option<String>), Error> {
    if row.withdrawn_seq.is_some() {
        return Ok((StandingState::Withdrawn, None));
    }
    if now > row.bounds.until {
        return Ok((StandingState::Ended, None));
    }
    if row.used >= row.bounds.count {
        return Ok((StandingState::UsedUp, None));
    }
    let why = match Allowed::of(workspace, row.id.as_str(), now) {
        Ok(_) => return Ok((StandingState::InForce, None)),
        Err(Error::Ledger(error)) => return Err(Error::Ledger(error)),
        Err(Error::Standing(StandingRefusal::Void {
            officer, ending, ..
        })) => void_words(&officer, ending, language),
        Err(other) => other.to_failure(language).happened,
    };
    Ok((StandingState::Void, Some(why)))
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
