//! The log: events, head, verification.

use chancery_operations::{
    Error, checkpoint, log,
    view::{EventPage, EventView, Failure, HeadView, ProgressView, VerificationView},
};
use tauri::{State, ipc::Channel};

use crate::desk::Desk;

/// A page of events, newest first.
#[tauri::command(async)]
pub(crate) fn list_events(
    desk: State<'_, Desk>,
    before: Option<u64>,
    kind: Option<&str>,
    text: &str,
) -> Result<EventPage, Failure> {
    desk.within(|workspace, _| log::list(workspace, &log::Query { before, kind, text }))
}

/// One event whole.
#[tauri::command(async)]
pub(crate) fn show_event(desk: State<'_, Desk>, seq: u64) -> Result<EventView, Failure> {
    desk.within(|workspace, _| log::show(workspace, seq))
}

/// The head of the log; none before the first checkpoint.
#[tauri::command(async)]
pub(crate) fn show_head(desk: State<'_, Desk>) -> Result<Option<HeadView>, Failure> {
    desk.within(|workspace, _| checkpoint::head(workspace))
}

/// Signs a checkpoint over all events so far.
#[tauri::command(async)]
pub(crate) fn sign_checkpoint(desk: State<'_, Desk>) -> Result<HeadView, Failure> {
    desk.within(|workspace, at| {
        at.signed_in()?;
        checkpoint::sign(workspace, at.now)?;
        checkpoint::head(workspace)?.ok_or(Error::Cancelled)
    })
}

/// Recomputes the log. Others work on meanwhile: it reads through a connection of its own, and
/// takes the desk only to begin and to record the outcome.
#[tauri::command(async)]
pub(crate) fn verify_log(
    desk: State<'_, Desk>,
    on_progress: Channel<ProgressView>,
) -> Result<VerificationView, Failure> {
    desk.begin();
    let (job, officer) = desk.within(|workspace, at| {
        let officer = at.officer.map(str::to_owned);
        Ok((workspace.verification()?, officer))
    })?;
    let mut tell = |progress| {
        // A page that went away is told nothing; the work goes on.
        let _ = on_progress.send(progress);
        desk.goes_on()
    };
    let view = job.run(&mut tell).map_err(|error| desk.tell(&error))?;
    desk.within(|workspace, at| {
        log::record_verification(workspace, &job, officer.as_deref(), view, at.now)
    })
}

/// Stops a verification at its next step.
#[tauri::command(async)]
pub(crate) fn cancel_verify(desk: State<'_, Desk>) {
    desk.cancel();
}
