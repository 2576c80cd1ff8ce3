//! Requests that were submitted together.

use chancery_domain::Sha256Digest;
use chancery_ledger::read::{RequestRow, RequestState};

use super::find;
use crate::{Error, Workspace};

const PAGE: u32 = 1_000;

/// The requests that were submitted together with one, oldest first, in one of these states; that
/// one alone if it was submitted alone.
pub fn on_list_of(
    workspace: &Workspace,
    id: &str,
    states: &[RequestState],
) -> Result<Vec<String>, Error> {
    let row = find(workspace, id)?;
    let rows = match row.batch {
        Some(batch) => on_list(workspace, batch)?,
        None => vec![row],
    };
    let wanted = rows.iter().filter(|row| states.contains(&row.state));
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
