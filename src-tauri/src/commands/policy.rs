//! Who must approve what: the rules in force, and proposing others.

use chancery_operations::{
    UserPin, policy,
    view::{ChangeView, Failure, PolicyView},
};
use tauri::{State, WebviewWindow};

use crate::{desk::Desk, dialog, file};

/// The rules in force.
#[tauri::command(async)]
pub(crate) fn show_policy(desk: State<'_, Desk>) -> Result<PolicyView, Failure> {
    desk.within(|workspace, at| policy::show(workspace, at.language))
}

/// Asks for a file with rules, and gives its text; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn choose_policy(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::ChoosePolicy.words(desk.language());
    let path = dialog::pick_file(&window, title);
    let text = path.map(|path| file::read_text(&path)).transpose();
    text.map_err(|error| desk.tell(&error))
}

/// What a proposal would change, before anyone signs it.
#[tauri::command(async)]
pub(crate) fn read_policy(desk: State<'_, Desk>, json: &str) -> Result<ChangeView, Failure> {
    desk.within(|workspace, at| policy::read(workspace, json, at.language, at.now))
}

/// Proposes other rules as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn propose_policy(
    desk: State<'_, Desk>,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        policy::propose(workspace, json, &proposal, at.language, at.now)
    })
}
