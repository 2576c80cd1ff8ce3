//! Changes of the workspace's rules: the queue and the signing sheet.

use chancery_operations::{
    UserPin, change, record_read, request,
    view::{ChangePage, ChangeView, Failure},
};
use tauri::State;

use crate::desk::Desk;

/// A page of changes, newest first.
#[tauri::command(async)]
pub(crate) fn list_changes(
    desk: State<'_, Desk>,
    open: bool,
    before: Option<&str>,
) -> Result<ChangePage, Failure> {
    desk.within(|workspace, at| change::list(workspace, open, before, at.officer, at.language))
}

/// One change as the signing sheet shows it.
#[tauri::command(async)]
pub(crate) fn show_change(desk: State<'_, Desk>, id: &str) -> Result<ChangeView, Failure> {
    desk.within(|workspace, at| {
        let view = change::show(workspace, id, at.officer, at.language)?;
        record_read(workspace, at.officer, "change", id, at.now);
        Ok(view)
    })
}

/// Approves a change as the checker who is signed in.
#[tauri::command(async)]
pub(crate) fn approve_change(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let decider = request::Decider {
            checker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        change::approve(workspace, id, &decider, at.language, at.now)
    })
}

/// Rejects a change as the checker who is signed in.
#[tauri::command(async)]
pub(crate) fn reject_change(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let decider = request::Decider {
            checker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        change::reject(workspace, id, &decider, at.language, at.now)
    })
}
