//! Time stamps over checkpoints: asked for, taken in, listed.

use chancery_operations::{
    log::timestamp,
    view::{Failure, TimestampView},
    write_file,
};
use tauri::{State, WebviewWindow};

use crate::{desk::Desk, dialog, file};

/// Queries and what came back, newest first.
#[tauri::command(async)]
pub(crate) fn list_timestamps(desk: State<'_, Desk>) -> Result<Vec<TimestampView>, Failure> {
    desk.within(|workspace, _| timestamp::list(workspace, &[]))
}

/// Asks where to, and writes a query over the newest checkpoint there; nothing if the person
/// cancelled.
#[tauri::command(async)]
pub(crate) fn request_timestamp(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::SaveTimestampQuery.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, "checkpoint.tsq") else {
        return Ok(None);
    };
    desk.within(|workspace, at| write_file(&path, &timestamp::request(workspace, at.now)?))?;
    Ok(Some(path.display().to_string()))
}

/// Asks for a file, and takes the answer in it in; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn take_in_timestamp(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<TimestampView>, Failure> {
    let title = dialog::Title::OpenTimestampAnswer.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    desk.within(|workspace, at| timestamp::take_in(workspace, &file::read(&path)?, &[], at.now))
        .map(Some)
}
