//! Signing in and out.

use chancery_domain::event::SignOutCause;
use chancery_operations::{
    Error, UserPin, edge, officer,
    view::{Failure, SignedOutView, WorkspaceView},
};
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, Sheet},
    session::Moment,
};

/// Signs in: the officer's token signs a fresh challenge.
#[tauri::command(async)]
pub(crate) fn sign_in(
    desk: State<'_, Desk>,
    officer: &str,
    pin: String,
) -> Result<WorkspaceView, Failure> {
    let pin = UserPin::new(pin);
    desk.with(|sheet| seat(sheet, officer, &pin))
}

/// In a practice workspace: signs in with the PIN that is kept there. It does not pass the page.
#[tauri::command(async)]
pub(crate) fn continue_as(desk: State<'_, Desk>, officer: &str) -> Result<WorkspaceView, Failure> {
    desk.with(|sheet| {
        let pin = UserPin::new(sheet.workspace()?.practice_pin(officer)?);
        seat(sheet, officer, &pin)
    })
}

fn seat(sheet: &mut Sheet, officer: &str, pin: &UserPin) -> Result<WorkspaceView, Error> {
    let officer = officer::sign_in(sheet.workspace()?, officer, pin, edge::now())?;
    sheet.seat(officer);
    sheet.open_frame()
}

/// Signs out.
#[tauri::command(async)]
pub(crate) fn sign_out(desk: State<'_, Desk>) -> Result<WorkspaceView, Failure> {
    desk.with(|sheet| {
        sheet.leave(SignOutCause::Asked, Moment::now());
        sheet.open_frame()
    })
}

/// From now on the page hears when somebody is signed out without having asked for it.
#[tauri::command(async)]
pub(crate) fn watch_session(desk: State<'_, Desk>, on_end: Channel<SignedOutView>) {
    desk.tell_page(on_end);
}

/// In a practice workspace: the PIN that prefills the field.
#[tauri::command(async)]
pub(crate) fn practice_pin(desk: State<'_, Desk>, officer: &str) -> Result<String, Failure> {
    desk.within(|workspace, _| workspace.practice_pin(officer))
}
