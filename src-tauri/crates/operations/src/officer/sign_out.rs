//! Signing out: that an officer is there no more, and why. How long a session may last is for
//! whoever keeps one to say.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody, SignOutCause},
    officer::OfficerId,
};
use chancery_ledger::read::OfficerRow;

use super::role_view;
use crate::{Error, Workspace, token, view::OfficerView};

/// Records that whoever signed in is signed in no more. Gives the event's number.
pub fn sign_out(
    workspace: &mut Workspace,
    signed_in: &OfficerView,
    cause: SignOutCause,
    now: Utc,
) -> Result<u64, Error> {
    let officer = row(workspace, signed_in)?;
    let actor = Actor::Officer {
        id: officer.id,
        role: officer.role,
        token: Some(signed_in.token_serial.clone()),
    };
    let token_serial = signed_in.token_serial.clone();
    workspace.record(
        now,
        actor,
        EventBody::SignedOut {
            token_serial,
            cause,
        },
    )
}

/// Whether they still are who they signed in as: in service, in the same role, with a key on that
/// token that is in force.
pub fn still_serves(workspace: &Workspace, signed_in: &OfficerView) -> Result<bool, Error> {
    let officer = row(workspace, signed_in)?;
    if officer.retired_seq.is_some() || role_view(officer.role) != signed_in.role {
        return Ok(false);
    }
    let keys = super::at_hand::in_force(workspace, &officer.id)?;
    Ok(keys
        .iter()
        .any(|key| key.token_serial == signed_in.token_serial))
}

/// True if the token with which they signed in has left: its module answers, and has it in no
/// slot. False where nothing can be said, as while another program works on practice tokens.
pub fn token_left(workspace: &Workspace, signed_in: &OfficerView) -> Result<bool, Error> {
    token::has_left(workspace, &signed_in.token_serial)
}

/// The officer, whichever token is at hand.
fn row(workspace: &Workspace, signed_in: &OfficerView) -> Result<OfficerRow, Error> {
    let absent = || Error::NoSuch {
        what: "officer",
        id: signed_in.id.clone(),
    };
    let id = OfficerId::parse(&signed_in.id).ok_or_else(absent)?;
    workspace.read().officer(&id)?.ok_or_else(absent)
}
