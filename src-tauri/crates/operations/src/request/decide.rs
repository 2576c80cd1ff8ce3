//! Deciding: other officers approve or reject, one request or several under one statement.

use chancery_domain::{
    Language, Sha256Digest, Utc, batch::BatchObject, event::EventBody, officer::Act,
};
use chancery_ledger::{
    media,
    read::{OfficerRow, RequestRow, RequestState},
};
use chancery_token::UserPin;

use super::{approval, expiry, find, object_of, possession, show, subject_key};
use crate::{
    Error, Workspace, certificate, checkpoint,
    decide::{self, Deciding, Verifier},
    error::owed,
    officer::{self, actor},
    record::{Refused, record},
    view::RequestView,
};

/// Who decides, why, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct Decider<'a> {
    /// The checker's officer id.
    pub checker: &'a str,
    /// Why: part of what is signed.
    pub reason: &'a str,
    /// The PIN of the checker's token.
    pub pin: &'a UserPin,
}

/// Approves a request. Issuing is an act of its own.
pub fn approve(
    workspace: &mut Workspace,
    id: &str,
    decider: &Decider<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    decide(workspace, &[id], Act::Approve, decider, now)?;
    show_to(workspace, id, decider)
}

/// Approves several requests under one statement: all of them or none.
pub fn approve_batch(
    workspace: &mut Workspace,
    ids: &[&str],
    decider: &Decider<'_>,
    now: Utc,
) -> Result<(), Error> {
    super::check_batch_size(ids.len())?;
    decide(workspace, ids, Act::Approve, decider, now)
}

/// Rejects a request, and destroys the key that was made for it.
pub fn reject(
    workspace: &mut Workspace,
    id: &str,
    decider: &Decider<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    decide(workspace, &[id], Act::Reject, decider, now)?;
    // Owed until the next opening if the token is out: the rejection stands.
    let row = find(workspace, id)?;
    owed(destroy_key_of(workspace, &row, now))?;
    show_to(workspace, id, decider)
}

fn show_to(workspace: &Workspace, id: &str, decider: &Decider<'_>) -> Result<RequestView, Error> {
    let checker = officer::find(workspace, decider.checker)?;
    show::show(workspace, id, Some(&checker.id), Language::En)
}

fn decide(
    workspace: &mut Workspace,
    ids: &[&str],
    act: Act,
    decider: &Decider<'_>,
    now: Utc,
) -> Result<(), Error> {
    let rows = ids.iter().map(|id| find(workspace, id));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let checker = officer::find(workspace, decider.checker)?;
    for row in &rows {
        expiry::expire_if_due(workspace, row, now)?;
    }
    let rows = ids.iter().map(|id| find(workspace, id));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    if let Err((at, error)) = check_all(workspace, &rows, &checker, (act, decider.reason), now) {
        let refused = Refused {
            operation: act.name(),
            subject: rows[at].id.as_str(),
        };
        return Err(workspace.refuse(now, actor(&checker), &refused, error));
    }
    let batch = (rows.len() > 1).then(|| {
        let objects = rows.iter().map(|row| row.object).collect();
        BatchObject::of(&workspace.founding.origin, objects)
    });
    let deciding = Deciding {
        officer: &checker,
        act,
        object: batch
            .as_ref()
            .map_or_else(|| rows[0].object, BatchObject::sha256),
        reason: decider.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, decider.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &checker, now, error)),
    };
    let decided = Decided {
        checker: &checker,
        act,
        statement: &statement,
        batch: batch.as_ref(),
    };
    record_decisions(workspace, &rows, &decided, now)?;
    checkpoint::follow(workspace, now)
}

/// The rules, before any PIN is asked for. Names the request at fault by its place.
fn check_all(
    workspace: &Workspace,
    rows: &[RequestRow],
    checker: &OfficerRow,
    (act, reason): (Act, &str),
    now: Utc,
) -> Result<(), (usize, Error)> {
    decide::check(checker, act, reason).map_err(|error| (0, error))?;
    let snapshot = workspace.ledger.snapshot();
    let _snapshot = snapshot.map_err(|error| (0, error.into()))?;
    let mut verifier = Verifier::default();
    for (at, row) in rows.iter().enumerate() {
        check(workspace, &mut verifier, row, checker, act, now).map_err(|error| (at, error))?;
    }
    Ok(())
}

fn check(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    checker: &OfficerRow,
    act: Act,
    now: Utc,
) -> Result<(), Error> {
    if row.state != RequestState::Submitted {
        return Err(state_error(row));
    }
    let signer = decide::signer(checker);
    match act {
        Act::Approve => {
            officer::check_answers(workspace, row.id.as_str(), &row.maker)?;
            let object = object_of(workspace, row)?;
            approval::check_object(workspace, &mut verifier.rules, &object, row)?;
            certificate::check_key(workspace, row.spki)?;
            possession::check(workspace, row, &object)?;
            let waiting = approval::waiting(workspace, verifier, row)?;
            waiting.approve(signer, now)?;
        }
        _ => {
            approval::submitted(workspace, verifier, row)?.reject(signer)?;
        }
    }
    Ok(())
}

pub(crate) fn state_error(row: &RequestRow) -> Error {
    let state = match row.state {
        RequestState::Submitted => "waiting for a checker",
        RequestState::Approved => "approved",
        RequestState::Rejected => "rejected",
        RequestState::Withdrawn => "withdrawn",
        RequestState::Expired => "expired: its approval was not used in time",
        RequestState::Issued => "issued",
        RequestState::Abandoned => "abandoned",
    };
    Error::RequestState {
        request: row.id.to_string(),
        state: state.to_owned(),
    }
}

/// A decision that was signed.
struct Decided<'a> {
    checker: &'a OfficerRow,
    act: Act,
    statement: &'a str,
    batch: Option<&'a BatchObject>,
}

fn record_decisions(
    workspace: &mut Workspace,
    rows: &[RequestRow],
    decided: &Decided<'_>,
    now: Utc,
) -> Result<(), Error> {
    workspace.ledger.write(|tx| {
        officer::check_still(tx.read(), decided.checker)?;
        let decision = tx.put_blob(media::STATEMENT, decided.statement.as_bytes())?;
        let batch = decided
            .batch
            .map(|batch| tx.put_blob(media::OBJECT, &batch.to_jcs()))
            .transpose()?;
        for row in rows {
            // Another checker may have decided while this one typed.
            let current = tx.read().request(&row.id)?;
            let current = current.ok_or(Error::Stored { what: "request" })?;
            if current.state != RequestState::Submitted {
                return Err(state_error(&current));
            }
            // What was checked was checked after so many approvals: another step may be open now.
            if current.approvals_given != row.approvals_given {
                return Err(Error::Busy);
            }
            let body = body(row, decision, decided.act, batch);
            record(tx, now, actor(decided.checker), body)?;
        }
        Ok(())
    })
}

fn body(
    row: &RequestRow,
    decision: Sha256Digest,
    act: Act,
    batch: Option<Sha256Digest>,
) -> EventBody {
    let (request, object) = (row.id.clone(), row.object);
    match act {
        Act::Approve => EventBody::RequestApproved {
            request,
            object,
            decision,
            batch,
        },
        _ => EventBody::RequestRejected {
            request,
            object,
            decision,
        },
    }
}

/// Destroys the key that was made for a rejected request, unless something else stands on it.
/// Done again at the next start if a crash comes between.
pub(crate) fn destroy_key_of(
    workspace: &mut Workspace,
    row: &RequestRow,
    now: Utc,
) -> Result<(), Error> {
    let left = workspace.read().requests_with_keys_left()?;
    if left.iter().any(|left| left.id == row.id) {
        subject_key::destroy(workspace, row.spki, Some(row.id.clone()), now)?;
    }
    Ok(())
}
