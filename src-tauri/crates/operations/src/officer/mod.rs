//! Officers: who they are, and proving that they are there.

mod effect;
mod show;
mod sign_in;
mod token;

pub use show::{detail, list, show};
pub use sign_in::sign_in;

pub(crate) use effect::check_change;
pub(crate) use show::{role_view, view};
pub(crate) use token::{explain, officer_chain, prove_pin, with_officer_key};

use chancery_domain::{Sha256Digest, commitment::Committed, event::Actor, officer::OfficerId};
use chancery_ledger::read::OfficerRow;

use crate::{Error, Workspace};

/// An officer by id.
pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<OfficerRow, Error> {
    let absent = || Error::NoSuch {
        what: "officer",
        id: id.to_owned(),
    };
    let parsed = OfficerId::parse(id).ok_or_else(absent)?;
    workspace.read().officer(&parsed)?.ok_or_else(absent)
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
