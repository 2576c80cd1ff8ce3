//! Requests: the queue, the form, the signing sheet.

use chancery_domain::{officer::OfficerId, request::RequestInput};
use chancery_operations::{
    Error, UserPin, Workspace, record_read, request,
    view::{DraftReading, Failure, FormOptions, RequestPage, RequestView},
};
use tauri::{State, WebviewWindow};

use crate::{
    desk::{At, Desk},
    dialog,
};

/// A page of requests, newest first.
#[tauri::command(async)]
pub(crate) fn list_requests(
    desk: State<'_, Desk>,
    open: bool,
    before: Option<&str>,
) -> Result<RequestPage, Failure> {
    desk.within(|workspace, at| request::list(workspace, open, before, at.officer, at.language))
}

/// What the form offers.
#[tauri::command(async)]
pub(crate) fn form_options(desk: State<'_, Desk>) -> Result<FormOptions, Failure> {
    desk.within(|workspace, at| request::form_options(workspace, at.language))
}

/// What the form says as it is typed.
#[tauri::command(async)]
pub(crate) fn read_draft(
    desk: State<'_, Desk>,
    input: RequestInput,
) -> Result<DraftReading, Failure> {
    desk.within(|workspace, at| request::read_draft(workspace, &input, at.language, at.now))
}

/// The form filled in from a certificate that is to be followed.
#[tauri::command(async)]
pub(crate) fn renewal_draft(desk: State<'_, Desk>, serial: &str) -> Result<RequestInput, Failure> {
    desk.within(|workspace, _| request::renewal(workspace, serial))
}

/// Asks for the file of a certificate signing request, and gives its text for the form; nothing
/// if the person cancelled.
#[tauri::command(async)]
pub(crate) fn choose_csr(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::ChooseCsr.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    let text = request::read_csr(&path).map_err(|error| desk.tell(&error))?;
    Ok(Some(text))
}

/// Submits a request as the maker who is signed in; under a standing authorisation, if one is
/// named, which approves it.
#[tauri::command(async)]
pub(crate) fn submit_request(
    desk: State<'_, Desk>,
    input: RequestInput,
    standing: Option<&str>,
    reason: &str,
    pin: String,
) -> Result<RequestView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let submission = request::Submission {
            maker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        let Some(standing) = standing else {
            let view = request::submit(workspace, &input, &submission, at.now)?;
            return show(workspace, &view.row.id, at);
        };
        let inputs = std::slice::from_ref(&input);
        let ids = request::submit_under(workspace, standing, inputs, &submission, at.now)?;
        show(workspace, ids[0].as_str(), at)
    })
}

/// One request as the signing sheet shows it.
#[tauri::command(async)]
pub(crate) fn show_request(desk: State<'_, Desk>, id: &str) -> Result<RequestView, Failure> {
    desk.within(|workspace, at| {
        let view = show(workspace, id, at)?;
        record_read(workspace, at.officer, "request", id, at.now);
        Ok(view)
    })
}

pub(super) fn show(workspace: &Workspace, id: &str, at: At<'_>) -> Result<RequestView, Error> {
    let viewer = at.officer.and_then(OfficerId::parse);
    request::show(workspace, id, viewer.as_ref(), at.language)
}

/// Approves a request as the checker who is signed in.
#[tauri::command(async)]
pub(crate) fn approve_request(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<RequestView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let decider = request::Decider {
            checker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        request::approve(workspace, id, &decider, at.now)?;
        show(workspace, id, at)
    })
}

/// Takes a request back as the maker who is signed in.
#[tauri::command(async)]
pub(crate) fn withdraw_request(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<RequestView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let submission = request::Submission {
            maker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        request::withdraw(workspace, id, &submission, at.now)?;
        show(workspace, id, at)
    })
}

/// Rejects a request as the checker who is signed in; its key is destroyed.
#[tauri::command(async)]
pub(crate) fn reject_request(
    desk: State<'_, Desk>,
    id: &str,
    reason: &str,
    pin: String,
) -> Result<RequestView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let decider = request::Decider {
            checker: at.signed_in()?,
            reason,
            pin: &pin,
        };
        request::reject(workspace, id, &decider, at.now)?;
        show(workspace, id, at)
    })
}
