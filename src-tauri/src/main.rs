//! The window: a page, and one short command for each of its buttons.

mod attendance;
mod chosen;
mod commands;
mod desk;
mod dialog;
mod file;
mod process;
mod session;
#[cfg(feature = "e2e")]
mod watch;

use std::{
    io::{Write as _, stderr},
    process::ExitCode,
};

use tauri::{Manager as _, RunEvent};

fn main() -> ExitCode {
    if let Err(problem) = process::prepare() {
        return gave_up(&format!(
            "starting again in a closed environment: {problem}"
        ));
    }
    // Tauri would panic without a display; asked first, GTK says it can't.
    if gtk::init().is_err() {
        return gave_up(
            "there is no display for the window: DISPLAY and WAYLAND_DISPLAY name none",
        );
    }
    match open_window() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => gave_up(&format!("opening the window: {problem}")),
    }
}

fn open_window() -> tauri::Result<()> {
    let builder = tauri::Builder::default().plugin(tauri_plugin_dialog::init());
    #[cfg(feature = "e2e")]
    let builder = builder.plugin(watch::note_trouble());
    builder
        .manage(desk::Desk::empty())
        .manage(chosen::Chosen::default())
        .invoke_handler(commands::handler())
        .setup(|app| Ok(attendance::begin(app.handle().clone())?))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                app.state::<desk::Desk>().close();
            }
        });
    Ok(())
}

/// Exit code 4: unavailable; trying again may help.
fn gave_up(doing: &str) -> ExitCode {
    // Nothing is left to tell if stderr is closed.
    let _ = writeln!(stderr(), "chancery-window: {doing}");
    ExitCode::from(4)
}
