//! Officers: who they are, and proving that they are there.

mod at_hand;
mod certify;
mod enrol;
mod input;
mod lost;
mod own_token;
mod possession;
mod refusal;
mod rules;
mod serve;
mod show;
mod sign_in;
mod sign_out;
mod standing;
mod token;

pub use at_hand::use_token;
pub use enrol::{preview_enrolment, propose_enrolment};
pub use lost::report_lost;
pub use own_token::TokenPins;
pub use refusal::{CauseFault, OfficerRefusal};
pub use serve::{propose_retirement, propose_role};
pub use show::{detail, list, of_certificate, show};
pub use sign_in::sign_in;
pub use sign_out::{sign_out, still_serves, token_left};

pub(crate) use at_hand::AtHand;
pub(crate) use certify::{
    carry_out as carry_out_enrolment, check_certifiable, drop_proposed, settle,
};
pub(crate) use possession::check as check_possession;
pub(crate) use rules::{check_case, check_change, check_proposer};
pub(crate) use serve::{carry_out_retirement, check_answers, first_owed, settle_retirements};
pub(crate) use show::{role_view, view};
pub(crate) use standing::{counted, first_broken};
pub(crate) use token::{explain, officer_chain, prove_pin, with_officer_key};

use chancery_domain::{
    Sha256Digest,
    commitment::Committed,
    event::Actor,
    officer::{Act, OfficerId},
    request::Refusal,
};
use chancery_ledger::{Reading, read::OfficerRow};

use crate::{Error, Workspace};

/// An officer by id, with that one of their tokens that they use now.
pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<OfficerRow, Error> {
    let absent = || Error::NoSuch {
        what: "officer",
        id: id.to_owned(),
    };
    let parsed = OfficerId::parse(id).ok_or_else(absent)?;
    let row = workspace.read().officer(&parsed)?.ok_or_else(absent)?;
    at_hand::by_token(workspace, row)
}

/// Refuses who serves no more.
pub(crate) fn check_serving(officer: &OfficerRow) -> Result<(), Error> {
    match officer.retired_seq {
        None => Ok(()),
        Some(_) => Err(OfficerRefusal::Retired {
            officer: officer.id.clone(),
        }
        .into()),
    }
}

/// Refuses who serves no more, and an act that their role does not allow.
pub(crate) fn check_may(officer: &OfficerRow, act: Act) -> Result<(), Error> {
    check_serving(officer)?;
    if officer.role.may(act) {
        return Ok(());
    }
    let role = officer.role;
    Err(Refusal::RoleForbids { role, act }.into())
}

/// Refuses what an officer signed who lost the key, the role or the office while they did: asked in
/// the transaction that records it, since a statement counts by what its officer was then.
pub(crate) fn check_still(read: Reading<'_>, officer: &OfficerRow) -> Result<(), Error> {
    let current = read.officer(&officer.id)?;
    let current = current.ok_or(Error::Stored { what: "officer" })?;
    check_serving(&current)?;
    let key = read.officer_key(officer.certificate)?;
    if key.is_none_or(|key| key.until_seq.is_some()) {
        return Err(OfficerRefusal::KeyDenied {
            officer: officer.id.clone(),
            token: officer.token_label.clone(),
        }
        .into());
    }
    match current.role == officer.role {
        true => Ok(()),
        // Asked again, they are asked as what they are now.
        false => Err(Error::Busy),
    }
}

/// The officer who acts, as events name them.
pub(crate) fn actor(officer: &OfficerRow) -> Actor {
    Actor::Officer {
        id: officer.id.clone(),
        role: officer.role,
        token: Some(officer.token_serial.clone()),
    }
}

/// A salted value, unless it was erased.
pub(crate) fn committed(
    workspace: &Workspace,
    commitment: Sha256Digest,
) -> Result<Option<String>, Error> {
    let Some(bytes) = workspace.read().erasable_blob(commitment)? else {
        return Ok(None);
    };
    let committed: Committed =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "commitment" })?;
    Ok(Some(committed.value))
}

/// An officer's name, unless it was erased.
pub(crate) fn name_of(workspace: &Workspace, id: &OfficerId) -> Result<Option<String>, Error> {
    match workspace.read().officer(id)? {
        Some(officer) => committed(workspace, officer.name),
        None => Ok(None),
    }
}
