//! Deciding on a change: a second officer approves or rejects.

use chancery_domain::{
    Language, Utc,
    change::{Change, ChangeObject},
    event::EventBody,
    officer::Act,
    request::{Refusal, Signer},
};
use chancery_ledger::{
    media,
    read::{ChangeRow, ChangeState, OfficerRow},
};

use super::{find, object_of, show};
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, Deciding, Over, Verifier},
    officer::{self, actor},
    record::{Refused, record},
    request::Decider,
    view::ChangeView,
};

/// Approves a change: it is in force from the commit of its event.
pub fn approve(
    workspace: &mut Workspace,
    id: &str,
    decider: &Decider<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    decide(workspace, id, Act::Approve, decider, language, now)
}

/// Rejects a change.
pub fn reject(
    workspace: &mut Workspace,
    id: &str,
    decider: &Decider<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    decide(workspace, id, Act::Reject, decider, language, now)
}

fn decide(
    workspace: &mut Workspace,
    id: &str,
    act: Act,
    decider: &Decider<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let row = find(workspace, id)?;
    let checker = officer::find(workspace, decider.checker)?;
    if let Err(error) = check(workspace, &row, &checker, act, decider.reason) {
        let refused = Refused {
            operation: act.name(),
            subject: id,
        };
        return Err(workspace.refuse(now, actor(&checker), &refused, error));
    }
    let deciding = Deciding {
        officer: &checker,
        act,
        object: row.object,
        reason: decider.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, decider.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &checker, now, error)),
    };
    record_decision(workspace, &row, &checker, act, &statement, now)?;
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id, Some(decider.checker), language)
}

/// The rules, before any PIN is asked for.
fn check(
    workspace: &Workspace,
    row: &ChangeRow,
    checker: &OfficerRow,
    act: Act,
    reason: &str,
) -> Result<(), Error> {
    decide::check(checker, act, reason)?;
    if row.state != ChangeState::Proposed {
        return Err(state_error(row));
    }
    let proposal = Verifier::default()
        .verify(
            workspace,
            row.proposal,
            Act::Propose,
            Over::object(row.object),
        )
        .map_err(|detail| Error::DecisionInvalid {
            request: row.id.to_string(),
            act: Act::Propose.name(),
            detail,
        })?;
    check_second(&proposal.signer, &decide::signer(checker), act)?;
    if act == Act::Approve {
        check_applies(workspace, row, &object_of(workspace, row)?)?;
    }
    Ok(())
}

fn state_error(row: &ChangeRow) -> Error {
    Error::ChangeState {
        change: row.id.to_string(),
        state: match row.state {
            ChangeState::Proposed => "waiting for a checker",
            ChangeState::Approved => "approved",
            ChangeState::Rejected => "rejected",
        },
    }
}

/// Four eyes: another officer, another certificate and another token than the proposer's.
fn check_second(proposer: &Signer, checker: &Signer, act: Act) -> Result<(), Error> {
    if proposer.is_same_person(checker) {
        return Err(Refusal::RoleForbids {
            role: checker.role,
            act,
        }
        .into());
    }
    Ok(())
}

/// Another version may have come into force since it was proposed.
fn check_applies(
    workspace: &Workspace,
    row: &ChangeRow,
    object: &ChangeObject,
) -> Result<(), Error> {
    if applies(workspace, object)? {
        return Ok(());
    }
    Err(Error::ChangeOutdated {
        change: row.id.to_string(),
    })
}

pub(super) fn applies(workspace: &Workspace, object: &ChangeObject) -> Result<bool, Error> {
    let Change::Profile { current, next } = &object.change;
    let in_force = workspace.profile(next.id)?;
    Ok(*current == (&in_force).into() && next.check_follows(&in_force).is_ok())
}

fn record_decision(
    workspace: &mut Workspace,
    row: &ChangeRow,
    checker: &OfficerRow,
    act: Act,
    statement: &str,
    now: Utc,
) -> Result<(), Error> {
    let (change, object, actor) = (row.id.clone(), row.object, actor(checker));
    let decided_on = object_of(workspace, row)?;
    let Change::Profile { current, next } = decided_on.change;
    workspace.ledger.write(|tx| {
        // Another checker may have decided, or another version come into force, while this one
        // typed.
        let now_row = tx.read().change(&change)?;
        let now_row = now_row.ok_or(Error::Stored { what: "change" })?;
        if now_row.state != ChangeState::Proposed {
            return Err(state_error(&now_row));
        }
        let in_force = tx.read().profile_in_force(next.id)?;
        let in_force =
            in_force.unwrap_or_else(|| chancery_domain::profile::Profile::built_in(next.id));
        if act == Act::Approve && current != (&in_force).into() {
            return Err(Error::ChangeOutdated {
                change: change.to_string(),
            });
        }
        let decision = tx.put_blob(media::STATEMENT, statement.as_bytes())?;
        let body = match act {
            Act::Approve => EventBody::ChangeApproved {
                change,
                object,
                decision,
            },
            _ => EventBody::ChangeRejected {
                change,
                object,
                decision,
            },
        };
        record(tx, now, actor, body)?;
        Ok(())
    })
}
