//! Certificate profiles: what is in force, and proposing the next version.

use chancery_operations::{
    UserPin, change, profile,
    view::{ChangeView, Failure, ProfileView},
};
use tauri::State;

use crate::desk::Desk;

/// All profiles, as they are in force.
#[tauri::command(async)]
pub(crate) fn list_profiles(desk: State<'_, Desk>) -> Result<Vec<ProfileView>, Failure> {
    desk.within(|workspace, at| profile::list(workspace, at.language))
}

/// What a proposal would change, before anyone signs it.
#[tauri::command(async)]
pub(crate) fn read_profile(desk: State<'_, Desk>, json: &str) -> Result<ChangeView, Failure> {
    desk.within(|workspace, at| change::read_profile(workspace, json, at.language, at.now))
}

/// Proposes the next version of a profile as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn propose_profile(
    desk: State<'_, Desk>,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = change::Proposal {
            officer: at.signed_in()?,
            reason,
            pin: &pin,
        };
        change::propose_profile(workspace, json, &proposal, at.language, at.now)
    })
}
