//! Issuing: once, from two standing decisions, through an intent in the log.
//!
//! The order is the point: lint under a throwaway key; log the whole to-be-signed certificate;
//! sign in the token; verify; certificate, event and register in one transaction. A crash after
//! the intent leaves an open intent, never an unlogged signature.

use chancery_domain::{
    Algorithm, Language, RawSignature, SigningFailed, SigningKey, Spki, Utc,
    event::{Actor, EventBody, KeyPurpose},
    officer::Act,
    profile::{Profile, ProfileId},
    request::{Approved, Refusal, RequestObject, Submitted},
    scope::{Approver, ApproverRole, Authorisation},
};
use chancery_ledger::{
    media,
    read::{RequestRow, RequestState},
};
use chancery_pki::{
    AgentScope, Certificate, Expectation, Linted, Subject, ToBeSigned, Validity, lint,
    profile::{AgentContent, Fields, Locations, agent},
    sign,
    validity::BACKDATE_MAX_SECONDS,
};

use crate::{
    Error, Workspace, checkpoint, crl, decide,
    error::owed,
    lock::Lock,
    officer::{self, actor},
    record::{Refused, record},
    request::{self, destroy_key_of},
    view::RequestView,
    workspace::{fresh_serial, lint_error, subject},
};

/// Issues the certificate of an approved request with the issuing CA's key, because an officer
/// asked for it. The decisions are made; the asking needs a role that takes part in them.
pub fn issue(
    workspace: &mut Workspace,
    request: &str,
    officer: &str,
    now: Utc,
) -> Result<RequestView, Error> {
    let officer = officer::find(workspace, officer)?;
    if !officer.role.may(Act::Issue) {
        let role = officer.role;
        let error = Refusal::RoleForbids {
            role,
            act: Act::Issue,
        }
        .into();
        let refused = Refused {
            operation: "issue",
            subject: request,
        };
        return Err(workspace.refuse(now, actor(&officer), &refused, error));
    }
    issue_through(workspace, request, now, |key, message| key.sign(message))
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
    let Intended { row, linted } = intend(workspace, request, now)?;
    let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
        sign(linted, &Through { key, signing }).map_err(Error::signing("signing the certificate"))
    })?;
    finish(workspace, &row, &certificate, now)?;
    drop(held);
    complete(workspace, &row, now)
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
    row: RequestRow,
    linted: Linted,
}

fn intend(workspace: &mut Workspace, id: &str, now: Utc) -> Result<Intended, Error> {
    let row = request::find(workspace, id)?;
    let authorised = match authorised(workspace, &row, now) {
        Ok(authorised) => authorised,
        Err(error) => {
            let refused = Refused {
                operation: "issue",
                subject: id,
            };
            return Err(workspace.refuse(now, Actor::service("issuing"), &refused, error));
        }
    };
    if let Some(open) = open_intent(workspace, &row)? {
        // An earlier try got as far as the intent: that same certificate is signed.
        let linted = authorised.lint(workspace, open.tbs, open.at)?;
        return Ok(Intended { row, linted });
    }
    let fields = fields(workspace, &authorised, now)?;
    let serial = fields.serial_number.to_string();
    let content = authorised.content.clone();
    let tbs = agent(
        &fields,
        &content,
        &workspace.authorities.issuing,
        &workspace.locations(),
    )
    .map_err(Error::signing("building the certificate"))?;
    let linted = authorised.lint(workspace, tbs.clone(), now)?;
    // The token is asked before the intent is written: a token that is not there leaves nothing.
    workspace.service_key(KeyPurpose::IssuingCa)?;
    let request = row.id.clone();
    workspace.ledger.write(|tx| {
        let blob = tx.put_blob(media::TBS_CERTIFICATE, tbs.der())?;
        let body = EventBody::IssuanceIntended {
            request,
            serial,
            tbs: blob,
        };
        record(tx, now, Actor::service("issuing"), body)
    })?;
    Ok(Intended { row, linted })
}

/// What an earlier try meant to sign, and when it said so.
struct OpenIntent {
    tbs: ToBeSigned,
    at: Utc,
}

fn open_intent(workspace: &Workspace, row: &RequestRow) -> Result<Option<OpenIntent>, Error> {
    let read = workspace.read();
    let Some(intent) = read.open_intent(&row.id)? else {
        return Ok(None);
    };
    let stored = || Error::Stored { what: "intent" };
    let at = read.event(intent.seq)?.ok_or_else(stored)?.event.at;
    let tbs = ToBeSigned::from_der(read.blob(intent.tbs)?).map_err(|_| stored())?;
    Ok(Some(OpenIntent { tbs, at }))
}

fn complete(workspace: &mut Workspace, row: &RequestRow, now: Utc) -> Result<RequestView, Error> {
    owed(crl::publish_if_due(workspace, now))?;
    checkpoint::follow(workspace, now)?;
    request::show(workspace, row.id.as_str(), None, Language::En)
}

/// Certificate, event and register in one transaction.
pub(crate) fn finish(
    workspace: &mut Workspace,
    row: &RequestRow,
    certificate: &Certificate,
    now: Utc,
) -> Result<(), Error> {
    let issuer_ski = workspace.issuing_ski();
    workspace.ledger.write(|tx| {
        let body = EventBody::CertificateIssued {
            request: Some(row.id.clone()),
            profile: ProfileId::Agent,
            common_name: row.agent_id.to_string(),
            serial: certificate.serial_number.to_string(),
            issuer_ski,
            certificate: tx.put_blob(media::CERTIFICATE, certificate.der())?,
            spki: certificate.spki.sha256(),
            not_before: certificate.validity.not_before,
            not_after: certificate.validity.not_after,
        };
        record(tx, now, Actor::service("issuing"), body)?;
        Ok(())
    })
}

/// A request whose two decisions stand: what may be issued for it.
pub(crate) struct Authorised {
    pub(crate) object: RequestObject,
    pub(crate) content: AgentContent,
    spki: Spki,
    subject: Subject,
    practice: bool,
    locations: Locations,
}

/// Checks both statements again, the rules between them, and the approval's age.
pub(crate) fn authorised(
    workspace: &Workspace,
    row: &RequestRow,
    now: Utc,
) -> Result<Authorised, Error> {
    if row.state != RequestState::Approved {
        return Err(request::state_error(row));
    }
    let invalid = |act: Act, detail: String| Error::DecisionInvalid {
        request: row.id.to_string(),
        act: act.name(),
        detail,
    };
    let maker = request::submission(workspace, row)?;
    let decision = row.decision.ok_or(Error::Stored { what: "approval" })?;
    let checker = decide::verify(
        workspace,
        &workspace.read().blob(decision)?,
        Act::Approve,
        row.object,
    )
    .map_err(|detail| invalid(Act::Approve, detail))?;
    let submitted = Submitted {
        id: row.id.clone(),
        object: row.object,
        maker: maker.signer.clone(),
    };
    let at = Utc::from_unix_seconds(checker.decision.iat)
        .ok_or_else(|| invalid(Act::Approve, "it names no time".to_owned()))?;
    let approved: Approved = submitted.approve(checker.signer.clone(), at)?;
    approved.check_current(now)?;
    let object = request::object_of(workspace, row)?;
    check_profile(&object, row)?;
    let approvers = vec![
        Approver {
            cert_hash: maker.signer.certificate,
            role: ApproverRole::Maker,
        },
        Approver {
            cert_hash: checker.signer.certificate,
            role: ApproverRole::Checker,
        },
    ];
    let authorisation = Authorisation {
        request_hash: row.object,
        approvers,
    };
    Ok(Authorised {
        content: AgentContent {
            spiffe_id: object.spiffe_id.clone(),
            scope: AgentScope {
                scope: object.scope.clone(),
                authorisation,
            },
        },
        spki: Spki::from_der(workspace.read().blob(row.spki)?),
        subject: subject(&object.organisation, object.agent_id.as_str()),
        practice: workspace.is_practice(),
        locations: workspace.locations(),
        object,
    })
}

/// What was approved was approved under these very rules, and for this key.
fn check_profile(object: &RequestObject, row: &RequestRow) -> Result<(), Error> {
    let invalid = |detail: &str| Error::DecisionInvalid {
        request: row.id.to_string(),
        act: Act::Approve.name(),
        detail: detail.to_owned(),
    };
    if object.profile != (&Profile::built_in(ProfileId::Agent)).into() {
        return Err(invalid("the profile has changed since"));
    }
    if object.spki_sha256 != row.spki {
        return Err(invalid("it is for another key"));
    }
    Ok(())
}

impl Authorised {
    /// Holds the certificate against what was approved, under a throwaway key.
    pub(crate) fn lint(
        &self,
        workspace: &Workspace,
        tbs: ToBeSigned,
        now: Utc,
    ) -> Result<Linted, Error> {
        let profile = Profile::built_in(ProfileId::Agent);
        let expectation = expectation_of(self, &profile, &workspace.authorities.issuing, now);
        lint::lint(tbs, &expectation).map_err(lint_error)
    }
}

pub(crate) fn expectation_of<'a>(
    authorised: &'a Authorised,
    profile: &'a Profile,
    issuer: &'a Certificate,
    now: Utc,
) -> Expectation<'a> {
    Expectation {
        profile,
        issuer: Some(issuer),
        subject: &authorised.subject,
        subject_key: &authorised.spki,
        practice: authorised.practice,
        agent: Some(&authorised.content),
        locations: Some(&authorised.locations),
        now,
    }
}

/// Only serial and validity are added at issuance. Validity begins up to a minute before now,
/// but not before the day, so that the days asked for are never exceeded, and ends with the last
/// second of the last day.
fn fields(workspace: &Workspace, authorised: &Authorised, now: Utc) -> Result<Fields, Error> {
    let issuing = &workspace.authorities.issuing.validity;
    let last = request::day(&authorised.object.valid_until).ok_or(Error::Stored {
        what: "last day of validity",
    })?;
    let not_before = now
        .to_whole_second()
        .plus_seconds(-BACKDATE_MAX_SECONDS)
        .max(Utc::at_start_of(now.date()))
        .max(issuing.not_before);
    Ok(Fields {
        serial_number: fresh_serial(),
        validity: Validity {
            not_before,
            not_after: Utc::at_end_of(last),
        },
        subject: authorised.subject.clone(),
        subject_key: authorised.spki.clone(),
        practice: authorised.practice,
    })
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
    destroy_key_of(workspace, row, now)
}

/// Signs the very certificate of an intent that a crash left open.
pub(crate) fn settle_one(
    workspace: &mut Workspace,
    row: &RequestRow,
    tbs: Vec<u8>,
    intended_at: Utc,
    now: Utc,
) -> Result<(), Error> {
    let tbs = ToBeSigned::from_der(tbs).map_err(|_| Error::Stored { what: "intent" })?;
    let authorised = authorised(workspace, row, now)?;
    let linted = authorised.lint(workspace, tbs, intended_at)?;
    let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
        sign(linted, key).map_err(Error::signing("signing the certificate"))
    })?;
    finish(workspace, row, &certificate, now)
}
