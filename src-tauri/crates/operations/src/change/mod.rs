//! Changes of the workspace's rules: proposed by one officer, decided by others.

mod compare;
mod decide;
pub(crate) mod effect;
mod flat;
mod propose;
mod quorum;
mod show;
mod standing;
mod words;

pub use decide::{approve, reject};
pub(crate) use propose::{Drafted, preview, propose};
pub use propose::{Proposal, propose_profile, read_profile};
pub(crate) use quorum::check_recovery;
pub use show::{list, show};
pub(crate) use standing::{first_broken, signers};

use chancery_domain::{
    change::{ChangeId, ChangeObject},
    profile::Profile,
    request::ProfileRef,
};
use chancery_ledger::read::ChangeRow;

use crate::{Error, Workspace};

pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<ChangeRow, Error> {
    let absent = || Error::NoSuch {
        what: "change",
        id: id.to_owned(),
    };
    let parsed = ChangeId::parse(id).ok_or_else(absent)?;
    workspace.read().change(&parsed)?.ok_or_else(absent)
}

pub(crate) fn object_of(workspace: &Workspace, row: &ChangeRow) -> Result<ChangeObject, Error> {
    let bytes = workspace.read().blob(row.object)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "change" })
}

/// The very version of a profile that something names, also when it is no longer in force; `None`
/// if it never was.
pub(crate) fn profile_named(
    workspace: &Workspace,
    named: &ProfileRef,
) -> Result<Option<Profile>, Error> {
    let history = workspace.read().profile_history(named.id)?;
    let stored = history
        .into_iter()
        .find(|row| row.profile.version == named.version);
    let profile = stored.map_or_else(|| Profile::built_in(named.id), |row| row.profile);
    Ok(Some(profile).filter(|profile| *named == profile.into()))
}
