//! Certificates: issuing, the register, an agent's page, revoking.

use chancery_operations::{
    Error, UserPin, certificate,
    view::{CertificatePage, CertificateView, Failure, RequestView},
};
use tauri::{State, WebviewWindow};

use super::request::show as show_request;
use crate::{desk::Desk, dialog};

/// Issues the certificate of an approved request.
#[tauri::command(async)]
pub(crate) fn issue_certificate(
    desk: State<'_, Desk>,
    request: &str,
) -> Result<RequestView, Failure> {
    desk.within(|workspace, at| {
        certificate::issue(workspace, request, at.signed_in()?, at.now)?;
        show_request(workspace, request, at)
    })
}

/// A page of the register, newest first.
#[tauri::command(async)]
pub(crate) fn list_certificates(
    desk: State<'_, Desk>,
    text: &str,
    include_expired: bool,
    after: Option<&str>,
) -> Result<CertificatePage, Failure> {
    let query = certificate::Query {
        text,
        include_expired,
        after,
    };
    desk.within(|workspace, at| certificate::list(workspace, &query, at.language, at.now))
}

/// Everything about one certificate and its agent.
#[tauri::command(async)]
pub(crate) fn show_certificate(
    desk: State<'_, Desk>,
    serial: &str,
) -> Result<CertificateView, Failure> {
    desk.within(|workspace, at| certificate::show(workspace, serial, at.language, at.now))
}

/// Asks where to, and writes the certificate there; nothing if the person cancelled.
#[tauri::command(async)]
pub(crate) fn export_certificate(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    serial: &str,
    format: &str,
) -> Result<Option<String>, Failure> {
    let no_format = || Error::NoSuch {
        what: "format",
        id: format.to_owned(),
    };
    let known = certificate::Format::from_name(format).ok_or_else(no_format);
    let form = known.map_err(|error| desk.tell(&error))?;
    let agent = desk.within(|workspace, at| {
        Ok(certificate::show(workspace, serial, at.language, at.now)?
            .row
            .agent_id)
    })?;
    let title = dialog::Title::ExportCertificate.words(desk.language());
    let name = format!("{agent}.{}", form.extension());
    let Some(path) = dialog::save_file(&window, title, &name) else {
        return Ok(None);
    };
    desk.within(|workspace, _| certificate::export(workspace, serial, form, &path))?;
    Ok(Some(path.display().to_string()))
}

/// Revokes a certificate as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn revoke_certificate(
    desk: State<'_, Desk>,
    serial: &str,
    reason: &str,
    comment: &str,
    pin: String,
) -> Result<CertificateView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let officer = at.signed_in()?;
        let revocation = certificate::Revocation {
            officer,
            reason,
            comment,
            pin: &pin,
        };
        certificate::revoke(workspace, serial, &revocation, at.now)?;
        certificate::show(workspace, serial, at.language, at.now)
    })
}
