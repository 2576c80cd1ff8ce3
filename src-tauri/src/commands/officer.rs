//! Officers: who serves, with which tokens and in which roles.

use chancery_operations::{
    officer,
    view::{Failure, OfficerDetailView, OfficerView},
};
use tauri::State;

use crate::desk::Desk;

/// All officers, those who serve no more among them.
#[tauri::command(async)]
pub(crate) fn list_officers(desk: State<'_, Desk>) -> Result<Vec<OfficerView>, Failure> {
    desk.within(|workspace, _| officer::list(workspace))
}

/// One officer, with every token and role.
#[tauri::command(async)]
pub(crate) fn show_officer(desk: State<'_, Desk>, id: &str) -> Result<OfficerDetailView, Failure> {
    desk.within(|workspace, _| officer::detail(workspace, id))
}
