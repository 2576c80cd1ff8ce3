//! What the page can ask for: one short function per button, by noun.
//!
//! Commands translate between the page and `chancery-operations`; they decide
//! nothing themselves.

#[cfg(test)]
mod agreement;
mod certificate;
mod change;
mod crl;
mod draft;
mod facts;
mod import;
mod log;
#[cfg(test)]
mod names;
mod officer;
mod overview;
mod policy;
mod profile;
mod reminders;
mod report;
mod request;
mod retention;
mod session;
mod standing;
mod start;
mod timestamp;
mod together;
mod token;
mod witness;
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
        workspace::written_elsewhere,
        workspace::check_workspace,
        workspace::backup_workspace,
        workspace::rebuild_workspace,
        session::sign_in,
        session::continue_as,
        session::sign_out,
        session::watch_session,
        session::practice_pin,
        overview::show_overview,
        request::list_requests,
        request::form_options,
        request::read_draft,
        request::submit_request,
        request::renewal_draft,
        request::choose_csr,
        request::show_request,
        request::approve_request,
        request::reject_request,
        request::withdraw_request,
        together::list_together,
        together::approve_together,
        together::issue_together,
        draft::list_drafts,
        draft::keep_draft,
        draft::drop_draft,
        draft::request_template,
        import::choose_import,
        import::read_import,
        import::submit_import,
        policy::show_policy,
        policy::choose_policy,
        policy::read_policy,
        policy::propose_policy,
        officer::list_officers,
        officer::show_officer,
        officer::preview_enrolment,
        officer::propose_enrolment,
        officer::propose_role,
        officer::propose_retirement,
        officer::report_lost,
        officer::confirm_lost,
        standing::list_standings,
        standing::list_standing_uses,
        standing::read_standing,
        standing::propose_standing,
        standing::withdraw_standing,
        facts::show_firm_facts,
        facts::show_agent_facts,
        facts::propose_firm_facts,
        facts::propose_agent_facts,
        facts::review_agent,
        reminders::list_reminders,
        reminders::export_calendar,
        profile::list_profiles,
        profile::read_profile,
        profile::propose_profile,
        change::list_changes,
        change::show_change,
        change::approve_change,
        change::reject_change,
        certificate::issue_certificate,
        certificate::list_certificates,
        certificate::show_certificate,
        certificate::export_certificate,
        certificate::revoke_certificate,
        certificate::confirm_revocation,
        certificate::list_confirmations,
        certificate::suspend_certificate,
        certificate::release_certificate,
        certificate::compromise_preview,
        certificate::declare_compromised,
        certificate::list_expiring,
        certificate::export_reminders,
        crl::list_crls,
        crl::publish_crl,
        crl::publish_delta_crl,
        log::list_events,
        log::list_refusals,
        log::show_event,
        log::prove_event,
        log::show_head,
        log::sign_checkpoint,
        log::verify_log,
        log::export_log,
        log::propose_log_keys,
        log::cancel_work,
        witness::list_witnesses,
        witness::propose_witness,
        witness::ask_witness,
        witness::take_in_cosignature,
        witness::witness_key,
        witness::choose_checkpoint,
        witness::cosign_checkpoint,
        timestamp::list_timestamps,
        timestamp::request_timestamp,
        timestamp::take_in_timestamp,
        retention::show_retention,
        retention::propose_schedule,
        retention::list_side_data,
        retention::propose_erasure,
        retention::list_holds,
        retention::place_hold,
        retention::lift_hold,
        report::report_options,
        report::render_report,
        report::export_report,
        report::sign_off_report,
        token::list_tokens,
        token::show_token,
        token::take_inventory,
        token::show_module,
        token::choose_module,
        token::initialise_token,
        token::take_token,
        token::relink_preview,
        token::relink_token,
        token::change_pin,
        token::replace_pin,
        token::unlock_token,
        token::lock_token
    ]
}
