//! Changes of the workspace's rules: proposed by one officer, decided by another.

mod compare;
mod decide;
mod propose;
mod show;

pub use decide::{approve, reject};
pub use propose::{Proposal, propose_profile, read_profile};
pub use show::{list, show};

use chancery_domain::{
    change::{Change, ChangeId, ChangeObject},
    officer::Act,
    profile::{Profile, ProfileId},
    request::ProfileRef,
};
use chancery_ledger::read::{ChangeRow, ProfileRow};

use crate::{
    Error, Workspace,
    decide::{Over, Verifier},
};

pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<ChangeRow, Error> {
    let absent = || Error::NoSuch {
        what: "change",
        id: id.to_owned(),
    };
    let parsed = ChangeId::parse(id).ok_or_else(absent)?;
    workspace.read().change(&parsed)?.ok_or_else(absent)
}

fn object_of(workspace: &Workspace, row: &ChangeRow) -> Result<ChangeObject, Error> {
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

/// The first profile that no two officers put in force, by its event, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for id in ProfileId::ALL {
        for row in workspace.read().profile_history(id)? {
            if let Err(detail) = check_profile(workspace, &row) {
                return Ok(Some((row.seq, format!("{}: {detail}", row.change))));
            }
        }
    }
    Ok(None)
}

fn check_profile(workspace: &Workspace, row: &ProfileRow) -> Result<(), String> {
    let told = |error: Error| error.to_string();
    let change = find(workspace, row.change.as_str()).map_err(told)?;
    let Change::Profile { next, .. } = object_of(workspace, &change).map_err(told)?.change;
    if next != row.profile {
        return Err("another profile was decided on".to_owned());
    }
    let mut verifier = Verifier::default();
    let over = Over::object(change.object);
    let proposer = verifier.verify(workspace, change.proposal, Act::Propose, over)?;
    let decision = change.decision.ok_or("its approval is missing")?;
    let checker = verifier.verify(workspace, decision, Act::Approve, over)?;
    if proposer.signer.is_same_person(&checker.signer) {
        return Err("one officer proposed and approved it".to_owned());
    }
    Ok(())
}
