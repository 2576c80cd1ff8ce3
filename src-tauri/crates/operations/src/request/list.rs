//! Requests that were submitted together.

use chancery_domain::{Language, Sha256Digest};
use chancery_ledger::read::{RequestRow, RequestState};

use super::{compare::sentence_of, find, object_of, warn};
use crate::{
    Error, Workspace,
    view::{TogetherRow, WarningView},
};

const PAGE: u32 = 1_000;

/// Those that wait of the requests that were submitted together with this one, oldest first; at
/// most this one if it was submitted alone.
pub fn waiting_with(workspace: &Workspace, id: &str) -> Result<Vec<String>, Error> {
    in_state(workspace, id, RequestState::Submitted)
}

/// Those that are approved of the requests that were submitted together with this one.
pub fn approved_with(workspace: &Workspace, id: &str) -> Result<Vec<String>, Error> {
    in_state(workspace, id, RequestState::Approved)
}

/// [`waiting_with`], as a list shows them, each with what is to think about; no decision is
/// verified.
pub fn together(
    workspace: &Workspace,
    id: &str,
    language: Language,
) -> Result<Vec<TogetherRow>, Error> {
    let rows = rows_with(workspace, id)?;
    let waiting = rows.iter();
    let waiting = waiting.filter(|row| row.state == RequestState::Submitted);
    waiting.map(|row| line(workspace, row, language)).collect()
}

/// What is to think about before a request is approved.
pub fn warnings(
    workspace: &Workspace,
    id: &str,
    language: Language,
) -> Result<Vec<WarningView>, Error> {
    let row = find(workspace, id)?;
    let object = object_of(workspace, &row)?;
    warn::of_waiting(workspace, &row, &object, language)
}

fn line(workspace: &Workspace, row: &RequestRow, language: Language) -> Result<TogetherRow, Error> {
    let object = object_of(workspace, row)?;
    Ok(TogetherRow {
        id: row.id.to_string(),
        agent_id: row.agent_id.to_string(),
        sentence: sentence_of(&object, language).to_text(),
        warnings: warn::of_waiting(workspace, row, &object, language)?,
    })
}

/// How many of those wait that were submitted together with this one, itself among them.
pub(super) fn waiting_together(workspace: &Workspace, row: &RequestRow) -> Result<u64, Error> {
    match row.batch {
        Some(batch) => Ok(workspace.read().requests_waiting_of_batch(batch)?),
        None => Ok(u64::from(row.state == RequestState::Submitted)),
    }
}

fn in_state(workspace: &Workspace, id: &str, state: RequestState) -> Result<Vec<String>, Error> {
    let rows = rows_with(workspace, id)?;
    let wanted = rows.iter().filter(|row| row.state == state);
    Ok(wanted.map(|row| row.id.to_string()).collect())
}

/// The requests that were submitted together with this one, itself among them.
fn rows_with(workspace: &Workspace, id: &str) -> Result<Vec<RequestRow>, Error> {
    let row = find(workspace, id)?;
    match row.batch {
        Some(batch) => on_list(workspace, batch),
        None => Ok(vec![row]),
    }
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
