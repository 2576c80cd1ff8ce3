//! Requests that were submitted together: approved under one decision, issued in one go.

use chancery_operations::{
    UserPin, certificate, request,
    view::{Failure, ProgressView, TogetherRow},
};
use tauri::{State, ipc::Channel};

use crate::desk::Desk;

/// Those that wait of the requests that were submitted together with this one.
#[tauri::command(async)]
pub(crate) fn list_together(desk: State<'_, Desk>, id: &str) -> Result<Vec<TogetherRow>, Failure> {
    desk.within(|workspace, at| request::together(workspace, id, at.language))
}

/// Approves exactly these requests, under one decision of the checker who is signed in.
#[tauri::command(async)]
pub(crate) fn approve_together(
    desk: State<'_, Desk>,
    ids: Vec<String>,
    reason: &str,
    pin: String,
) -> Result<(), Failure> {
    let pin = UserPin::new(pin);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    desk.within(|workspace, at| {
        let decider = request::Decider {
            checker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        request::approve_batch(workspace, &ids, &decider, at.now)
    })
}

/// Issues the certificates of those that are approved of the requests that were submitted
/// together with this one, and says why those were not that were refused.
#[tauri::command(async)]
pub(crate) fn issue_together(
    desk: State<'_, Desk>,
    id: &str,
    on_progress: Channel<ProgressView>,
) -> Result<Vec<Failure>, Failure> {
    desk.begin();
    let mut tell = desk.telling(&on_progress);
    let done = desk.within(|workspace, at| {
        let ids = request::approved_with(workspace, id)?;
        if ids.is_empty() {
            return Ok(None);
        }
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let officer = at.signed_in()?;
        certificate::issue_batch(workspace, &ids, officer, at.now, &mut tell).map(Some)
    })?;
    let Some(done) = done else {
        return Ok(vec![]);
    };
    let refused = done.refused.iter();
    Ok(refused.map(|(_, error)| desk.tell(error)).collect())
}
