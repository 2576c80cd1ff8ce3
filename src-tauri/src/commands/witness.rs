//! Witnesses: of this log, and this workstation as one of others.

use chancery_operations::{
    UserPin,
    log::witness,
    view::{ChangeView, Failure, WitnessView, WitnessesView},
    write_file,
};
use tauri::{State, WebviewWindow};

use crate::{desk::Desk, dialog, file};

/// Witnesses of this log, and logs that are witnessed here.
#[tauri::command(async)]
pub(crate) fn list_witnesses(desk: State<'_, Desk>) -> Result<WitnessesView, Failure> {
    desk.within(|workspace, _| witness::list(workspace))
}

/// Proposes that a witness's cosignatures count, or count no more.
#[tauri::command(async)]
pub(crate) fn propose_witness(
    desk: State<'_, Desk>,
    key: &str,
    trusted: bool,
    reason: &str,
    pin: String,
) -> Result<ChangeView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let proposal = at.proposal(reason, &pin)?;
        witness::propose(workspace, key, trusted, &proposal, at.language, at.now)
    })
}

/// Asks where to, and writes there what a witness is asked; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn ask_witness(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    name: &str,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::SaveWitnessRequest.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, "checkpoint.request") else {
        return Ok(None);
    };
    desk.within(|workspace, at| {
        let view = witness::ask(workspace, name, at.now)?;
        write_file(&path, view.text.as_bytes())
    })?;
    Ok(Some(path.display().to_string()))
}

/// Asks for a file, and takes the cosignatures in it in; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn take_in_cosignature(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<Vec<WitnessView>>, Failure> {
    let title = dialog::Title::OpenCosignature.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    desk.within(|workspace, at| witness::take_in(workspace, &file::read_text(&path)?, at.now))
        .map(Some)
}

/// The verifier key by which this workstation witnesses; made when it is first asked for.
#[tauri::command(async)]
pub(crate) fn witness_key(desk: State<'_, Desk>) -> Result<String, Failure> {
    desk.within(|workspace, at| {
        at.signed_in()?;
        Ok(witness::own_key(workspace, at.now)?.to_string())
    })
}

/// Asks for a file with what this workstation is to cosign, and gives its text to the page;
/// nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn choose_checkpoint(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::OpenWitnessRequest.words(desk.language());
    let Some(path) = dialog::pick_file(&window, title) else {
        return Ok(None);
    };
    let text = file::read_text(&path).map_err(|error| desk.tell(&error))?;
    Ok(Some(text))
}

/// Asks where to, cosigns a checkpoint of another log and writes the answer there; nothing if the
/// person cancelled.
#[tauri::command(async)]
pub(crate) fn cosign_checkpoint(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    request: &str,
    keys: Option<&str>,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::SaveCosignature.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, "checkpoint.cosigned") else {
        return Ok(None);
    };
    desk.within(|workspace, at| {
        at.signed_in()?;
        let view = witness::cosign(workspace, request, keys, at.now)?;
        write_file(&path, view.text.as_bytes())
    })?;
    Ok(Some(path.display().to_string()))
}
