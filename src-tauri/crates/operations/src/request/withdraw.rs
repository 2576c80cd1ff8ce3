//! Withdrawing: its maker takes a request back, any time before it is issued.

use chancery_domain::{Language, Utc, event::EventBody, officer::Act, request::Given};
use chancery_ledger::{
    media,
    read::{OfficerRow, RequestRow, RequestState},
};

use super::{Submission, approval, destroy_key_of, find, show, state_error};
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, Deciding, Verifier},
    error::owed,
    lock::Lock,
    officer::{self, actor},
    record::{Refused, record},
    view::RequestView,
};

/// Takes a request back, and destroys the key that was made for it.
pub fn withdraw(
    workspace: &mut Workspace,
    id: &str,
    by: &Submission<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    let row = find(workspace, id)?;
    let maker = officer::find(workspace, by.maker)?;
    if let Err(error) = check(workspace, &row, &maker, by.reason) {
        let refused = Refused {
            operation: Act::Withdraw.name(),
            subject: row.id.as_str(),
        };
        return Err(workspace.refuse(now, actor(&maker), &refused, error));
    }
    let deciding = Deciding {
        officer: &maker,
        act: Act::Withdraw,
        object: row.object,
        reason: by.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, by.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &maker, now, error)),
    };
    record_withdrawal(workspace, &row, &maker, &statement, now)?;
    // Owed until the next opening if the token is out: the withdrawal stands.
    let row = find(workspace, id)?;
    owed(destroy_key_of(workspace, &row, now))?;
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id, Some(&maker.id), Language::En)
}

/// The rules, before any PIN is asked for.
fn check(
    workspace: &Workspace,
    row: &RequestRow,
    maker: &OfficerRow,
    reason: &str,
) -> Result<(), Error> {
    decide::check(maker, Act::Withdraw, reason)?;
    check_state(workspace.read(), row)?;
    let signer = decide::signer(maker);
    match approval::given(workspace, &mut Verifier::default(), row)? {
        Given::Waits(submitted) => submitted.withdraw(signer)?,
        Given::Approved(approved) => approved.withdraw(signer)?,
    };
    Ok(())
}

/// Whether an officer could take it back as it stands.
pub(super) fn may(
    workspace: &Workspace,
    row: &RequestRow,
    maker: &OfficerRow,
) -> Result<bool, Error> {
    let role = maker.role.may(Act::Withdraw) && maker.id == row.maker;
    match check_state(workspace.read(), row) {
        Ok(()) => Ok(role),
        Err(Error::Ledger(error)) => Err(Error::Ledger(error)),
        Err(_) => Ok(false),
    }
}

/// Not once the issuance has begun: the certificate may be signed already.
fn check_state(read: chancery_ledger::Reading<'_>, row: &RequestRow) -> Result<(), Error> {
    if !matches!(row.state, RequestState::Submitted | RequestState::Approved) {
        return Err(state_error(row));
    }
    if read.open_intent(&row.id)?.is_some() {
        return Err(Error::RequestState {
            request: row.id.to_string(),
            state: "being issued".to_owned(),
        });
    }
    Ok(())
}

fn record_withdrawal(
    workspace: &mut Workspace,
    row: &RequestRow,
    maker: &OfficerRow,
    statement: &str,
    now: Utc,
) -> Result<(), Error> {
    // Another process may be between authorising and its intent.
    let held = Lock::issuing(&workspace.paths).wait()?;
    workspace.ledger.write(|tx| {
        let current = tx.read().request(&row.id)?;
        check_state(
            tx.read(),
            &current.ok_or(Error::Stored { what: "request" })?,
        )?;
        let body = EventBody::RequestWithdrawn {
            request: row.id.clone(),
            object: row.object,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, now, actor(maker), body)?;
        Ok::<_, Error>(())
    })?;
    drop(held);
    Ok(())
}
