//! OCSP (RFC 6960): whether a certificate is good at this moment, answered by the responder whose
//! key is in the records token. It needs no CA: what was denied a moment ago is denied here, also
//! while its CRL is owed.

use std::{collections::HashMap, path::Path};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, EventBody, KeyPurpose},
    profile::ProfileId,
};
use chancery_ledger::read::{DenialCause, SerialStatus};
use chancery_pki::{
    Certificate, RevocationReason, SerialNumber,
    ocsp::{self, CertId, Request, Status, UnsignedAnswer},
};

use crate::{
    Error, Workspace,
    certificate::CertificateRefusal,
    crl::{Authority, Known, not_before},
    error::owed,
    export::write_new,
    service,
};

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The OCSPResponse, DER.
    pub der: Vec<u8>,
    /// OCSPResponseStatus: `successful`, `malformedRequest` or `unauthorized`. Only what is
    /// successful is signed.
    pub status: &'static str,
    /// Why it is not successful, if it is not.
    pub fault: Option<String>,
    /// The certificates that were asked for; none if the answer is not successful.
    pub certificates: Vec<Told>,
}

/// What was answered for one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Serial number, upper-case hex.
    pub serial: String,
    /// `good`, `revoked` or `unknown`; what is on hold is `revoked`, with certificateHold as the
    /// reason.
    pub status: &'static str,
    /// Reason by its name in RFC 5280.
    pub reason: Option<&'static str>,
    /// Since when, RFC 3339.
    pub since: Option<String>,
}

/// Answers a request. One that is none, or asks for no certificate of the issuing CA, gets an
/// answer that nobody signs.
pub fn respond(workspace: &mut Workspace, request: &[u8], now: Utc) -> Result<Answer, Error> {
    let request = match Request::from_der(request) {
        Ok(request) => request,
        Err(error) => return Ok(unsigned(error.answer(), &error)),
    };
    let issuer = Authority::Issuing.certificate(workspace).clone();
    if !request.cert_ids().iter().any(|id| id.is_of(&issuer)) {
        let error = ocsp::RespondError::NotOurs;
        return Ok(unsigned(error.answer(), &error));
    }
    owed(service::renew_if_due(workspace, now))?;
    let responder = responder(workspace, now)?;
    let states = states(workspace, &request, &issuer)?;
    let at = not_before(now, newest(&states))?;
    let der = workspace.with_service_key(KeyPurpose::OcspResponder, |key| {
        let lookup = |id: &CertId| state(&states, id);
        ocsp::respond(&request, lookup, &issuer, &responder, key, at)
            .map_err(Error::signing("answering by OCSP"))
    })?;
    let certificates: Vec<Told> = request
        .cert_ids()
        .iter()
        .map(|id| told(id, &issuer, &states))
        .collect();
    let body = EventBody::OcspResponded {
        serials: certificates.iter().map(|one| one.serial.clone()).collect(),
        response: Sha256Digest::of(&der),
    };
    workspace.record(now, Actor::service("records"), body)?;
    Ok(Answer {
        der,
        status: "successful",
        fault: None,
        certificates,
    })
}

/// Writes an answer to a new file; never over another.
pub fn write(out: &Path, answer: &Answer) -> Result<(), Error> {
    write_new(out, &answer.der)
}

fn unsigned(answer: UnsignedAnswer, error: &dyn std::error::Error) -> Answer {
    Answer {
        der: answer.to_der(),
        status: match answer {
            UnsignedAnswer::MalformedRequest => "malformedRequest",
            UnsignedAnswer::InternalError => "internalError",
            UnsignedAnswer::TryLater => "tryLater",
            UnsignedAnswer::Unauthorized => "unauthorized",
        },
        fault: Some(error.to_string()),
        certificates: vec![],
    }
}

/// The responder's certificate is never checked for revocation (id-pkix-ocsp-nocheck), so this
/// program must not use it once it was denied.
fn responder(workspace: &Workspace, now: Utc) -> Result<Certificate, Error> {
    service::usable(workspace, ProfileId::OcspResponder, now)?
        .map_err(|detail| CertificateRefusal::ResponderUnusable { detail }.into())
}

type States = HashMap<SerialNumber, Status>;

/// How each certificate stands that is asked for and is of the issuing CA.
fn states(workspace: &Workspace, request: &Request, issuer: &Certificate) -> Result<States, Error> {
    let ski = Authority::Issuing.ski(workspace);
    let mut states = States::new();
    for id in request.cert_ids().iter().filter(|id| id.is_of(issuer)) {
        if let Some(serial) = id.serial_number() {
            let found = workspace.read().status_under(&ski, &serial.to_string())?;
            states.insert(serial.clone(), status(found));
        }
    }
    Ok(states)
}

/// The newest decision among them: no answer is dated before what it tells of.
fn newest(states: &States) -> Option<Known> {
    let decided = states.values().filter_map(|status| match status {
        Status::Revoked { at, .. } => Some(*at),
        Status::Good | Status::Unknown => None,
    });
    decided.max().map(|at| Known::Decision { at })
}

fn status(found: SerialStatus) -> Status {
    match found {
        SerialStatus::NeverIssued => Status::Unknown,
        SerialStatus::Good => Status::Good,
        SerialStatus::Suspended { at } => Status::Revoked {
            at,
            reason: RevocationReason::CertificateHold,
        },
        SerialStatus::Revoked { at, cause, .. } => Status::Revoked {
            at,
            reason: reason(cause),
        },
        SerialStatus::Abandoned { at } => Status::Revoked {
            at,
            reason: RevocationReason::Unspecified,
        },
    }
}

fn reason(cause: DenialCause) -> RevocationReason {
    let code = cause.reason_code().unwrap_or_default();
    RevocationReason::ALL
        .into_iter()
        .find(|reason| reason.code() == code)
        .expect("causes have reasons of RFC 5280, and 0 is one")
}

fn state(states: &States, id: &CertId) -> Status {
    let known = id.serial_number().and_then(|serial| states.get(serial));
    known.copied().unwrap_or(Status::Unknown)
}

fn told(id: &CertId, issuer: &Certificate, states: &States) -> Told {
    let serial = id
        .serial_number()
        .map_or_else(String::new, ToString::to_string);
    let status = if id.is_of(issuer) {
        state(states, id)
    } else {
        Status::Unknown
    };
    let (status, reason, since) = match status {
        Status::Good => ("good", None, None),
        Status::Unknown => ("unknown", None, None),
        Status::Revoked { at, reason } => {
            ("revoked", Some(reason.name()), Some(at.to_seconds_string()))
        }
    };
    Told {
        serial,
        status,
        reason,
        since,
    }
}
