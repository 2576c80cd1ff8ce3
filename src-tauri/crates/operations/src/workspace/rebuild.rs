//! `workspace rebuild`: the tables from events and blobs alone.

use chancery_domain::{Utc, event::EventBody};

use super::{OnProgress, acting, refusal::BackupRefusal};
use crate::{
    Error, Workspace,
    log::{LogKeys, recompute_state},
    record::record,
    view::RebuildView,
};

/// Makes the tables that show the log's state anew, and records which had said something else.
/// Refused where the log does not verify: what comes of it would be worth nothing.
///
/// One transaction from the comparing to the record: nobody writes in between, and nothing is
/// changed unless all of it is.
pub fn rebuild(
    workspace: &mut Workspace,
    officer: Option<&str>,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<RebuildView, Error> {
    let actor = acting::administrator(workspace, officer, "rebuild", "", now)?;
    let founding = &workspace.founding;
    workspace.ledger.rebuild_telling(|tx, differed| {
        let keys = LogKeys::read(tx.read(), founding)?;
        let found = recompute_state(tx.read(), &founding.origin, &keys, on_progress)?;
        if let Some(fault) = found.faults.into_iter().next() {
            let detail = fault.message;
            return Err(BackupRefusal::Unsound { detail }.into());
        }
        let differed: Vec<String> = differed.iter().map(|&name| name.to_owned()).collect();
        let body = EventBody::TablesRebuilt {
            differed: differed.clone(),
        };
        let event = record(tx, now, actor, body)?.seq;
        Ok(RebuildView {
            events: found.events,
            differed,
            event,
        })
    })
}
