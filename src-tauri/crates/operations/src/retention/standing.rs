//! Whether what keeps side data, and what went, was decided by those who may.

use chancery_domain::change::{Change, ChangeObject};
use chancery_ledger::read::{ChangeState, ScheduleRow};

use super::hold;
use crate::{Error, Workspace};

/// Holds a page.
const PAGE: u32 = 100;

/// The first hold, schedule or piece of side data that is not as officers decided, by its event,
/// and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    let mut before = None;
    loop {
        let page = workspace.read().holds(before, PAGE)?;
        for row in &page {
            if let Err(detail) = hold::check(workspace, row) {
                return Ok(Some((row.seq, format!("{}: {detail}", row.id))));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => before = Some(last.number),
            _ => break,
        }
    }
    for row in workspace.read().schedule_history()? {
        if !is_decided(workspace, &row)? {
            let detail = format!("{}: another schedule was decided on", row.change);
            return Ok(Some((row.seq, detail)));
        }
    }
    let odd = workspace.read().side_data_at_odds()?;
    Ok(odd.first().map(|seq| {
        let detail = "side data is gone without a decision, or there after one".to_owned();
        (*seq, detail)
    }))
}

fn is_decided(workspace: &Workspace, row: &ScheduleRow) -> Result<bool, Error> {
    let Some(change) = workspace.read().change(&row.change)? else {
        return Ok(false);
    };
    let bytes = workspace.read().blob(change.object)?;
    let object: ChangeObject =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "change" })?;
    let same = matches!(object.change, Change::Retention { next, .. } if next == row.schedule);
    Ok(same && change.state == ChangeState::Approved)
}
