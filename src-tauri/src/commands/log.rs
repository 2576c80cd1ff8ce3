//! The log: events, head, receipts, verification, export, keys.

use std::collections::BTreeMap;

use chancery_domain::change::LogKeyCause;
use chancery_operations::{
    Error, UserPin, Workspace, checkpoint, log, record_read, refusal_titles,
    view::{
        ChangeView, EventPage, EventView, ExportView, Failure, HeadView, ProgressView, ReceiptView,
        VerificationView,
    },
};
use tauri::{State, WebviewWindow, ipc::Channel};

use crate::{
    desk::{At, Desk},
    dialog,
};

/// A page of events, newest first.
#[tauri::command(async)]
pub(crate) fn list_events(
    desk: State<'_, Desk>,
    before: Option<u64>,
    filter: EventFilter,
) -> Result<EventPage, Failure> {
    let query = log::Query {
        before,
        kind: &filter.kind,
        actor: &filter.actor,
        agent: &filter.agent,
        from: &filter.from,
        to: &filter.to,
        text: &filter.text,
    };
    desk.within(|workspace, at| {
        let page = log::list(workspace, &query)?;
        // Turning pages tells nothing; what an auditor searched for does.
        if before.is_none() && !filter.text.trim().is_empty() {
            record_read(workspace, at.officer, "search", filter.text.trim(), at.now);
        }
        Ok(page)
    })
}

/// Which events to show. Empty texts leave nothing out.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct EventFilter {
    kind: String,
    actor: String,
    agent: String,
    from: String,
    to: String,
    text: String,
}

/// What the log's refusals are called, by the code that it names.
#[tauri::command]
pub(crate) fn list_refusals(desk: State<'_, Desk>) -> BTreeMap<String, String> {
    refusal_titles(desk.language())
}

/// One event whole.
#[tauri::command(async)]
pub(crate) fn show_event(desk: State<'_, Desk>, seq: u64) -> Result<EventView, Failure> {
    desk.within(|workspace, at| {
        let view = log::show(workspace, seq)?;
        record_read(workspace, at.officer, "event", &seq.to_string(), at.now);
        Ok(view)
    })
}

/// Asks where to, and writes the receipt of an event there; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn prove_event(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    seq: u64,
) -> Result<Option<(String, ReceiptView)>, Failure> {
    let title = dialog::Title::SaveReceipt.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, &format!("event-{seq}.tlog-proof")) else {
        return Ok(None);
    };
    let view =
        desk.within(|workspace, at| log::prove(workspace, seq, at.officer, &path, at.now))?;
    Ok(Some((path.display().to_string(), view)))
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
    let view = job
        .run(&mut desk.telling(&on_progress))
        .map_err(|error| desk.tell(&error))?;
    desk.within(|workspace, at| {
        log::record_verification(workspace, &job, officer.as_deref(), view, at.now)
    })
}

/// Asks for a folder, and brings it up to the newest checkpoint; nothing if the person cancelled
/// the dialog. Runs beside other work, as verifying does.
#[tauri::command(async)]
pub(crate) fn export_log(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    on_progress: Channel<ProgressView>,
) -> Result<Option<ExportView>, Failure> {
    let title = dialog::Title::ExportLog.words(desk.language());
    let Some(folder) = dialog::pick_folder(&window, title) else {
        return Ok(None);
    };
    desk.begin();
    let (job, officer) = desk.within(|workspace, at| {
        let officer = at.officer.map(str::to_owned);
        Ok((workspace.log_export()?, officer))
    })?;
    let view = job
        .run(&folder, &mut desk.telling(&on_progress))
        .map_err(|error| desk.tell(&error))?;
    let record = |workspace: &mut Workspace, at: At<'_>| {
        log::record_export(workspace, &job, officer.as_deref(), view, at.now)
    };
    desk.within(record).map(Some)
}

/// Makes other keys for the log and proposes them; `cause` is `rotation` or `loss`.
#[tauri::command(async)]
pub(crate) fn propose_log_keys(
    desk: State<'_, Desk>,
    cause: LogKeyCause,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        log::propose_keys(workspace, cause, &proposal, at.language, at.now)
    })
}

/// Stops long work at its next step.
#[tauri::command(async)]
pub(crate) fn cancel_work(desk: State<'_, Desk>) {
    desk.cancel();
}
