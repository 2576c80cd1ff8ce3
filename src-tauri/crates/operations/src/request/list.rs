//! Requests that were submitted together.

use chancery_domain::Sha256Digest;
use chancery_ledger::read::{RequestRow, RequestState};

use super::find;
use crate::{Error, Workspace};

const PAGE: u32 = 1_000;

/// Those that wait of the requests that were submitted together with this one, oldest first; at
/// most this one if it was submitted alone.
pub fn waiting_with(workspace: &Workspace, id: &str) -> Result<Vec<String>, Error> {
    together(workspace, id, RequestState::Submitted)
}

/// Those that are approved of the requests that were submitted together with this one.
pub fn approved_with(workspace: &Workspace, id: &str) -> Result<Vec<String>, Error> {
    together(workspace, id, RequestState::Approved)
}

fn together(workspace: &Workspace, id: &str, state: RequestState) -> Result<Vec<String>, Error> {
    let row = find(workspace, id)?;
    let rows = match row.batch {
        Some(batch) => on_list(workspace, batch)?,
        None => vec![row],
    };
    let wanted = rows.iter().filter(|row| row.state == state);
    Ok(wanted.map(|row| row.id.to_string()).collect())
}

/// The requests of a list, oldest first.
pub(crate) fn on_list(workspace: &Workspace, list: Sha256Digest) -> Result<Vec<RequestRow>, Error> {
    let mut all: Vec<RequestRow> = Vec::new();
    loop {
        let after = all.last().map_or(0, |row| row.number);
        let page = workspace.read().requests_of_batch(list, after, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
