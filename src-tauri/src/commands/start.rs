//! The start screen, before any workspace is open.

use chancery_operations::view::{Failure, StartView, WorkspaceView};
use tauri::State;

use crate::desk::Desk;

/// The day on which the texts of the regulation catalogue were read.
const LAW_AS_AT: &str = "2026-11-22";

/// Version, build, clock, and where a practice workspace would be.
#[tauri::command(async)]
pub(crate) fn start_info(desk: State<'_, Desk>) -> Result<StartView, Failure> {
    Ok(StartView {
        version: desk.version.to_owned(),
        build: desk.build.to_owned(),
        law_as_at: LAW_AS_AT.to_owned(),
        clock: desk.now()?.to_string(),
        practice_dir: desk.practice_dir.display().to_string(),
        practice_exists: desk.practice_dir.exists(),
        recent: Vec::new(),
    })
}

/// The workspace that is open; none is until one is opened.
#[tauri::command(async)]
pub(crate) fn show_workspace() -> Option<WorkspaceView> {
    None
}

/// The language of the texts that are written in Rust.
#[tauri::command(async)]
pub(crate) fn set_language(desk: State<'_, Desk>, language: String) {
    desk.speak(language);
}
