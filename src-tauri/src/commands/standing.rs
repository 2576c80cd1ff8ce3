//! Standing authorisations: what officers allow in advance.

use chancery_operations::{
    UserPin, standing,
    view::{ChangeView, Failure, StandingUsePage, StandingView},
};
use tauri::State;

use crate::desk::Desk;

/// Those in force; with `all`, those that are over too.
#[tauri::command(async)]
pub(crate) fn list_standings(
    desk: State<'_, Desk>,
    all: bool,
) -> Result<Vec<StandingView>, Failure> {
    desk.within(|workspace, at| standing::list(workspace, all, at.language, at.now))
}

/// A page of what one was used for, newest first.
#[tauri::command(async)]
pub(crate) fn list_standing_uses(
    desk: State<'_, Desk>,
    id: &str,
    before: Option<u64>,
) -> Result<StandingUsePage, Failure> {
    desk.within(|workspace, _| standing::uses(workspace, id, before))
}

/// What a proposal would allow, before anyone signs it.
#[tauri::command(async)]
pub(crate) fn read_standing(desk: State<'_, Desk>, json: &str) -> Result<ChangeView, Failure> {
    desk.within(|workspace, at| standing::read(workspace, json, at.language, at.now))
}

/// Proposes a standing authorisation as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn propose_standing(
    desk: State<'_, Desk>,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        standing::propose(workspace, json, &proposal, at.language, at.now)
    })
}

/// Takes a standing authorisation back, at once.
#[tauri::command(async)]
pub(crate) fn withdraw_standing(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<StandingView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let by = at.by(reason, &pin)?;
        standing::withdraw(workspace, id, &by, at.language, at.now)
    })
}
