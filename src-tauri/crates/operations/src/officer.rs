//! Officers: who they are, and proving that they are there.

use chancery_domain::{
    Sha256Digest, Utc,
    change::{Change, EnrolmentCause},
    commitment::Committed,
    event::{Actor, EventBody},
    officer::{OfficerId, Role},
};
use chancery_ledger::{Reading, read::OfficerRow};
use chancery_pki::Certificate;
use chancery_token::{Signer, SignerOptions, UserPin};

use crate::{
    Error, Workspace, edge, tries,
    view::{OfficerView, RoleView},
    workspace::{OfficerKey, stored_certificate, token_id},
};

/// An officer by id.
pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<OfficerRow, Error> {
    let absent = || Error::NoSuch {
        what: "officer",
        id: id.to_owned(),
    };
    let parsed = OfficerId::parse(id).ok_or_else(absent)?;
    workspace.read().officer(&parsed)?.ok_or_else(absent)
}

/// The officer who acts, as events name them.
pub(crate) fn actor(officer: &OfficerRow) -> Actor {
    Actor::Officer {
        id: officer.id.clone(),
        role: officer.role,
        token: Some(officer.token_serial.clone()),
    }
}

/// A salted value, unless it was erased.
pub(crate) fn committed(
    workspace: &Workspace,
    commitment: Sha256Digest,
) -> Result<Option<String>, Error> {
    let Some(bytes) = workspace.read().erasable_blob(commitment)? else {
        return Ok(None);
    };
    let committed: Committed =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "commitment" })?;
    Ok(Some(committed.value))
}

/// An officer's name, unless it was erased.
pub(crate) fn name_of(workspace: &Workspace, id: &OfficerId) -> Result<Option<String>, Error> {
    match workspace.read().officer(id)? {
        Some(officer) => committed(workspace, officer.name),
        None => Ok(None),
    }
}

/// Whether a change of officers can still take effect.
pub(crate) fn check_change(read: Reading<'_>, change: &Change) -> Result<(), Error> {
    let serving = |id: &OfficerId| -> Result<Option<OfficerRow>, Error> {
        Ok(read.officer(id)?.filter(|row| row.retired_seq.is_none()))
    };
    let applies = match change {
        Change::Enrolment { officer, cause, .. } => match cause {
            EnrolmentCause::New => read.officer(officer)?.is_none(),
            _ => serving(officer)?.is_some(),
        },
        Change::Role {
            officer, current, next,
        } => current != next && serving(officer)?.is_some_and(|row| row.role == *current),
        Change::Retirement { officer } => serving(officer)?.is_some(),
        _ => true,
    };
    applies.then_some(()).ok_or(Error::ChangeOutdated {
        change: String::new(),
    })
}

/// All officers.
pub fn list(workspace: &Workspace) -> Result<Vec<OfficerView>, Error> {
    workspace
        .read()
        .officers()?
        .iter()
        .map(|officer| view(workspace, officer))
        .collect()
}

/// One officer.
pub fn show(workspace: &Workspace, id: &str) -> Result<OfficerView, Error> {
    view(workspace, &find(workspace, id)?)
}

pub(crate) fn view(workspace: &Workspace, officer: &OfficerRow) -> Result<OfficerView, Error> {
    let certificate = stored_certificate(workspace.read(), officer.certificate)?;
    let key = workspace.read().keys_on(&officer.token_serial, 1)?.pop();
    let model = match key {
        Some(key) => crate::token::custody(workspace, &key)?.model,
        None => String::new(),
    };
    Ok(OfficerView {
        id: officer.id.to_string(),
        name: committed(workspace, officer.name)?,
        role: role_view(officer.role),
        token_label: officer.token_label.clone(),
        token_serial: officer.token_serial.clone(),
        token_model: model,
        certificate_until: certificate.validity.not_after.date().to_string(),
        practice_pin: workspace.is_practice() && workspace.pins.of(&officer.token_label).is_some(),
    })
}

pub(crate) fn role_view(role: Role) -> RoleView {
    match role {
        Role::Administrator => RoleView::Administrator,
        Role::Maker => RoleView::Maker,
        Role::Checker => RoleView::Checker,
        Role::Auditor => RoleView::Auditor,
    }
}

/// Signs in: the officer's token signs a fresh challenge with the key that was enrolled.
/// Label, serial and PIN prove nothing by themselves.
pub fn sign_in(
    workspace: &mut Workspace,
    id: &str,
    pin: &UserPin,
    now: Utc,
) -> Result<OfficerView, Error> {
    let officer = find(workspace, id)?;
    let challenge = challenge(workspace, &officer, now);
    let signed = with_officer_key(workspace, &officer, pin, now, |key| {
        chancery_seal::jws::sign(
            &challenge,
            "application/vnd.chancery.sign-in+json",
            now,
            &[&officer_chain(workspace, &officer)?[0]],
            key,
        )
        .map_err(Error::signing("signing in"))
    });
    let signed = match signed {
        Ok(signed) => signed,
        Err(error) => return Err(explain(workspace, &officer, now, error)),
    };
    // Proof, not belief: the statement verifies under the enrolled certificate.
    let verified = chancery_seal::jws::verify(&signed).map_err(Error::signing("signing in"))?;
    if Sha256Digest::of(verified.leaf()) != officer.certificate {
        return Err(Error::Stored {
            what: "officer certificate",
        });
    }
    let body = EventBody::SignedIn {
        token_serial: officer.token_serial.clone(),
        challenge: Sha256Digest::of(&chancery_domain::jcs::to_vec(&challenge)),
    };
    workspace.record(now, actor(&officer), body)?;
    view(workspace, &officer)
}

fn challenge(workspace: &Workspace, officer: &OfficerRow, now: Utc) -> serde_json::Value {
    serde_json::json!({
        "type": "sign-in",
        "origin": workspace.founding.origin,
        "officer": officer.id.as_str(),
        "nonce": hex::encode(edge::random::<32>()),
        "iat": now.unix_seconds(),
    })
}

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
    check_certificate(workspace, officer, now)?;
    let key = OfficerKey::of(workspace.read(), officer)?;
    let module = workspace.module_of(&key.token)?;
    let id = token_id(&key.token)?;
    let _held = workspace.lock_practice_tokens_of(&key.token)?;
    tries::recall(&workspace.paths, &module, &id);
    let signer = Signer::start(&module, &id, SignerOptions::default());
    let logged_in = signer.log_in(pin.clone());
    tries::keep(&workspace.paths, &module, &id);
    logged_in?;
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

fn check_certificate(workspace: &Workspace, officer: &OfficerRow, now: Utc) -> Result<(), Error> {
    let certificate: Certificate = stored_certificate(workspace.read(), officer.certificate)?;
    if certificate.validity.contains(now) {
        return Ok(());
    }
    Err(Error::AlreadyExpired {
        serial: certificate.serial_number.to_string(),
        ended: certificate.validity.not_after.to_seconds_string(),
    })
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
