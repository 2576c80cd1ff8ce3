//! What the page can ask for: one short function per button, by noun.
//!
//! Commands translate between the page and `chancery-operations`; they decide
//! nothing themselves.

#[cfg(test)]
mod agreement;
mod certificate;
mod crl;
mod log;
#[cfg(test)]
mod names;
mod overview;
mod report;
mod request;
mod session;
mod start;
mod token;
mod workspace;

use tauri::{Wry, ipc::Invoke};

/// Routes a call from the page to its command.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start::start_info,
        start::set_language,
        workspace::create_practice,
        workspace::open_workspace,
        workspace::open_workspace_dialog,
        workspace::close_workspace,
        workspace::show_workspace,
        session::sign_in,
        session::continue_as,
        session::sign_out,
        session::practice_pin,
        overview::show_overview,
        request::list_requests,
        request::form_options,
        request::read_draft,
        request::submit_request,
        request::show_request,
        request::approve_request,
        request::reject_request,
        certificate::issue_certificate,
        certificate::list_certificates,
        certificate::show_certificate,
        certificate::export_certificate,
        certificate::revoke_certificate,
        crl::list_crls,
        crl::publish_crl,
        log::list_events,
        log::show_event,
        log::show_head,
        log::sign_checkpoint,
        log::verify_log,
        log::cancel_verify,
        report::report_options,
        report::render_report,
        report::export_report,
        token::list_tokens
    ]
}
