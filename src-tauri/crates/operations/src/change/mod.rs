//! Changes of the workspace's rules: proposed by one officer, decided by another.

mod compare;
mod decide;
mod propose;
mod show;

pub use decide::{approve, reject};
pub use propose::{Proposal, propose_profile, read_profile};
pub use show::{list, show};

use chancery_domain::change::{ChangeId, ChangeObject};
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

fn object_of(workspace: &Workspace, row: &ChangeRow) -> Result<ChangeObject, Error> {
    let bytes = workspace.read().blob(row.object)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "change" })
}
