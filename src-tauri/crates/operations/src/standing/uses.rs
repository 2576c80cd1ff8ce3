//! What a standing authorisation was used for.

use chancery_ledger::read::{RequestRow, StandingUseRow};

use super::find;
use crate::{
    Error, Workspace, request,
    view::{StandingUse, StandingUsePage, UnderStanding},
};

/// Rows a page.
const PAGE: u32 = 50;

/// A page of uses, newest first.
pub fn uses(
    workspace: &Workspace,
    id: &str,
    before: Option<u64>,
) -> Result<StandingUsePage, Error> {
    let standing = find(workspace, id)?;
    let read = workspace.read();
    let rows = read.standing_uses_before(&standing.id, before, PAGE)?;
    let next = rows.last().filter(|_| rows.len() == PAGE as usize);
    Ok(StandingUsePage {
        total: standing.used,
        next: next.map(|last| last.seq),
        rows: rows
            .iter()
            .map(|row| view(workspace, row))
            .collect::<Result<_, _>>()?,
    })
}

fn view(workspace: &Workspace, row: &StandingUseRow) -> Result<StandingUse, Error> {
    let request = request::find(workspace, row.request.as_str())?;
    let certificate = request::issued(&request).map(str::to_owned);
    Ok(StandingUse {
        seq: row.seq,
        request: row.request.to_string(),
        agent_id: request.agent_id.to_string(),
        at: row.at.to_string(),
        certificate,
    })
}

/// What approves a request that was submitted under one.
pub(crate) fn under(
    workspace: &Workspace,
    row: &RequestRow,
) -> Result<Option<UnderStanding>, Error> {
    let Some(id) = &row.standing else {
        return Ok(None);
    };
    let read = workspace.read();
    let intended = read.open_intent(&row.id)?.map(|open| open.serial);
    let number = match intended.as_ref().or(row.serial.as_ref()) {
        Some(serial) => read.standing_use_number(id, serial)?,
        None => None,
    };
    Ok(Some(UnderStanding {
        id: id.to_string(),
        number,
        count: find(workspace, id.as_str())?.bounds.count,
    }))
}
