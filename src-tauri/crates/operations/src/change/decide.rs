//! Deciding on a change: a second officer approves or rejects.

use chancery_domain::{
    Language, Utc,
    change::Change,
    event::EventBody,
    officer::Act,
    request::{Refusal, Signer},
};
use chancery_ledger::{
    Reading, media,
    read::{ChangeRow, ChangeState, OfficerRow},
};

use super::{effect, find, object_of, quorum, show};
use crate::{
    Error, Workspace, certificate, checkpoint,
    decide::{self, At, Deciding, Over, Verifier},
    error::owed,
    log,
    officer::{self, actor},
    record::{Refused, record},
    request::Decider,
    retention,
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
    let change = object_of(workspace, &row)?.change;
    let checker = officer::find(workspace, decider.checker)?;
    if let Err(error) = check(
        workspace,
        &row,
        &change,
        &checker,
        (act, decider.reason),
        now,
    ) {
        let refused = Refused {
            operation: act.name(),
            subject: id,
        };
        return Err(workspace.refuse(now, actor(&checker), &refused, error));
    }
    let deciding = Deciding {
        officer: &checker,
        act: signed_act(&change, act),
        object: row.object,
        reason: decider.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, decider.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &checker, now, error)),
    };
    record_decision(workspace, &row, &checker, act, &statement, now)?;
    match find(workspace, id)?.state {
        ChangeState::Approved => follow_up(workspace, id, &change, now)?,
        ChangeState::Rejected => {
            log::drop_proposed(workspace, &change, now)?;
            officer::drop_proposed(workspace, &change, now)?;
        }
        ChangeState::Proposed => {}
    }
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id, Some(decider.checker), language)
}

/// What else an approval brings about. Each is done at the next start if a crash comes before it.
fn follow_up(workspace: &mut Workspace, id: &str, change: &Change, now: Utc) -> Result<(), Error> {
    let approved = find(workspace, id)?;
    match change {
        Change::Release { .. } => certificate::carry_out_release(workspace, &approved, now),
        // The decision stands: what can't be done now is done at the next start.
        Change::Enrolment { .. } => {
            owed(officer::carry_out_enrolment(workspace, &approved, now)).map(|_| ())
        }
        Change::Retirement { .. } => officer::carry_out_retirement(workspace, &approved, now),
        change => retention::carry_out(workspace, &approved.id, change, now),
    }
}

/// Whether it can take effect on what is in force now.
fn check_effect(
    read: Reading<'_>,
    row: &ChangeRow,
    change: &Change,
    now: Utc,
) -> Result<(), Error> {
    let applies = match change {
        Change::Release { serial } => certificate::check_release(read, serial, row.propose_seq),
        change => effect::check(read, change, now),
    };
    applies.map_err(|error| named(error, row))
}

/// What is signed: an approval by the founding quorum is a founding.
fn signed_act(change: &Change, act: Act) -> Act {
    match act {
        Act::Approve => quorum::act(change),
        other => other,
    }
}

/// The rules, before any PIN is asked for.
fn check(
    workspace: &Workspace,
    row: &ChangeRow,
    change: &Change,
    checker: &OfficerRow,
    (act, reason): (Act, &str),
    now: Utc,
) -> Result<(), Error> {
    decide::check(checker, signed_act(change, act), reason)?;
    officer::check_case(change, &checker.id)?;
    if row.state != ChangeState::Proposed {
        return Err(state_error(row));
    }
    let proposal = Verifier::default()
        .verify(
            workspace,
            row.proposal,
            Act::Propose,
            Over::object(row.object, At::Event(row.propose_seq)),
        )
        .map_err(|detail| Error::DecisionInvalid {
            request: row.id.to_string(),
            act: Act::Propose.name(),
            detail,
        })?;
    check_another(&proposal.signer, &decide::signer(checker), act)?;
    if act == Act::Approve {
        check_new(workspace, row, checker)?;
        officer::check_answers(workspace, row.id.as_str(), &row.proposer)?;
        officer::check_possession(workspace.read(), &workspace.founding.origin, change)?;
        officer::check_certifiable(workspace, change)?;
        quorum::check_member(workspace, change, &checker.id)?;
        check_effect(workspace.read(), row, change, now)?;
    }
    Ok(())
}

/// The change that came too late, by its id.
fn named(error: Error, row: &ChangeRow) -> Error {
    match error {
        Error::ChangeOutdated { .. } => Error::ChangeOutdated {
            change: row.id.to_string(),
        },
        other => other,
    }
}

/// Who approved already counts once.
fn check_new(workspace: &Workspace, row: &ChangeRow, checker: &OfficerRow) -> Result<(), Error> {
    let approved = workspace.read().approvals_of_change(&row.id)?;
    if approved.iter().any(|one| one.officer == checker.id) {
        return Err(Error::ChangeApprovedAlready {
            change: row.id.to_string(),
            officer: checker.id.to_string(),
        });
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
fn check_another(proposer: &Signer, checker: &Signer, act: Act) -> Result<(), Error> {
    if proposer.is_same_person(checker) {
        return Err(Refusal::RoleForbids {
            role: checker.role,
            act,
        }
        .into());
    }
    Ok(())
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
    let decided_on = object_of(workspace, row)?.change;
    workspace.ledger.write(|tx| {
        // Another checker may have decided, or another version come into force, while this one
        // typed.
        officer::check_still(tx.read(), checker)?;
        let now_row = tx.read().change(&change)?;
        let now_row = now_row.ok_or(Error::Stored { what: "change" })?;
        if now_row.state != ChangeState::Proposed {
            return Err(state_error(&now_row));
        }
        if act == Act::Approve {
            check_effect(tx.read(), row, &decided_on, now)?;
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
