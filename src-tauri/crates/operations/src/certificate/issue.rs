//! Issuing: once, from standing decisions, through an intent in the log.
//!
//! The order is the point: lint under a throwaway key; log the whole to-be-signed certificate;
//! sign in the token; verify; certificate, event and register in one transaction. A crash after
//! the intent leaves an open intent, never an unlogged signature.

use chancery_domain::{
    Algorithm, Language, RawSignature, SigningFailed, SigningKey, Spki, Utc,
    event::{Actor, EventBody, KeyPurpose},
    officer::Act,
    profile::ProfileId,
};
use chancery_ledger::{
    Writing, media,
    read::{IntentRow, RequestRow, RequestState},
};
use chancery_pki::{Certificate, Linted, ToBeSigned, sign};

use super::authorised::{Authorised, Place, Prepared};
use crate::{
    Error, Workspace, checkpoint, crl, dating,
    decide::Verifier,
    error::owed,
    lock::Lock,
    officer::{self, actor},
    record::{Refused, record},
    request::{self, destroy_key_of},
    service,
    view::{FailureKind, RequestView},
};

/// Issues the certificate of an approved request with the issuing CA's key, because an officer
/// asked for it. The decisions are made; the asking needs a role that takes part in them.
pub fn issue(
    workspace: &mut Workspace,
    request: &str,
    officer: &str,
    now: Utc,
) -> Result<RequestView, Error> {
    check_role(workspace, request, officer, now)?;
    let issued = issue_through(workspace, request, now, |key, message| key.sign(message));
    issued.map_err(|error| owed_still(workspace, &[request], error))
}

/// Whoever approved and had it issued at once must not read that nothing was signed: where token
/// or module failed, the approvals stand.
pub(super) fn owed_still(workspace: &Workspace, requests: &[&str], error: Error) -> Error {
    let failed =
        error.kind() == FailureKind::Unavailable || matches!(error, Error::PinRefused { .. });
    let stands = |id: &str| {
        request::find(workspace, id).is_ok_and(|row| row.state == RequestState::Approved)
    };
    let owed = requests.iter().filter(|id| failed && stands(id));
    let requests: Vec<String> = owed.map(ToString::to_string).collect();
    match requests.is_empty() {
        false => Error::IssuanceOwed {
            requests,
            source: Box::new(error),
        },
        true => error,
    }
}

/// Refuses, and records the refusal, for who takes no part in the decisions.
pub(super) fn check_role(
    workspace: &mut Workspace,
    request: &str,
    officer: &str,
    now: Utc,
) -> Result<(), Error> {
    let officer = officer::find(workspace, officer)?;
    let Err(error) = officer::check_may(&officer, Act::Issue) else {
        return Ok(());
    };
    let refused = Refused {
        operation: "issue",
        subject: request,
    };
    Err(workspace.refuse(now, actor(&officer), &refused, error))
}

/// Issues with the signature made by `signing`, which is given the CA's key: how a test shows
/// what a crash at the signature leaves behind.
pub fn issue_through(
    workspace: &mut Workspace,
    request: &str,
    now: Utc,
    signing: impl Fn(&dyn SigningKey, &[u8]) -> Result<RawSignature, SigningFailed>,
) -> Result<RequestView, Error> {
    let held = Lock::issuing(&workspace.paths).wait()?;
    let Intended {
        authorised,
        linted,
        partition,
    } = intend(workspace, request, now)?;
    let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
        sign(linted, &Through { key, signing }).map_err(Error::signing("signing the certificate"))
    })?;
    finish(workspace, &authorised, &certificate, partition, now)?;
    drop(held);
    complete(workspace, now)?;
    request::show(workspace, request, None, Language::En)
}

/// A key whose signature goes through a function.
struct Through<'k, F> {
    key: &'k dyn SigningKey,
    signing: F,
}

impl<F: Fn(&dyn SigningKey, &[u8]) -> Result<RawSignature, SigningFailed>> SigningKey
    for Through<'_, F>
{
    fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    fn spki(&self) -> &Spki {
        self.key.spki()
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        (self.signing)(self.key, message)
    }
}

/// An intent that is in the log.
struct Intended {
    authorised: Authorised,
    linted: Linted,
    partition: u32,
}

fn intend(workspace: &mut Workspace, id: &str, now: Utc) -> Result<Intended, Error> {
    let authorised = match authorise(workspace, id, now) {
        Ok(authorised) => authorised,
        Err(error) => {
            let error = refuse(workspace, id, error, now)?;
            if has_expired(&error) {
                checkpoint::follow(workspace, now)?;
            }
            return Err(error);
        }
    };
    if let Some(open) = workspace.read().open_intent(&authorised.row.id)? {
        // An earlier try got as far as the intent: that same certificate is signed.
        let (tbs, at) = intended(workspace, &open)?;
        let place = Place::in_part(workspace, open.partition);
        let linted = authorised.lint(tbs, &place, at)?;
        return Ok(Intended {
            authorised,
            linted,
            partition: open.partition,
        });
    }
    check_clock(workspace, id, now)?;
    let partition = crl::partition_for_next(workspace)?;
    let place = Place::in_part(workspace, partition);
    let Prepared { serial, linted } = authorised.prepare(&place, now)?;
    // The token is asked before the intent is written: a token that is not there leaves nothing.
    workspace.service_key(KeyPurpose::IssuingCa)?;
    workspace
        .ledger
        .write(|tx| record_intent(tx, &authorised.row, &serial, &linted, partition, now))?;
    Ok(Intended {
        authorised,
        linted,
        partition,
    })
}

/// Refuses, and records the refusal, where the clock is behind the log.
pub(super) fn check_clock(workspace: &mut Workspace, id: &str, now: Utc) -> Result<(), Error> {
    let Err(error) = dating::check(workspace, now) else {
        return Ok(());
    };
    Err(refuse(workspace, id, error, now)?)
}

/// Records a refusal, and gives it back. An approval that was not used in time has expired from
/// then on.
pub(super) fn refuse(
    workspace: &mut Workspace,
    id: &str,
    error: Error,
    now: Utc,
) -> Result<Error, Error> {
    let refused = Refused {
        operation: "issue",
        subject: id,
    };
    let error = workspace.refuse(now, Actor::service("issuing"), &refused, error);
    if has_expired(&error) {
        let row = request::find(workspace, id)?;
        request::expire_if_due(workspace, &row, now)?;
    }
    Ok(error)
}

fn has_expired(refusal: &Error) -> bool {
    refusal.code() == "approval-ended"
}

fn authorise(workspace: &Workspace, id: &str, now: Utc) -> Result<Authorised, Error> {
    crl::check_authority(workspace)?;
    let row = request::find(workspace, id)?;
    Authorised::of(workspace, &mut Verifier::default(), row, now)
}

/// Under a standing authorisation it is a use of that, which is counted with it.
pub(super) fn record_intent(
    tx: &mut Writing<'_>,
    row: &RequestRow,
    serial: &str,
    linted: &Linted,
    partition: u32,
    now: Utc,
) -> Result<(), Error> {
    crate::standing::check_use(tx.read(), row, now)?;
    let body = EventBody::IssuanceIntended {
        request: row.id.clone(),
        serial: serial.to_owned(),
        tbs: tx.put_blob(media::TBS_CERTIFICATE, linted.tbs().der())?,
        partition,
        standing: row.standing.clone(),
    };
    record(tx, now, Actor::service("issuing"), body)?;
    Ok(())
}

/// What an earlier try meant to sign, and when it said so.
pub(crate) fn intended(
    workspace: &Workspace,
    open: &IntentRow,
) -> Result<(ToBeSigned, Utc), Error> {
    let stored = || Error::Stored { what: "intent" };
    let read = workspace.read();
    let at = read.event(open.seq)?.ok_or_else(stored)?.event.at;
    let tbs = ToBeSigned::from_der(read.blob(open.tbs)?).map_err(|_| stored())?;
    Ok((tbs, at))
}

pub(super) fn complete(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    owed(service::renew_if_due(workspace, now))?;
    owed(crl::publish_if_due(workspace, now))?;
    checkpoint::follow(workspace, now)
}

/// A certificate that was signed.
pub(super) struct Issued<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) profile: ProfileId,
    pub(super) issuer_ski: &'a str,
    pub(super) partition: u32,
}

/// Certificate, event and register in one transaction.
fn finish(
    workspace: &mut Workspace,
    authorised: &Authorised,
    certificate: &Certificate,
    partition: u32,
    now: Utc,
) -> Result<(), Error> {
    let issuer_ski = workspace.issuing_ski();
    let issued = Issued {
        certificate,
        profile: authorised.profile.id,
        issuer_ski: &issuer_ski,
        partition,
    };
    workspace
        .ledger
        .write(|tx| record_issued(tx, &authorised.row, &issued, now))
}

pub(super) fn record_issued(
    tx: &mut Writing<'_>,
    row: &RequestRow,
    issued: &Issued<'_>,
    now: Utc,
) -> Result<(), Error> {
    let certificate = issued.certificate;
    let body = EventBody::CertificateIssued {
        request: Some(row.id.clone()),
        profile: issued.profile,
        common_name: row.agent_id.to_string(),
        serial: certificate.serial_number.to_string(),
        issuer_ski: issued.issuer_ski.to_owned(),
        certificate: tx.put_blob(media::CERTIFICATE, certificate.der())?,
        spki: certificate.spki.sha256(),
        not_before: certificate.validity.not_before,
        not_after: certificate.validity.not_after,
        partition: issued.partition,
    };
    record(tx, now, Actor::service("issuing"), body)?;
    Ok(())
}

/// Gives an intent up: its serial goes on the CRL, its request is done, its key is destroyed.
pub(crate) fn abandon(
    workspace: &mut Workspace,
    row: &RequestRow,
    serial: &str,
    code: &str,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::IssuanceAbandoned {
        request: row.id.clone(),
        serial: serial.to_owned(),
        code: code.to_owned(),
    };
    workspace.record(now, Actor::service("issuing"), body)?;
    let row = request::find(workspace, row.id.as_str())?;
    destroy_key_of(workspace, &row, now)
}

/// Signs the very certificate of an intent that a crash left open.
pub(crate) fn settle_one(
    workspace: &mut Workspace,
    open: &IntentRow,
    now: Utc,
) -> Result<(), Error> {
    let authorised = authorise(workspace, open.request.as_str(), now)?;
    let (tbs, at) = intended(workspace, open)?;
    let place = Place::in_part(workspace, open.partition);
    let linted = authorised.lint(tbs, &place, at)?;
    let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
        sign(linted, key).map_err(Error::signing("signing the certificate"))
    })?;
    finish(workspace, &authorised, &certificate, open.partition, now)
}
