//! Tokens: what they say of themselves, what is on them, and what an administrator does with them.

use std::path::Path;

use chancery_operations::{
    SoPin, UserPin, record_read, token,
    view::{
        Failure, InventoryView, ModuleView, RelinkView, TokenDetailView, TokenView, WorkspaceView,
    },
};
use secrecy::SecretString;
use tauri::{State, WebviewWindow};

use crate::{desk::Desk, dialog};

/// All tokens of the workspace.
#[tauri::command(async)]
pub(crate) fn list_tokens(desk: State<'_, Desk>) -> Result<Vec<TokenView>, Failure> {
    desk.within(|workspace, _| token::list(workspace))
}

/// One token with a page of its keys.
#[tauri::command(async)]
pub(crate) fn show_token(
    desk: State<'_, Desk>,
    serial: &str,
    after: Option<&str>,
) -> Result<TokenDetailView, Failure> {
    desk.within(|workspace, at| {
        let view = token::show(workspace, serial, after, at.language)?;
        record_read(workspace, at.officer, "token", serial, at.now);
        Ok(view)
    })
}

/// Holds the keys of a token against those that the log knows.
#[tauri::command(async)]
pub(crate) fn take_inventory(
    desk: State<'_, Desk>,
    serial: &str,
) -> Result<InventoryView, Failure> {
    desk.within(|workspace, at| token::take_inventory(workspace, serial, at.signed_in()?, at.now))
}

/// The tokens in a module's slots.
#[tauri::command(async)]
pub(crate) fn show_module(desk: State<'_, Desk>, path: &str) -> Result<ModuleView, Failure> {
    desk.within(|workspace, _| token::show_module(workspace, Path::new(path)))
}

/// Asks for the file of a module and looks into its slots; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn choose_module(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<ModuleView>, Failure> {
    let title = dialog::Title::ChooseModule.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    desk.within(|workspace, _| token::show_module(workspace, &path))
        .map(Some)
}

/// Initialises a token in a free slot, for agents' keys.
#[tauri::command(async)]
pub(crate) fn initialise_token(
    desk: State<'_, Desk>,
    module: &str,
    label: &str,
    so_pin: String,
    pin: String,
) -> Result<TokenView, Failure> {
    let (so_pin, pin) = (SoPin::new(so_pin), UserPin::new(pin));
    desk.within(|workspace, at| {
        let new = token::Initialising {
            module: Path::new(module),
            label,
            so_pin: &so_pin,
            pin: &pin,
        };
        token::initialise(workspace, &new, at.signed_in()?, at.now)
    })
}

/// Takes a token that is ready, for agents' keys.
#[tauri::command(async)]
pub(crate) fn take_token(
    desk: State<'_, Desk>,
    module: &str,
    serial: &str,
    label: Option<&str>,
    pin: String,
) -> Result<TokenView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let officer = at.signed_in()?;
        let other = token::other(module, (serial, label), &pin);
        token::take(workspace, &other, officer, at.now)
    })
}

/// What a relink would do.
#[tauri::command(async)]
pub(crate) fn relink_preview(
    desk: State<'_, Desk>,
    from: &str,
    module: &str,
    to: &str,
    label: Option<&str>,
    pin: String,
) -> Result<RelinkView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        at.signed_in()?;
        token::relink_preview(workspace, from, &token::other(module, (to, label), &pin))
    })
}

/// Relinks a token to another that holds the same keys.
#[tauri::command(async)]
pub(crate) fn relink_token(
    desk: State<'_, Desk>,
    from: &str,
    module: &str,
    to: &str,
    label: Option<&str>,
    pin: String,
) -> Result<TokenView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let other = token::other(module, (to, label), &pin);
        token::relink(workspace, from, &other, at.signed_in()?, at.now)
    })
}

/// Changes a token's PIN.
#[tauri::command(async)]
pub(crate) fn change_pin(
    desk: State<'_, Desk>,
    serial: &str,
    old: String,
    new: String,
) -> Result<TokenView, Failure> {
    let (old, new) = (UserPin::new(old), SecretString::from(new));
    desk.within(|workspace, at| {
        token::change_pin(workspace, serial, (&old, &new), at.signed_in()?, at.now)
    })
}

/// Gives a token a new PIN with that of its security officer.
#[tauri::command(async)]
pub(crate) fn replace_pin(
    desk: State<'_, Desk>,
    serial: &str,
    so_pin: String,
    new: String,
) -> Result<TokenView, Failure> {
    let (so_pin, new) = (SoPin::new(so_pin), SecretString::from(new));
    desk.within(|workspace, at| {
        token::unlock_pin(workspace, serial, (&so_pin, &new), at.signed_in()?, at.now)
    })
}

/// Unlocks a service token; its PIN is kept nowhere but with the token's thread.
#[tauri::command(async)]
pub(crate) fn unlock_token(
    desk: State<'_, Desk>,
    serial: &str,
    pin: String,
) -> Result<WorkspaceView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| token::unlock(workspace, serial, &pin, at.signed_in()?, at.now))?;
    desk.with(|sheet| sheet.open_frame())
}

/// Logs a service token out.
#[tauri::command(async)]
pub(crate) fn lock_token(desk: State<'_, Desk>, serial: &str) -> Result<WorkspaceView, Failure> {
    desk.within(|workspace, at| token::lock(workspace, serial, at.signed_in()?, at.now))?;
    desk.with(|sheet| sheet.open_frame())
}
