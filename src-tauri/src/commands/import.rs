//! Requests from a spreadsheet: read and shown, then submitted under one decision.

use chancery_operations::{
    UserPin,
    request::{self, import},
    view::{Failure, ImportOutcome, ImportView, ProgressView},
};
use tauri::{State, WebviewWindow, ipc::Channel};

use crate::{
    chosen::{Chosen, Read},
    desk::Desk,
    dialog,
};

/// Asks for a file and reads it: where it lies, and what it says. Nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn choose_import(
    desk: State<'_, Desk>,
    chosen: State<'_, Chosen>,
    window: WebviewWindow,
) -> Result<Option<(String, ImportView)>, Failure> {
    let title = dialog::Title::ChooseImport.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    let file = chosen.read(path).map_err(|error| desk.tell(&error))?;
    let view = view(&desk, &file)?;
    Ok(Some((file.path.display().to_string(), view)))
}

/// Reads the same file anew, once it was mended.
#[tauri::command(async)]
pub(crate) fn read_import(
    desk: State<'_, Desk>,
    chosen: State<'_, Chosen>,
) -> Result<ImportView, Failure> {
    let again = chosen.shown().and_then(|file| chosen.read(file.path));
    view(&desk, &again.map_err(|error| desk.tell(&error))?)
}

fn view(desk: &Desk, file: &Read) -> Result<ImportView, Failure> {
    desk.within(|workspace, at| import::read(workspace, &file.bytes, at.language, at.now))
}

/// Submits the file as it was shown: all of it, or its sound part.
#[tauri::command(async)]
pub(crate) fn submit_import(
    desk: State<'_, Desk>,
    chosen: State<'_, Chosen>,
    sound_part: bool,
    standing: Option<&str>,
    reason: &str,
    pin: String,
    on_progress: Channel<ProgressView>,
) -> Result<ImportOutcome, Failure> {
    let pin = UserPin::new(pin);
    let file = chosen.shown().map_err(|error| desk.tell(&error))?;
    desk.begin();
    let mut tell = desk.telling(&on_progress);
    desk.within(|workspace, at| {
        let submission = request::Submission {
            maker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        let import = import::Import {
            bytes: &file.bytes,
            sound_part,
            standing,
        };
        import::submit(workspace, &import, &submission, at.now, &mut tell)
    })
}
