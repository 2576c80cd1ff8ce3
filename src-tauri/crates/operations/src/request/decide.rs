//! Deciding: a second officer approves or rejects.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    event::{Actor, EventBody, TokenPurpose},
    officer::Act,
    request::{RequestId, Submitted},
};
use chancery_ledger::read::{OfficerRow, RequestRow, RequestState};
use chancery_token::{CkaId, UserPin, practice};

use super::{find, show};
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, Deciding},
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
    decide(workspace, id, Act::Approve, decider, now)
}

/// Rejects a request, and destroys the key that was made for it.
pub fn reject(
    workspace: &mut Workspace,
    id: &str,
    decider: &Decider<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    decide(workspace, id, Act::Reject, decider, now)
}

fn decide(
    workspace: &mut Workspace,
    id: &str,
    act: Act,
    decider: &Decider<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    let row = find(workspace, id)?;
    let checker = officer::find(workspace, decider.checker)?;
    if let Err(error) = check(workspace, &row, &checker, act, decider.reason, now) {
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
    if act == Act::Reject {
        // Owed until the next opening if the token is out: the rejection stands.
        owed(destroy_key_of(workspace, &row, now))?;
    }
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id, Some(&checker.id), Language::En)
}

/// The rules, before any PIN is asked for.
fn check(
    workspace: &Workspace,
    row: &RequestRow,
    checker: &OfficerRow,
    act: Act,
    reason: &str,
    now: Utc,
) -> Result<(), Error> {
    decide::check(checker, act, reason)?;
    if row.state != RequestState::Submitted {
        return Err(state_error(row));
    }
    let maker = submission(workspace, row)?;
    let submitted = Submitted {
        id: row.id.clone(),
        object: row.object,
        maker: maker.signer,
    };
    match act {
        Act::Approve => submitted
            .approve(decide::signer(checker), now)
            .map(|_| ())?,
        _ => submitted.reject(decide::signer(checker)).map(|_| ())?,
    }
    Ok(())
}

pub(crate) fn state_error(row: &RequestRow) -> Error {
    let state = match row.state {
        RequestState::Submitted => "waiting for a checker",
        RequestState::Approved => "approved",
        RequestState::Rejected => "rejected",
        RequestState::Issued => "issued",
        RequestState::Abandoned => "abandoned",
    };
    Error::RequestState {
        request: row.id.to_string(),
        state: state.to_owned(),
    }
}

/// The maker's statement, verified.
pub(crate) fn submission(
    workspace: &Workspace,
    row: &RequestRow,
) -> Result<decide::Standing, Error> {
    let statement = workspace.read().blob(row.submission)?;
    decide::verify(workspace, &statement, Act::Submit, row.object).map_err(|detail| {
        Error::DecisionInvalid {
            request: row.id.to_string(),
            act: Act::Submit.name(),
            detail,
        }
    })
}

fn record_decision(
    workspace: &mut Workspace,
    row: &RequestRow,
    checker: &OfficerRow,
    act: Act,
    statement: &str,
    now: Utc,
) -> Result<(), Error> {
    let (request, object, actor) = (row.id.clone(), row.object, actor(checker));
    workspace.ledger.write(|tx| {
        // Another checker may have decided while this one typed.
        let current = tx.read().request(&request)?;
        let current = current.ok_or(Error::Stored { what: "request" })?;
        if current.state != RequestState::Submitted {
            return Err(state_error(&current));
        }
        let decision = tx.put_blob(chancery_ledger::media::STATEMENT, statement.as_bytes())?;
        let body = match act {
            Act::Approve => EventBody::RequestApproved {
                request,
                object,
                decision,
            },
            _ => EventBody::RequestRejected {
                request,
                object,
                decision,
            },
        };
        record(tx, now, actor, body)?;
        Ok(())
    })
}

/// Destroys the key that was made for a rejected request. Done again at the next start if a
/// crash comes between.
pub(crate) fn destroy_key_of(
    workspace: &mut Workspace,
    row: &RequestRow,
    now: Utc,
) -> Result<(), Error> {
    destroy_key(workspace, row.spki, Some(row.id.clone()), now)
}

pub(super) fn destroy_key(
    workspace: &mut Workspace,
    spki: Sha256Digest,
    request: Option<RequestId>,
    now: Utc,
) -> Result<(), Error> {
    let row = workspace
        .read()
        .key(spki)?
        .ok_or(Error::Stored { what: "key" })?;
    workspace.unlock(TokenPurpose::Agents)?;
    let token = workspace
        .services
        .token(TokenPurpose::Agents)
        .expect("unlocked above");
    let cka_id = CkaId::from_hex(&row.cka_id).ok_or(Error::Stored { what: "CKA_ID" })?;
    let held = workspace.lock_practice_tokens()?;
    match token.destroy_key(&cka_id) {
        // Destroyed before a crash, and not yet recorded: record it now.
        Ok(()) | Err(chancery_token::Error::KeyAbsent { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    practice::sync(&workspace.paths.tokens())
        .map_err(Error::io("syncing", workspace.paths.tokens()))?;
    drop(held);
    let body = EventBody::KeyDestroyed {
        token_serial: row.token_serial,
        cka_id: row.cka_id,
        spki,
        request,
    };
    workspace.ledger.write(|tx| {
        // Another process may have found the same key left over, and recorded its end.
        let recorded = tx.read().key(spki)?.is_some_and(|key| key.destroyed);
        if !recorded {
            record(tx, now, Actor::service("agents"), body)?;
        }
        Ok(())
    })
}
