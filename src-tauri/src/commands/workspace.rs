//! Making, opening and closing a workspace; checking it, backing it up, making its tables anew.

use std::path::{Path, PathBuf};

use chancery_operations::{
    Encryption, Error, Workspace, backup, check, create_practice as create, edge, open_with,
    overview, places, rebuild,
    view::{BackupView, CheckRow, Failure, ProgressView, RebuildView, WorkspaceView},
};
use secrecy::SecretString;
use tauri::{State, WebviewWindow, ipc::Channel};

use crate::{
    desk::{At, Desk, Sheet},
    dialog,
};

/// Makes a practice workspace, by default in the person's data folder.
#[tauri::command(async)]
pub(crate) fn create_practice(
    desk: State<'_, Desk>,
    path: Option<PathBuf>,
    on_progress: Channel<ProgressView>,
) -> Result<WorkspaceView, Failure> {
    let path = path.unwrap_or_else(places::practice_folder);
    desk.with(|sheet| {
        let parked = sheet.clear();
        // A page that went away is told nothing; the workspace is made all the same.
        let mut tell = |progress| {
            let _ = on_progress.send(progress);
            true
        };
        let workspace = create(&path, parked, edge::now(), &mut tell)?;
        remember(&workspace);
        sheet.lay(workspace, vec![]);
        sheet.open_frame()
    })
}

/// Opens a workspace by its folder.
#[tauri::command(async)]
pub(crate) fn open_workspace(
    desk: State<'_, Desk>,
    path: PathBuf,
) -> Result<WorkspaceView, Failure> {
    desk.with(|sheet| open(sheet, &path))
}

fn open(sheet: &mut Sheet, path: &Path) -> Result<WorkspaceView, Error> {
    let parked = sheet.clear();
    let opened = open_with(path, parked, edge::now())?;
    remember(&opened.workspace);
    sheet.lay(opened.workspace, opened.settled);
    sheet.open_frame()
}

/// A list of recent workspaces is a convenience: without it the workspace is open all the same.
fn remember(workspace: &Workspace) {
    let _ = places::remember(workspace, edge::now());
}

/// Asks for a folder and opens the workspace in it; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn open_workspace_dialog(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<WorkspaceView>, Failure> {
    match dialog::pick_folder(&window, dialog::Title::OpenWorkspace.words(desk.language())) {
        Some(path) => desk.with(|sheet| open(sheet, &path)).map(Some),
        None => Ok(None),
    }
}

/// Closes the workspace; back to the start screen.
#[tauri::command(async)]
pub(crate) fn close_workspace(desk: State<'_, Desk>) -> Result<(), Failure> {
    desk.with(|sheet| {
        let parked = sheet.clear();
        sheet.park(parked);
        Ok(())
    })
}

/// The workspace that is open; none is until one is opened.
#[tauri::command(async)]
pub(crate) fn show_workspace(desk: State<'_, Desk>) -> Result<Option<WorkspaceView>, Failure> {
    desk.with(|sheet| sheet.frame())
}

/// A number that becomes another once somebody else wrote into the open workspace. Asking for it
/// is nothing that an officer does.
#[tauri::command(async)]
pub(crate) fn written_elsewhere(desk: State<'_, Desk>) -> Result<u32, Failure> {
    desk.with(|sheet| overview::written_elsewhere(sheet.workspace()?))
}

/// Holds everything stored against everything else.
#[tauri::command(async)]
pub(crate) fn check_workspace(
    desk: State<'_, Desk>,
    on_progress: Channel<ProgressView>,
) -> Result<Vec<CheckRow>, Failure> {
    desk.begin();
    desk.within(|workspace, at| {
        let tell = &mut desk.telling(&on_progress);
        check::check(workspace, desk.language(), at.now, tell)
    })
}

/// Asks where to, and backs the workspace up to that file; nothing if the person cancelled the
/// dialog. `way` is `passphrase`, `recipient` or `plain`, and `secret` what goes with it.
#[tauri::command(async)]
pub(crate) fn backup_workspace(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    way: Way,
    secret: String,
    on_progress: Channel<ProgressView>,
) -> Result<Option<BackupView>, Failure> {
    let encryption = way.with(secret);
    let name = format!("chancery-{}.backup", edge::now().date());
    let title = dialog::Title::SaveBackup.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, &name) else {
        return Ok(None);
    };
    desk.begin();
    let work = |workspace: &mut Workspace, at: At<'_>| {
        let officer = Some(at.signed_in()?);
        let tell = &mut desk.telling(&on_progress);
        backup(workspace, &path, &encryption, officer, at.now, tell)
    };
    desk.within(work).map(Some)
}

/// For whom a backup is encrypted.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Way {
    Passphrase,
    Recipient,
    Plain,
}

impl Way {
    fn with(self, secret: String) -> Encryption {
        match self {
            Self::Passphrase => Encryption::Passphrase(SecretString::from(secret)),
            Self::Recipient => Encryption::Recipients(vec![secret]),
            Self::Plain => Encryption::Plain,
        }
    }
}

/// Makes the tables anew from events and blobs.
#[tauri::command(async)]
pub(crate) fn rebuild_workspace(
    desk: State<'_, Desk>,
    on_progress: Channel<ProgressView>,
) -> Result<RebuildView, Failure> {
    desk.begin();
    desk.within(|workspace, at| {
        let officer = Some(at.signed_in()?);
        rebuild(workspace, officer, at.now, &mut desk.telling(&on_progress))
    })
}
