//! Certificates: issuing, the register, an agent's page, holds, revoking, compromised keys,
//! reminders.

use chancery_operations::{
    Error, UserPin, certificate, record_read,
    view::{
        CertificatePage, CertificateView, CompromiseView, ConfirmationList, Failure, RequestView,
    },
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
    desk.within(|workspace, at| {
        let view = certificate::show(workspace, serial, at.language, at.now)?;
        record_read(workspace, at.officer, "certificate", serial, at.now);
        Ok(view)
    })
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
    desk.within(|workspace, at| {
        certificate::export(workspace, serial, form, &path, at.officer, at.now)
    })?;
    Ok(Some(path.display().to_string()))
}

/// Revokes a certificate as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn revoke_certificate(
    desk: State<'_, Desk>,
    serial: &str,
    reason: &str,
    comment: &str,
    invalid_since: Option<&str>,
    pin: String,
) -> Result<CertificateView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let by = at.by(comment, &pin)?;
        let revocation = certificate::Revocation {
            by,
            reason,
            invalid_since,
        };
        certificate::revoke(workspace, serial, &revocation, at.now)?;
        certificate::show(workspace, serial, at.language, at.now)
    })
}

/// Confirms a revocation that another officer made alone.
#[tauri::command(async)]
pub(crate) fn confirm_revocation(
    desk: State<'_, Desk>,
    serial: &str,
    comment: &str,
    pin: String,
) -> Result<CertificateView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        certificate::confirm(workspace, serial, &at.by(comment, &pin)?, at.now)?;
        certificate::show(workspace, serial, at.language, at.now)
    })
}

/// Revocations that one officer made alone, until another confirms them.
#[tauri::command(async)]
pub(crate) fn list_confirmations(desk: State<'_, Desk>) -> Result<ConfirmationList, Failure> {
    desk.within(|workspace, at| certificate::confirmations(workspace, at.officer))
}

/// Puts a certificate on hold as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn suspend_certificate(
    desk: State<'_, Desk>,
    serial: &str,
    comment: &str,
    pin: String,
) -> Result<CertificateView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        certificate::suspend(workspace, serial, &at.by(comment, &pin)?, at.now)?;
        certificate::show(workspace, serial, at.language, at.now)
    })
}

/// Proposes that a certificate is released from hold, as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn release_certificate(
    desk: State<'_, Desk>,
    serial: &str,
    comment: &str,
    pin: String,
) -> Result<CertificateView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        certificate::release(workspace, serial, &at.by(comment, &pin)?, at.now)?;
        certificate::show(workspace, serial, at.language, at.now)
    })
}

/// What declaring the key of a certificate compromised would deny.
#[tauri::command(async)]
pub(crate) fn compromise_preview(
    desk: State<'_, Desk>,
    serial: &str,
) -> Result<CompromiseView, Failure> {
    desk.within(|workspace, at| {
        certificate::preview_compromise(workspace, serial, at.language, at.now)
    })
}

/// Declares the key of a certificate compromised as the officer who is signed in.
#[tauri::command(async)]
pub(crate) fn declare_compromised(
    desk: State<'_, Desk>,
    serial: &str,
    since: Option<&str>,
    comment: &str,
    pin: String,
) -> Result<CompromiseView, Failure> {
    let pin = UserPin::new(pin);
    desk.within(|workspace, at| {
        let by = at.by(comment, &pin)?;
        let declaration = certificate::Declaration { by, since };
        certificate::declare_compromised(workspace, serial, &declaration, at.language, at.now)
    })
}

/// A page of the certificates that end within so many days, soonest first.
#[tauri::command(async)]
pub(crate) fn list_expiring(
    desk: State<'_, Desk>,
    days: u32,
    after: Option<&str>,
) -> Result<CertificatePage, Failure> {
    desk.within(|workspace, at| {
        certificate::list_expiring(workspace, days, after, at.language, at.now)
    })
}

/// Asks where to, and writes a calendar of what ends within so many days; nothing if the person
/// cancelled.
#[tauri::command(async)]
pub(crate) fn export_reminders(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    days: u32,
) -> Result<Option<String>, Failure> {
    let title = dialog::Title::ExportReminders.words(desk.language());
    let Some(path) = dialog::save_file(&window, title, "certificates.ics") else {
        return Ok(None);
    };
    desk.within(|workspace, at| {
        certificate::export_reminders(workspace, days, &path, at.officer, at.language, at.now)
    })?;
    Ok(Some(path.display().to_string()))
}
