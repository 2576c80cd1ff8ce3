//! Expiry: approvals that were not used in time. It is recorded when it is noticed: at the next
//! decision on the request, at the attempt to issue, and at the next start.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
    request::RequestId,
};
use chancery_ledger::{
    Writing,
    read::{RequestRow, RequestState},
};

use super::{approval, destroy_key_of, find};
use crate::{Error, Workspace, error::owed, record::record};

/// Records that a request's approvals ended, if they did; gives true then. The key that was made
/// for it is destroyed; owed until the next start if the token is out.
pub(crate) fn expire_if_due(
    workspace: &mut Workspace,
    row: &RequestRow,
    now: Utc,
) -> Result<bool, Error> {
    if !is_due(workspace, row, now)? {
        return Ok(false);
    }
    let id = row.id.clone();
    let expired = workspace.ledger.write(|tx| record_expiry(tx, &id, now))?;
    if expired {
        let row = find(workspace, id.as_str())?;
        owed(destroy_key_of(workspace, &row, now))?;
    }
    Ok(expired)
}

/// [`expire_if_due`] of every request that has approvals; gives true if any expired.
pub(crate) fn sweep(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let mut any = false;
    for row in workspace.read().requests_under_approval()? {
        any |= expire_if_due(workspace, &row, now)?;
    }
    Ok(any)
}

/// An issuance that has begun is settled by itself, and what was approved in advance lasts as long
/// as its authorisation.
fn is_due(workspace: &Workspace, row: &RequestRow, now: Utc) -> Result<bool, Error> {
    let lives = matches!(row.state, RequestState::Submitted | RequestState::Approved);
    if !lives || row.standing.is_some() || workspace.read().open_intent(&row.id)?.is_some() {
        return Ok(false);
    }
    let approvals = workspace.read().approvals_of(&row.id)?;
    let Some(first) = approvals.iter().map(|approval| approval.at).min() else {
        return Ok(false);
    };
    // A request that can't be read any more is told by `workspace check`, and must keep nobody
    // from opening.
    let Ok(required) = approval::required(workspace, row) else {
        return Ok(false);
    };
    let lifetime = required.lifetime_seconds();
    let last = workspace.read().last_event_at()?.unwrap_or(now);
    Ok(now.max(last) > first.plus_seconds(lifetime))
}

fn record_expiry(tx: &mut Writing<'_>, id: &RequestId, now: Utc) -> Result<bool, Error> {
    // Somebody may have issued or withdrawn it meanwhile.
    let row = tx.read().request(id)?;
    let row = row.ok_or(Error::Stored { what: "request" })?;
    let lives = matches!(row.state, RequestState::Submitted | RequestState::Approved);
    if !lives || tx.read().open_intent(id)?.is_some() {
        return Ok(false);
    }
    let body = EventBody::RequestExpired {
        request: id.clone(),
    };
    record(tx, now, Actor::service("workstation"), body)?;
    Ok(true)
}
