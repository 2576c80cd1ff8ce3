//! An officer's own token: working with the key on it, and what its refusals are.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
};
use chancery_ledger::read::OfficerRow;
use chancery_pki::{Certificate, Validity};
use chancery_token::{SignerOptions, UserPin};

use super::{OfficerRefusal, check_serving};
use crate::{
    Error, Workspace,
    certificate::is_suspended,
    tries,
    workspace::{OfficerKey, stored_certificate, token_id},
};

/// The officer's certificate and its issuer's, DER.
pub(crate) fn officer_chain(
    workspace: &Workspace,
    officer: &OfficerRow,
) -> Result<[Vec<u8>; 2], Error> {
    let certificate = workspace.read().blob(officer.certificate)?;
    Ok([certificate, workspace.authorities.issuing.der().to_vec()])
}

/// Runs `work` with an officer's key, its PIN proved. A refused PIN is an event. The token has a
/// thread of its own meanwhile: one that hangs is given up.
pub(crate) fn with_officer_key<T>(
    workspace: &Workspace,
    officer: &OfficerRow,
    pin: &UserPin,
    now: Utc,
    work: impl FnOnce(&dyn chancery_domain::SigningKey) -> Result<T, Error>,
) -> Result<T, Error> {
    check_key(workspace, officer, now)?;
    let key = OfficerKey::of(workspace.read(), officer)?;
    let module = workspace.module_of(&key.token)?;
    let id = token_id(&key.token)?;
    let _held = workspace.lock_practice_tokens_of(&key.token)?;
    let options = SignerOptions::default();
    let signer = tries::log_in(&workspace.paths, &module, &id, pin.clone(), options)?;
    work(&key.key.on(&signer)?)
}

/// Refuses a wrong PIN before anything else is done.
pub(crate) fn prove_pin(
    workspace: &mut Workspace,
    officer: &OfficerRow,
    pin: &UserPin,
    now: Utc,
) -> Result<(), Error> {
    with_officer_key(workspace, officer, pin, now, |_| Ok(()))
        .map_err(|error| explain(workspace, officer, now, error))
}

/// Only a key in force signs: of an officer who serves, its certificate neither revoked nor on hold
/// nor ended.
fn check_key(workspace: &Workspace, officer: &OfficerRow, now: Utc) -> Result<(), Error> {
    check_serving(officer)?;
    let read = workspace.read();
    let certificate: Certificate = stored_certificate(read, officer.certificate)?;
    let key = read.officer_key(officer.certificate)?;
    let ended = key.is_none_or(|key| key.officer != officer.id || key.until_seq.is_some());
    if ended || is_suspended(read, &certificate.serial_number.to_string())? {
        return Err(OfficerRefusal::KeyDenied {
            officer: officer.id.clone(),
            token: officer.token_label.clone(),
        }
        .into());
    }
    if certificate.validity.contains(now) {
        return Ok(());
    }
    let serial = certificate.serial_number.to_string();
    Err(not_in_force(serial, certificate.validity, now))
}

/// Why a certificate that is not valid now is not.
fn not_in_force(serial: String, validity: Validity, now: Utc) -> Error {
    if now < validity.not_before {
        Error::NotYetValid {
            serial,
            begins: validity.not_before.to_seconds_string(),
            clock: now.to_seconds_string(),
        }
    } else {
        Error::AlreadyExpired {
            serial,
            ended: validity.not_after.to_seconds_string(),
        }
    }
}

/// Gives an error of the officer's token its label, and records a PIN that was not accepted.
pub(crate) fn explain(
    workspace: &mut Workspace,
    officer: &OfficerRow,
    now: Utc,
    error: Error,
) -> Error {
    match error {
        Error::PinRefused {
            standing, answer, ..
        } => {
            let body = EventBody::SignInFailed {
                officer: officer.id.clone(),
                token_serial: officer.token_serial.clone(),
                answer: answer.clone(),
            };
            let event = workspace
                .record(now, Actor::service("workstation"), body)
                .ok();
            Error::PinRefused {
                token: officer.token_label.clone(),
                standing,
                answer,
                event,
            }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_that_has_not_begun_is_not_said_to_have_ended() {
        let at = |text| Utc::parse(text).expect("RFC 3339");
        let validity = Validity {
            not_before: at("2026-11-23T10:00:00Z"),
            not_after: at("2027-11-23T09:59:59Z"),
        };
        let code = |now| not_in_force("01".to_owned(), validity, at(now)).code();
        assert_eq!(code("2026-11-23T09:59:59Z"), "not-yet-valid");
        assert_eq!(code("2027-11-23T10:00:00Z"), "already-expired");
    }
}
