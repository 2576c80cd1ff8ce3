//! Signing in and out.

use chancery_operations::{
    Error, UserPin, edge, officer,
    view::{Failure, WorkspaceView},
};
use tauri::State;

use crate::desk::{Desk, Sheet};

/// Signs in: the officer's token signs a fresh challenge.
#[tauri::command(async)]
pub(crate) fn sign_in(
    desk: State<'_, Desk>,
    officer: String,
    pin: String,
) -> Result<WorkspaceView, Failure> {
    let pin = UserPin::new(pin);
    desk.with(|sheet| seat(sheet, officer, &pin))
}

/// In a practice workspace: signs in with the PIN that is kept there. It does not pass the page.
#[tauri::command(async)]
pub(crate) fn continue_as(
    desk: State<'_, Desk>,
    officer: String,
) -> Result<WorkspaceView, Failure> {
    desk.with(|sheet| {
        let pin = UserPin::new(sheet.workspace()?.practice_pin(&officer)?);
        seat(sheet, officer, &pin)
    })
}

fn seat(sheet: &mut Sheet, officer: String, pin: &UserPin) -> Result<WorkspaceView, Error> {
    officer::sign_in(sheet.workspace()?, &officer, pin, edge::now())?;
    sheet.seat(Some(officer));
    sheet.open_frame()
}

/// Signs out.
#[tauri::command(async)]
pub(crate) fn sign_out(desk: State<'_, Desk>) -> Result<WorkspaceView, Failure> {
    desk.with(|sheet| {
        sheet.seat(None);
        sheet.open_frame()
    })
}

/// In a practice workspace: the PIN that prefills the field.
#[tauri::command(async)]
pub(crate) fn practice_pin(desk: State<'_, Desk>, officer: &str) -> Result<String, Failure> {
    desk.within(|workspace, _| workspace.practice_pin(officer))
}
