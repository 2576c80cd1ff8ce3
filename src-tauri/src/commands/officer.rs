//! Officers: who serves, with which tokens and in which roles, and what is proposed about them.

use chancery_operations::{
    SoPin, UserPin, certificate,
    officer::{self, TokenPins},
    record_read,
    view::{ChangeView, EnrolmentInput, EnrolmentPreview, Failure, OfficerDetailView, OfficerView},
};
use tauri::State;

use crate::desk::Desk;

/// All officers, those who serve no more among them.
#[tauri::command(async)]
pub(crate) fn list_officers(desk: State<'_, Desk>) -> Result<Vec<OfficerView>, Failure> {
    desk.within(|workspace, _| officer::list(workspace))
}

/// One officer, with every token and role.
#[tauri::command(async)]
pub(crate) fn show_officer(desk: State<'_, Desk>, id: &str) -> Result<OfficerDetailView, Failure> {
    desk.within(|workspace, at| {
        let view = officer::detail(workspace, id)?;
        record_read(workspace, at.officer, "officer", id, at.now);
        Ok(view)
    })
}

/// What an enrolment would be, before a key is made or anything signed.
#[tauri::command(async)]
pub(crate) fn preview_enrolment(
    desk: State<'_, Desk>,
    input: EnrolmentInput,
) -> Result<EnrolmentPreview, Failure> {
    desk.within(|workspace, _| officer::preview_enrolment(workspace, &input))
}

/// Proposes an officer, or another token of one. The PINs of the token are the officer's own; a
/// practice token needs none.
#[tauri::command(async)]
pub(crate) fn propose_enrolment(
    desk: State<'_, Desk>,
    input: EnrolmentInput,
    token_pin: Option<String>,
    so_pin: Option<String>,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    let (token_pin, so_pin) = (token_pin.map(UserPin::new), so_pin.map(SoPin::new));
    let pins = TokenPins {
        pin: token_pin.as_ref(),
        so_pin: so_pin.as_ref(),
    };
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        officer::propose_enrolment(workspace, &input, &pins, &proposal, at.language, at.now)
    })
}

/// Proposes that an officer serves in another role.
#[tauri::command(async)]
pub(crate) fn propose_role(
    desk: State<'_, Desk>,
    id: &str,
    role: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        officer::propose_role(workspace, id, role, &proposal, at.language, at.now)
    })
}

/// Proposes that an officer's service ends.
#[tauri::command(async)]
pub(crate) fn propose_retirement(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        officer::propose_retirement(workspace, id, &proposal, at.language, at.now)
    })
}

/// Reports a token of another officer lost: at once, until a second officer confirms it.
#[tauri::command(async)]
pub(crate) fn report_lost(
    desk: State<'_, Desk>,
    id: &str,
    token: &str,
    reason: &str,
    pin: String,
) -> Result<OfficerDetailView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let by = at.by(reason, &pin)?;
        officer::report_lost(workspace, id, token, &by, at.now)
    })
}

/// Confirms that a token of an officer is lost, as another one reported it.
#[tauri::command(async)]
pub(crate) fn confirm_lost(
    desk: State<'_, Desk>,
    id: &str,
    serial: &str,
    reason: &str,
    pin: String,
) -> Result<OfficerDetailView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let by = at.by(reason, &pin)?;
        certificate::confirm(workspace, serial, &by, at.now)?;
        officer::detail(workspace, id)
    })
}
