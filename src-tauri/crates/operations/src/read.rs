//! Reading by auditors: that one looked at a record is itself on record.

use chancery_domain::{Utc, event::EventBody, officer::Role};
use chancery_ledger::read::EventFilter;

use crate::{Error, Workspace, officer};

/// Who comes back to the same record within so long is not told of again.
const AGAIN_SECONDS: i64 = 60;

/// Events of this kind and officer that are looked at, to see whether it was told just now.
const LOOK: u32 = 50;

/// Longer texts, such as what somebody searched for, are cut.
const MOST: usize = 200;

/// Records that an auditor looked at a record: `what` kind of record, and which. Gives the event
/// that tells of it; `None` for whoever is no auditor, and where it was told within the minute.
///
/// No reading fails for it: if the ledger can't take the event, because the disk is full or
/// another program holds it, the auditor sees the record all the same and nothing tells of it.
pub fn record_read(
    workspace: &mut Workspace,
    officer: Option<&str>,
    what: &str,
    subject: &str,
    now: Utc,
) -> Option<u64> {
    let id = officer?;
    let body = EventBody::RecordRead {
        what: what.to_owned(),
        subject: subject.chars().take(MOST).collect(),
    };
    told(workspace, id, &body, now).ok().flatten()
}

fn told(
    workspace: &mut Workspace,
    id: &str,
    body: &EventBody,
    now: Utc,
) -> Result<Option<u64>, Error> {
    let officer = officer::find(workspace, id)?;
    if officer.role != Role::Auditor || was_told(workspace, id, body, now)? {
        return Ok(None);
    }
    let actor = officer::actor(&officer);
    workspace.record(now, actor, body.clone()).map(Some)
}

fn was_told(workspace: &Workspace, id: &str, body: &EventBody, now: Utc) -> Result<bool, Error> {
    let filter = EventFilter {
        kind: Some(body.kind().to_owned()),
        actor: Some(id.to_owned()),
        from: Utc::from_unix_seconds(now.unix_seconds() - AGAIN_SECONDS),
        ..EventFilter::default()
    };
    let page = workspace.read().events(&filter, LOOK)?;
    Ok(page.rows.iter().any(|row| row.event.event == *body))
}
