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

/// Why something may still be there.
#[derive(Debug)]
pub(crate) enum LeftBehind {
    /// It was decided that so many go, and they did not yet.
    Owed {
        /// How many.
        count: usize,
        /// The change that decided on the first.
        first: String,
    },
    /// A copy of the database from before.
    Copy {
        /// Its name.
        name: String,
    },
}

/// What of erased side data may still lie somewhere, and what is yet to go, in words; `None`:
/// nothing.
pub(crate) fn left_behind(workspace: &Workspace) -> Result<Option<LeftBehind>, Error> {
    let owed = workspace.read().erasures_owed()?;
    if let Some((change, _)) = owed.first() {
        return Ok(Some(LeftBehind::Owed {
            count: owed.len(),
            first: change.to_string(),
        }));
    }
    if workspace.read().erased_total()? == 0 {
        return Ok(None);
    }
    Ok(copy_beside(workspace)?.map(|name| LeftBehind::Copy { name }))
}

/// A copy that bringing the ledger to a later version left beside it.
fn copy_beside(workspace: &Workspace) -> Result<Option<String>, Error> {
    let root = workspace.paths.root();
    let files = std::fs::read_dir(root).map_err(Error::io("reading", root))?;
    let mut names: Vec<String> = files
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("chancery.db.v") && name.contains("-backup"))
        .collect();
    names.sort();
    Ok(names.into_iter().next())
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
