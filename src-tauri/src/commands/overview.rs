//! The overview.

use chancery_operations::{
    overview,
    view::{Failure, OverviewView},
};
use tauri::State;

use crate::desk::Desk;

/// What waits, what ends soon, how things stand.
#[tauri::command(async)]
pub(crate) fn show_overview(desk: State<'_, Desk>) -> Result<OverviewView, Failure> {
    desk.within(|workspace, at| overview::overview(workspace, at.officer, at.language, at.now))
}
