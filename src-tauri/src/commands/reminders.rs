//! What waits for the officer who is signed in, and what a day is set for.

use chancery_operations::{
    reminders,
    view::{Failure, ReminderView},
};
use tauri::{State, WebviewWindow};

use crate::{desk::Desk, dialog};

/// What waits: what is late first, then what can be done at once, then by day.
#[tauri::command(async)]
pub(crate) fn list_reminders(desk: State<'_, Desk>) -> Result<Vec<ReminderView>, Failure> {
    desk.within(|workspace, at| reminders::list(workspace, at.officer, at.language, at.now))
}

/// Asks where to, and writes a calendar of all that a day is set for; nothing if the person
/// cancelled.
#[tauri::command(async)]
pub(crate) fn export_calendar(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::SaveCalendar.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, "chancery.ics") else {
        return Ok(None);
    };
    desk.within(|workspace, at| {
        reminders::export(workspace, &path, at.officer, at.language, at.now)
    })?;
    Ok(Some(path.display().to_string()))
}
