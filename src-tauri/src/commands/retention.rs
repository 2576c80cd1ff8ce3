//! Retention: the schedule, side data, legal holds.

use chancery_operations::{
    Error, UserPin,
    retention::{self, Erasing, Holding},
    view::{ChangeView, Failure, LegalHoldPage, LegalHoldView, RetentionView, SideDataPage},
};
use tauri::State;

use crate::desk::Desk;

/// The schedule in force.
#[tauri::command(async)]
pub(crate) fn show_retention(desk: State<'_, Desk>) -> Result<RetentionView, Failure> {
    desk.within(|workspace, at| retention::show(workspace, at.language))
}

/// Proposes the next schedule.
#[tauri::command(async)]
pub(crate) fn propose_schedule(
    desk: State<'_, Desk>,
    json: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        retention::propose_schedule(workspace, json, &proposal, at.language, at.now)
    })
}

/// A page of side data, oldest first; `due`: only what may go now.
#[tauri::command(async)]
pub(crate) fn list_side_data(
    desk: State<'_, Desk>,
    due: bool,
    after: Option<u64>,
) -> Result<SideDataPage, Failure> {
    desk.within(|workspace, at| retention::side_data(workspace, due, after, at.language, at.now))
}

/// Proposes that side data goes.
#[tauri::command(async)]
pub(crate) fn propose_erasure(
    desk: State<'_, Desk>,
    blobs: Vec<String>,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        let what = Erasing::Blobs(&blobs);
        retention::erase(workspace, what, &proposal, at.language, at.now)
    })
}

/// A page of legal holds, newest first.
#[tauri::command(async)]
pub(crate) fn list_holds(
    desk: State<'_, Desk>,
    before: Option<u64>,
) -> Result<LegalHoldPage, Failure> {
    desk.within(|workspace, _| retention::holds(workspace, before))
}

/// Places a legal hold; `kind` is `everything`, `agent` or `request`.
#[tauri::command(async)]
pub(crate) fn place_hold(
    desk: State<'_, Desk>,
    kind: &str,
    subject: &str,
    reason: &str,
    pin: String,
) -> Result<LegalHoldView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let what = match kind {
            "everything" => Holding::Everything,
            "agent" => Holding::Agent(subject),
            "request" => Holding::Request(subject),
            other => {
                return Err(Error::NoSuch {
                    what: "hold",
                    id: other.to_owned(),
                });
            }
        };
        retention::hold(workspace, what, &at.proposal(reason, &pin)?, at.now)
    })
}

/// Proposes that a legal hold ends.
#[tauri::command(async)]
pub(crate) fn lift_hold(
    desk: State<'_, Desk>,
    hold: &str,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        retention::lift(workspace, hold, &proposal, at.language, at.now)
    })
}
