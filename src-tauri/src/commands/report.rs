//! Reports.

use chancery_domain::event::SignOffPart;
use chancery_operations::{
    Error, UserPin, report,
    view::{Failure, ProgressView, ReportOptions, ReportRow},
};
use tauri::{State, WebviewWindow, ipc::Channel};

use crate::{desk::Desk, dialog};

/// What the report builder offers.
#[tauri::command(async)]
pub(crate) fn report_options(desk: State<'_, Desk>) -> Result<ReportOptions, Failure> {
    desk.within(|workspace, at| report::options(workspace, at.language, at.now))
}

/// Renders a report as the officer who is signed in, and seals it.
#[tauri::command(async)]
pub(crate) fn render_report(
    desk: State<'_, Desk>,
    from: &str,
    to: &str,
    on_progress: Channel<ProgressView>,
) -> Result<ReportRow, Failure> {
    desk.within(|workspace, at| {
        let wanted = report::Wanted {
            from,
            to,
            officer: at.signed_in()?,
        };
        // A page that went away is told nothing; the report is made all the same.
        let mut tell = |progress| {
            let _ = on_progress.send(progress);
            true
        };
        report::render(workspace, &wanted, at.now, &mut tell)
    })
}

/// Signs a report off as the officer who is signed in; `part` is `preparer`, `reviewer` or
/// `approver`.
#[tauri::command(async)]
pub(crate) fn sign_off_report(
    desk: State<'_, Desk>,
    id: &str,
    part: &str,
    reason: &str,
    pin: String,
) -> Result<ReportRow, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let known = SignOffPart::ALL.into_iter().find(|one| one.name() == part);
        let part = known.ok_or_else(|| Error::NoSuch {
            what: "part",
            id: part.to_owned(),
        })?;
        let by = at.by(reason, &pin)?;
        report::sign_off(workspace, id, part, &by, at.now)
    })
}

/// Asks where to, and copies a report there; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn export_report(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    id: &str,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::ExportReport.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, &format!("{id}.pdf")) else {
        return Ok(None);
    };
    desk.within(|workspace, at| report::copy(workspace, id, &path, at.officer, at.now))?;
    Ok(Some(path.display().to_string()))
}
