//! Requests that were submitted together.

use chancery_domain::{
    Language, Sha256Digest,
    agent::AgentId,
    request::{RequestId, RequestObject},
};
use chancery_ledger::read::{RequestRow, RequestState};

use super::{compare::sentence_of, find, object_of};
use crate::{Error, Workspace, view::TogetherRow};

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

/// [`waiting_with`], as a list shows them: read in one statement, and no decision is verified.
pub fn together(
    workspace: &Workspace,
    id: &str,
    language: Language,
) -> Result<Vec<TogetherRow>, Error> {
    let row = find(workspace, id)?;
    let Some(batch) = row.batch else {
        let alone = (row.state == RequestState::Submitted).then(|| {
            let object = object_of(workspace, &row)?;
            Ok(line(&row.id, &row.agent_id, &object, language))
        });
        return alone.into_iter().collect();
    };
    let waiting = workspace.read().waiting_objects_of_batch(batch)?;
    let lines = waiting.iter().map(|(id, agent, bytes)| {
        let object = serde_json::from_slice(bytes);
        let object = object.map_err(|_| Error::Stored { what: "request" })?;
        Ok(line(id, agent, &object, language))
    });
    lines.collect()
}

fn line(
    id: &RequestId,
    agent: &AgentId,
    object: &RequestObject,
    language: Language,
) -> TogetherRow {
    TogetherRow {
        id: id.to_string(),
        agent_id: agent.to_string(),
        sentence: sentence_of(object, language).to_text(),
    }
}

/// How many of those wait that were submitted together with this one, itself among them.
pub(super) fn waiting_together(workspace: &Workspace, row: &RequestRow) -> Result<u64, Error> {
    match row.batch {
        Some(batch) => Ok(workspace.read().requests_waiting_of_batch(batch)?),
        None => Ok(u64::from(row.state == RequestState::Submitted)),
    }
}

fn in_state(workspace: &Workspace, id: &str, state: RequestState) -> Result<Vec<String>, Error> {
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
