//! Settling what a crash left open: intents without an outcome, keys of rejected requests, side
//! data that is to go.

use chancery_domain::Utc;
use chancery_ledger::read::IntentRow;

use crate::{
    Error, Workspace,
    certificate::{self, CertificateRefusal},
    checkpoint, crl,
    error::owed,
    lock::Lock,
    officer,
    request::{self, destroy_key_of},
    retention,
    view::SettledIntent,
};

/// Settles every open intent: signs that same certificate if its decisions still stand, else
/// gives it up and puts its serial on the CRL. Without the CA's token it stays open.
///
/// An intent is open, too, while another process is between its signature and its commit: that
/// one is left to it, since a second signature would be one that no event tells of.
pub(crate) fn settle(workspace: &mut Workspace, now: Utc) -> Result<Vec<SettledIntent>, Error> {
    settle_keys(workspace, now)?;
    destroy_left_keys(workspace, now)?;
    erase_what_is_owed(workspace, now)?;
    release_what_is_owed(workspace, now)?;
    enrol_and_retire_what_is_owed(workspace, now)?;
    expire_what_is_due(workspace, now)?;
    if workspace.read().open_intents()?.is_empty() {
        return Ok(vec![]);
    }
    let Some(_held) = Lock::issuing(&workspace.paths).take()? else {
        return Ok(vec![]);
    };
    let open = workspace.read().open_intents()?;
    let mut settled = Vec::new();
    for intent in &open {
        settled.push(settle_intent(workspace, intent, now)?);
    }
    let changed = settled.iter().any(|intent| intent.outcome != "open");
    if changed {
        owed(crl::publish_if_due(workspace, now))?;
        checkpoint::follow(workspace, now)?;
    }
    Ok(settled)
}

fn settle_intent(
    workspace: &mut Workspace,
    intent: &IntentRow,
    now: Utc,
) -> Result<SettledIntent, Error> {
    let row = request::find(workspace, intent.request.as_str())?;
    let (outcome, message) = match certificate::settle_one(workspace, intent, now) {
        Ok(()) => (
            "issued",
            "The decisions still stand: the same certificate was signed.".to_owned(),
        ),
        Err(error) if ends_an_intent(&error) => {
            certificate::abandon(workspace, &row, &intent.serial, error.code(), now)?;
            (
                "abandoned",
                format!("The decisions no longer stand ({error}): the serial goes on the CRL."),
            )
        }
        // A token that is out, a wrong PIN, a damaged record: none of them says anything
        // about the decisions.
        Err(error) => ("open", format!("It could not be settled now: {error}.")),
    };
    Ok(SettledIntent {
        serial: intent.serial.clone(),
        request: intent.request.to_string(),
        outcome: outcome.to_owned(),
        message,
    })
}

/// Only what is wrong with the decisions, with the certificate itself or with a key that it
/// stands on ends an intent.
fn ends_an_intent(error: &Error) -> bool {
    matches!(
        error,
        Error::Rule { .. }
            | Error::DecisionInvalid { .. }
            | Error::RulesChanged { .. }
            | Error::Lint { .. }
            | Error::Certificate(
                CertificateRefusal::KeyCompromised { .. }
                    | CertificateRefusal::AuthorityCompromised { .. }
            )
    )
}

/// Keys that a crash left between intent and request. Another process that submits holds the
/// lock: then they are its own.
fn settle_keys(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let read = workspace.read();
    if read.open_key_intents()?.is_empty() && read.keys_without_use()?.is_empty() {
        return Ok(());
    }
    let Some(_held) = Lock::submitting(&workspace.paths).take()? else {
        return Ok(());
    };
    owed(request::settle_keys(workspace, now)).map(|_| ())
}

/// An approved erasure that a crash came before is carried out.
fn erase_what_is_owed(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    if owed(retention::settle(workspace, now))? == Some(true) {
        checkpoint::follow(workspace, now)?;
    }
    Ok(())
}

/// An approved release that a crash came before is carried out.
fn release_what_is_owed(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    if owed(certificate::settle_releases(workspace, now))? == Some(true) {
        checkpoint::follow(workspace, now)?;
    }
    Ok(())
}

/// Approved enrolments and retirements that a crash came before are carried out.
fn enrol_and_retire_what_is_owed(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let enrolled = owed(officer::settle(workspace, now))?;
    let retired = owed(officer::settle_retirements(workspace, now))?;
    if enrolled == Some(true) || retired == Some(true) {
        checkpoint::follow(workspace, now)?;
    }
    Ok(())
}

/// Approvals that ended while nobody was here.
fn expire_what_is_due(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    if request::expire_what_is_due(workspace, now)? {
        checkpoint::follow(workspace, now)?;
    }
    Ok(())
}

/// A rejection destroys the key in the token and then says so; a crash between the two is
/// made good here.
fn destroy_left_keys(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let left = workspace.read().requests_with_keys_left()?;
    if left.is_empty() {
        return Ok(());
    }
    for row in &left {
        owed(destroy_key_of(workspace, row, now))?;
    }
    Ok(())
}
