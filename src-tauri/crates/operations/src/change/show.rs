//! Showing changes: the list and the signing sheet.

use chancery_domain::{
    Language, Utc,
    change::{Change, ChangeId, ChangeObject},
    officer::{Act, OfficerId, Role},
};
use chancery_ledger::read::{self, ChangeRow};

use super::{compare, effect::applies, find, object_of, profile_named, quorum, words};
use crate::{
    Error, Workspace, checkpoint, edge, officer,
    request::decision_view,
    view::{self, ChangePage, ChangeState, ChangeView, DecisionView},
};

/// Rows a page.
const PAGE: u32 = 50;

/// A page of changes, newest first; `open`: only those that wait.
pub fn list(
    workspace: &Workspace,
    open: bool,
    before: Option<&str>,
    viewer: Option<&str>,
    language: Language,
) -> Result<ChangePage, Error> {
    let before = before.and_then(ChangeId::parse);
    let viewer = viewer_of(workspace, viewer)?;
    let rows = workspace.read().changes(open, before.as_ref(), PAGE)?;
    let next = rows
        .last()
        .filter(|_| rows.len() == PAGE as usize)
        .map(|row| row.id.to_string());
    let rows = rows
        .iter()
        .map(|row| row_view(workspace, row, viewer.as_ref(), language));
    Ok(ChangePage {
        rows: rows.collect::<Result<_, _>>()?,
        waiting: workspace.read().changes_waiting()?,
        next,
    })
}

fn viewer_of(
    workspace: &Workspace,
    viewer: Option<&str>,
) -> Result<Option<(OfficerId, Role)>, Error> {
    let officer = viewer.map(|id| officer::find(workspace, id)).transpose()?;
    Ok(officer.map(|officer| (officer.id, officer.role)))
}

fn row_view(
    workspace: &Workspace,
    row: &ChangeRow,
    viewer: Option<&(OfficerId, Role)>,
    language: Language,
) -> Result<view::ChangeRow, Error> {
    let object = object_of(workspace, row)?;
    let approved = workspace.read().approvals_of_change(&row.id)?;
    let may = viewer.is_some_and(|(id, role)| {
        role.may(quorum::act(&object.change))
            && *id != row.proposer
            && officer::check_case(&object.change, id).is_ok()
            && quorum::check_member(workspace, &object.change, id).is_ok()
            && approved.iter().all(|one| one.officer != *id)
    });
    Ok(view::ChangeRow {
        id: row.id.to_string(),
        kind: object.change.kind().name().to_owned(),
        subject: object.change.subject(),
        label: words::label(&object.change, language),
        sentence: words::sentence(&object.change, language),
        approvals_needed: row.approvals_needed,
        approvals_given: row.approvals_given,
        state: state_view(row.state),
        proposer: row.proposer.to_string(),
        proposer_name: officer::name_of(workspace, &row.proposer)?,
        proposed_at: row.proposed_at.to_string(),
        waits_for_me: row.state == read::ChangeState::Proposed && may,
    })
}

fn state_view(state: read::ChangeState) -> ChangeState {
    match state {
        read::ChangeState::Proposed => ChangeState::Submitted,
        read::ChangeState::Approved => ChangeState::Approved,
        read::ChangeState::Rejected => ChangeState::Rejected,
    }
}

/// A change as the signing sheet shows it.
pub fn show(
    workspace: &Workspace,
    id: &str,
    viewer: Option<&str>,
    language: Language,
) -> Result<ChangeView, Error> {
    let row = find(workspace, id)?;
    let object = object_of(workspace, &row)?;
    let viewer = viewer_of(workspace, viewer)?;
    let line = row_view(workspace, &row, viewer.as_ref(), language)?;
    whole(
        workspace,
        &object,
        line,
        decisions(workspace, &row, &object)?,
        language,
        edge::now(),
    )
}

/// A change that nobody signed yet.
pub(super) fn draft(
    workspace: &Workspace,
    object: &ChangeObject,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let line = view::ChangeRow {
        id: String::new(),
        kind: object.change.kind().name().to_owned(),
        subject: object.change.subject(),
        label: words::label(&object.change, language),
        sentence: words::sentence(&object.change, language),
        approvals_needed: 1,
        approvals_given: 0,
        state: ChangeState::Submitted,
        proposer: String::new(),
        proposer_name: None,
        proposed_at: now.to_string(),
        waits_for_me: false,
    };
    whole(workspace, object, line, vec![], language, now)
}

fn whole(
    workspace: &Workspace,
    object: &ChangeObject,
    row: view::ChangeRow,
    decisions: Vec<DecisionView>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let (diff, [current_version, next_version]) = match &object.change {
        Change::Profile { current, next } => {
            let before = profile_named(workspace, current)?;
            let diff = compare::diff(before.as_ref(), next, language);
            (diff, [current.version, next.version])
        }
        Change::Retention { next, .. } => {
            let diff = compare::others(workspace, &object.change, language)?;
            (diff, [next.version.saturating_sub(1), next.version])
        }
        other => (compare::others(workspace, other, language)?, [0, 0]),
    };
    let sha256 = object.sha256();
    Ok(ChangeView {
        diff,
        current_version,
        next_version,
        applies: applies(workspace, object, now)?,
        object_sha256: sha256.to_upper_hex(),
        object_words: checkpoint::words(&sha256.0),
        object_json: String::from_utf8_lossy(&object.to_jcs()).into_owned(),
        decisions,
        row,
    })
}

fn decisions(
    workspace: &Workspace,
    row: &ChangeRow,
    object: &ChangeObject,
) -> Result<Vec<DecisionView>, Error> {
    let view = |statement, act, seq| decision_view(workspace, statement, act, row.object, seq);
    let mut all = vec![view(row.proposal, Act::Propose, row.propose_seq)?];
    for approval in workspace.read().approvals_of_change(&row.id)? {
        let act = quorum::act(&object.change);
        all.push(view(approval.decision, act, approval.seq)?);
    }
    if let (Some(decision), Some(seq), read::ChangeState::Rejected) =
        (row.decision, row.decide_seq, row.state)
    {
        all.push(view(decision, Act::Reject, seq)?);
    }
    Ok(all)
}
