//! Requests that are being written.

use chancery_domain::request::RequestInput;
use chancery_operations::{
    request,
    view::{DraftList, DraftView, Failure},
};
use tauri::State;

use crate::desk::Desk;

/// Drafts of all officers, the newest first.
#[tauri::command(async)]
pub(crate) fn list_drafts(desk: State<'_, Desk>) -> Result<DraftList, Failure> {
    desk.within(|workspace, _| request::list_drafts(workspace, None))
}

/// Keeps what was typed, under a new name or under the one that it has.
#[tauri::command(async)]
pub(crate) fn keep_draft(
    desk: State<'_, Desk>,
    draft: Option<&str>,
    input: RequestInput,
) -> Result<DraftView, Failure> {
    desk.within(|workspace, at| {
        request::keep_draft(workspace, &input, draft, at.signed_in()?, at.now)
    })
}

/// Gives a draft up.
#[tauri::command(async)]
pub(crate) fn drop_draft(desk: State<'_, Desk>, draft: &str) -> Result<(), Failure> {
    desk.within(|workspace, at| request::give_up_draft(workspace, draft, at.signed_in()?, at.now))
}

/// The form filled in from the last certificate of an agent; it follows none.
#[tauri::command(async)]
pub(crate) fn request_template(desk: State<'_, Desk>, like: &str) -> Result<RequestInput, Failure> {
    desk.within(|workspace, _| request::template(workspace, like, None))
}
