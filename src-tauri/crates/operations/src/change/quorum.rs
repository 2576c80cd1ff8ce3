//! How many officers decide on a change, and which.

use chancery_domain::{
    change::{Change, EnrolmentCause, LogKeyCause},
    event::EventBody,
    officer::{Act, OfficerId},
    policy::Required,
    standing::StandingAuthorisation,
};

use crate::{
    Error, Workspace,
    decide::{self, At},
    officer::OfficerRefusal,
};

/// Founding officers without whom nobody is restored.
const LEAST: usize = 2;

/// What those sign who approve a change: a founding quorum founds anew.
pub(crate) fn act(change: &Change) -> Act {
    if is_of_quorum(change) {
        Act::Found
    } else {
        Act::Approve
    }
}

/// True if only the founding quorum can decide: the keys that would vouch for anyone else are
/// gone.
fn is_of_quorum(change: &Change) -> bool {
    match change {
        Change::LogKeys { cause, .. } => *cause == LogKeyCause::Loss,
        Change::Enrolment { cause, .. } => *cause == EnrolmentCause::Recovery,
        _ => false,
    }
}

/// Approvals that a change takes beside the proposer's statement, if event `seq` proposes it.
pub(super) fn approvals(
    workspace: &Workspace,
    change: &Change,
    proposer: &OfficerId,
    seq: u64,
) -> Result<u8, Error> {
    if let Change::Standing { authorisation } = change {
        return approvals_of_widest(workspace, authorisation);
    }
    if let Change::Enrolment {
        officer,
        cause: EnrolmentCause::Recovery,
        ..
    } = change
    {
        return approvals_of_recovery(workspace, officer, proposer, seq);
    }
    if !is_of_quorum(change) {
        return Ok(1);
    }
    let others = members(workspace)?
        .into_iter()
        .filter(|member| member != proposer)
        .count();
    Ok(u8::try_from(others.max(1)).expect("a quorum is small"))
}

/// Refuses a recovery for which too few are left.
pub(crate) fn check_recovery(
    workspace: &Workspace,
    restored: &OfficerId,
    proposer: &OfficerId,
) -> Result<(), Error> {
    let seq = workspace.read().size()? + 1;
    approvals_of_recovery(workspace, restored, proposer, seq).map(|_| ())
}

/// More than half of those who founded and can still sign, the officer who is to be restored left
/// out; never fewer than two. Who proposes is one of them, if they founded.
fn approvals_of_recovery(
    workspace: &Workspace,
    restored: &OfficerId,
    proposer: &OfficerId,
    seq: u64,
) -> Result<u8, Error> {
    let mut able = Vec::new();
    for member in members(workspace)? {
        let keys = workspace.read().officer_keys(&member)?;
        let signs = keys
            .iter()
            .any(|key| key.since_seq < seq && key.until_seq.is_none_or(|until| until >= seq));
        if member != *restored && signs {
            able.push(member);
        }
    }
    if able.len() < LEAST {
        return Err(OfficerRefusal::QuorumGone {
            officer: restored.clone(),
        }
        .into());
    }
    let majority = (able.len() / 2 + 1).max(LEAST);
    let others = majority - usize::from(able.contains(proposer));
    Ok(u8::try_from(others).expect("a quorum is small"))
}

/// As many as the widest request takes that it allows: nothing gets by with fewer.
fn approvals_of_widest(
    workspace: &Workspace,
    authorisation: &StandingAuthorisation,
) -> Result<u8, Error> {
    let policy = workspace.read().policy_in_force()?;
    let profile = workspace.profile(authorisation.profile)?;
    let of_profile = profile.decisions.saturating_sub(1);
    let required = Required::by(Some(&policy), profile.id, of_profile, &authorisation.scope);
    Ok(required.total().max(1))
}

/// Refuses an approval by someone outside of the quorum, where it takes one.
pub(super) fn check_member(
    workspace: &Workspace,
    change: &Change,
    officer: &OfficerId,
) -> Result<(), Error> {
    if !is_of_quorum(change) || members(workspace)?.contains(officer) {
        return Ok(());
    }
    Err(Error::NotOfQuorum {
        officer: officer.to_string(),
    })
}

/// Whose statements founded the workspace.
fn members(workspace: &Workspace) -> Result<Vec<OfficerId>, Error> {
    let stored = || Error::Stored {
        what: "founding object",
    };
    let first = workspace.read().event(1)?.ok_or_else(stored)?;
    let EventBody::Founded { object, decisions } = first.event.event else {
        return Err(stored());
    };
    let mut members = Vec::new();
    for decision in decisions {
        let statement = workspace.read().blob(decision)?;
        let standing = decide::verify(workspace, &statement, Act::Found, object, At::Founding);
        members.push(standing.map_err(|_| stored())?.decision.officer);
    }
    Ok(members)
}
