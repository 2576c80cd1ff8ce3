//! The start screen, before any workspace is open.

use chancery_domain::Language;
use chancery_operations::{edge, places, report, view::StartView};
use tauri::State;

use crate::desk::Desk;

/// Version, build, clock, and where a practice workspace would be.
#[tauri::command(async)]
pub(crate) fn start_info(desk: State<'_, Desk>) -> StartView {
    let practice = places::practice_folder();
    StartView {
        version: desk.version.to_owned(),
        build: desk.build.to_owned(),
        law_as_at: report::law_as_at(),
        clock: edge::now().to_string(),
        practice_exists: practice.exists(),
        practice_dir: practice.display().to_string(),
        recent: places::recent(),
    }
}

/// The language of the texts that are written in Rust.
#[tauri::command(async)]
pub(crate) fn set_language(desk: State<'_, Desk>, language: &str) {
    desk.speak(Language::from_tag(language));
}
