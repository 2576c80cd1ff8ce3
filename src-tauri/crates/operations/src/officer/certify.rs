//! What the approval of an enrolment brings about: the officer's certificate, by the issuing CA. The
//! decisions and the proof of possession are verified again; lint under a throwaway key; the whole
//! to-be-signed certificate in the log; the token signs; certificate and officer in one transaction.

use std::sync::Arc;

use chancery_domain::{
    Sha256Digest, Spki, Utc,
    change::{Change, ChangeId, ChangeKind, EnrolmentCause},
    event::{Actor, EventBody, KeyPurpose},
    officer::{OfficerId, Role},
    profile::{Profile, ProfileId},
};
use chancery_ledger::{
    Writing, media,
    read::{ChangeRow, ChangeState},
};
use chancery_pki::{
    Certificate, Expectation, Linted, Subject, ToBeSigned, Validity, lint,
    profile::{Fields, build},
    sign,
};

use super::possession;
use crate::{
    Error, Workspace, change, crl,
    error::owed,
    lock::Lock,
    record::record,
    request::subject_key,
    workspace::{fresh_serial, lint_error, subject},
};

/// An enrolment whose decisions and proof stand.
struct Decided {
    change: ChangeId,
    officer: OfficerId,
    role: Role,
    cause: EnrolmentCause,
    token_serial: String,
    token_label: String,
    name: Sha256Digest,
    key: Spki,
    subject: Subject,
    profile: Profile,
}

/// A certificate that is in the log as one to be signed.
struct Intended {
    linted: Linted,
    partition: u32,
}

/// Issues the certificate of an approved enrolment, unless it was.
pub(crate) fn carry_out(
    workspace: &mut Workspace,
    approved: &ChangeRow,
    now: Utc,
) -> Result<(), Error> {
    let held = Lock::issuing(&workspace.paths).wait()?;
    if is_carried_out(workspace, approved)? {
        return Ok(());
    }
    let decided = Decided::of(workspace, approved)?;
    crl::check_authority(workspace)?;
    // The token is asked before the intent is written: a token that is not there leaves nothing.
    workspace.service_key(KeyPurpose::IssuingCa)?;
    let Intended { linted, partition } = intend(workspace, &decided, now)?;
    let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
        sign(linted, key).map_err(Error::signing("signing the certificate"))
    })?;
    let issuer_ski = workspace.issuing_ski();
    workspace.ledger.write(|tx| {
        let der = tx.put_blob(media::CERTIFICATE, certificate.der())?;
        let body = issued(&decided, &certificate, der, issuer_ski, partition);
        record(tx, now, Actor::service("issuing"), body)?;
        record(
            tx,
            now,
            Actor::service("workstation"),
            decided.enrolled(der),
        )?;
        Ok::<_, Error>(())
    })?;
    drop(held);
    owed(crl::publish_if_due(workspace, now)).map(|_| ())
}

/// Refuses an approval of which no certificate could come.
pub(crate) fn check_certifiable(workspace: &Workspace, change: &Change) -> Result<(), Error> {
    match change {
        Change::Enrolment { .. } => crl::check_authority(workspace),
        _ => Ok(()),
    }
}

/// Whether the key that an enrolment is about is the officer's already, or they retired meanwhile.
fn is_carried_out(workspace: &Workspace, approved: &ChangeRow) -> Result<bool, Error> {
    let Some(officer) = OfficerId::parse(&approved.subject) else {
        return Err(Error::Stored { what: "change" });
    };
    let read = workspace.read();
    let retired = read
        .officer(&officer)?
        .is_some_and(|row| row.retired_seq.is_some());
    let keys = read.officer_keys(&officer)?;
    let done = keys
        .iter()
        .any(|key| key.change.as_ref() == Some(&approved.id));
    Ok(done || retired)
}

impl Decided {
    fn of(workspace: &Workspace, approved: &ChangeRow) -> Result<Self, Error> {
        let object = change::object_of(workspace, approved)?;
        let broken = |detail: String| Error::DecisionInvalid {
            request: approved.id.to_string(),
            act: "approve",
            detail,
        };
        change::signers(workspace, approved).map_err(broken)?;
        let read = workspace.read();
        possession::check(read, &workspace.founding.origin, &object.change)?;
        let Change::Enrolment {
            officer,
            role,
            cause,
            token_serial,
            token_label,
            spki,
            name,
            ..
        } = object.change
        else {
            return Err(Error::Stored { what: "change" });
        };
        if read.key(spki)?.is_none_or(|key| key.destroyed) {
            return Err(broken("its key was destroyed".to_owned()));
        }
        let organisation = &workspace.founding.entity.organisation;
        Ok(Self {
            change: approved.id.clone(),
            subject: subject(organisation, officer.as_str()),
            key: Spki::from_der(read.blob(spki)?),
            profile: workspace.profile(ProfileId::Officer)?,
            officer,
            role,
            cause,
            token_serial,
            token_label,
            name,
        })
    }

    fn enrolled(&self, certificate: Sha256Digest) -> EventBody {
        match self.cause {
            EnrolmentCause::New => EventBody::OfficerEnrolled {
                officer: self.officer.clone(),
                role: self.role,
                certificate,
                token_label: self.token_label.clone(),
                token_serial: self.token_serial.clone(),
                name: self.name,
                change: Some(self.change.clone()),
            },
            _ => EventBody::OfficerTokenAdded {
                officer: self.officer.clone(),
                certificate,
                token_label: self.token_label.clone(),
                token_serial: self.token_serial.clone(),
                change: self.change.clone(),
            },
        }
    }

    fn lint(
        &self,
        workspace: &Workspace,
        tbs: ToBeSigned,
        partition: u32,
        at: Utc,
    ) -> Result<Linted, Error> {
        let locations = workspace.locations_of(partition);
        let expectation = Expectation {
            profile: Arc::new(self.profile.clone()),
            issuer: Some(Arc::new(workspace.authorities.issuing.clone())),
            subject: Arc::new(self.subject.clone()),
            subject_key: self.key.clone(),
            practice: workspace.is_practice(),
            agent: None,
            locations: Some(Arc::new(locations)),
            now: at,
        };
        lint::lint(tbs, expectation).map_err(lint_error)
    }
}

/// The intent that an earlier try left, or a new one.
fn intend(workspace: &mut Workspace, decided: &Decided, now: Utc) -> Result<Intended, Error> {
    if let Some((tbs, partition, at)) = earlier(workspace, &decided.change)? {
        let linted = decided.lint(workspace, tbs, partition, at)?;
        return Ok(Intended { linted, partition });
    }
    let partition = crl::partition_for_next(workspace)?;
    let issuer = &workspace.authorities.issuing;
    let fields = Fields {
        serial_number: fresh_serial(),
        validity: Validity::by_default(now, &decided.profile.validity, Some(&issuer.validity)),
        subject: decided.subject.clone(),
        subject_key: decided.key.clone(),
        practice: workspace.is_practice(),
    };
    let locations = workspace.locations_of(partition);
    let tbs = build(
        &decided.profile,
        &fields,
        Some(issuer),
        Some(&locations),
        None,
    )
    .map_err(Error::signing("building the certificate"))?;
    let linted = decided.lint(workspace, tbs, partition, now)?;
    let serial = fields.serial_number.to_string();
    workspace
        .ledger
        .write(|tx| record_intent(tx, decided, serial, &linted, partition, now))?;
    Ok(Intended { linted, partition })
}

fn record_intent(
    tx: &mut Writing<'_>,
    decided: &Decided,
    serial: String,
    linted: &Linted,
    partition: u32,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::EnrolmentIntended {
        change: decided.change.clone(),
        officer: decided.officer.clone(),
        serial,
        tbs: tx.put_blob(media::TBS_CERTIFICATE, linted.tbs().der())?,
        partition,
    };
    record(tx, now, Actor::service("issuing"), body)?;
    Ok(())
}

/// What an earlier try meant to sign, and when it said so: that same certificate is signed.
fn earlier(
    workspace: &Workspace,
    change: &ChangeId,
) -> Result<Option<(ToBeSigned, u32, Utc)>, Error> {
    let stored = || Error::Stored { what: "intent" };
    for event in workspace.read().events_about(change.as_str())? {
        if let EventBody::EnrolmentIntended { tbs, partition, .. } = event.event.event {
            let tbs = ToBeSigned::from_der(workspace.read().blob(tbs)?).map_err(|_| stored())?;
            return Ok(Some((tbs, partition, event.event.at)));
        }
    }
    Ok(None)
}

fn issued(
    decided: &Decided,
    certificate: &Certificate,
    der: Sha256Digest,
    issuer_ski: String,
    partition: u32,
) -> EventBody {
    EventBody::CertificateIssued {
        request: None,
        profile: ProfileId::Officer,
        common_name: decided.officer.to_string(),
        serial: certificate.serial_number.to_string(),
        issuer_ski,
        certificate: der,
        spki: certificate.spki.sha256(),
        not_before: certificate.validity.not_before,
        not_after: certificate.validity.not_after,
        partition,
    }
}

/// Approved enrolments whose certificates are not issued yet.
pub(super) fn left(workspace: &Workspace) -> Result<Vec<ChangeRow>, Error> {
    let read = workspace.read();
    let mut left = Vec::new();
    for row in read.changes_of(ChangeKind::Enrolment, ChangeState::Approved)? {
        if !is_carried_out(workspace, &row)? {
            left.push(row);
        }
    }
    Ok(left)
}

/// Issues every certificate that a crash, or a token that was out, came before; and destroys keys
/// that no enrolment names any more. Gives true if there was one.
pub(crate) fn settle(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let mut some = false;
    for approved in left(workspace)? {
        match carry_out(workspace, &approved, now) {
            Ok(()) => some = true,
            Err(Error::Ledger(error)) => return Err(Error::Ledger(error)),
            // It stays owed, and `workspace check` says so: nobody is kept from opening by it.
            Err(_) => {}
        }
    }
    Ok(some | destroy_left(workspace, now)?)
}

/// Keys of officers that no certificate, no open and no approved enrolment names. Another process
/// that enrols holds the lock: then they are its own.
fn destroy_left(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    if workspace.read().officers_keys_without_use()?.is_empty() {
        return Ok(false);
    }
    let Some(_held) = Lock::submitting(&workspace.paths).take()? else {
        return Ok(false);
    };
    let kind = ChangeKind::Enrolment;
    let mut named = Vec::new();
    for state in [ChangeState::Proposed, ChangeState::Approved] {
        for row in workspace.read().changes_of(kind, state)? {
            if let Change::Enrolment { spki, .. } = change::object_of(workspace, &row)?.change {
                named.push(spki);
            }
        }
    }
    let mut some = false;
    for key in workspace.read().officers_keys_without_use()? {
        if !named.contains(&key.spki) {
            some |= destroy(workspace, key.spki, &key.token_serial, now)?;
        }
    }
    Ok(some)
}

/// Destroys the key that a rejected enrolment would have put in force.
pub(crate) fn drop_proposed(
    workspace: &mut Workspace,
    change: &Change,
    now: Utc,
) -> Result<(), Error> {
    let Change::Enrolment {
        spki, token_serial, ..
    } = change
    else {
        return Ok(());
    };
    destroy(workspace, *spki, token_serial, now).map(|_| ())
}

/// Owed while the PIN of the officer's token is not at hand. That token does not stay unlocked.
fn destroy(
    workspace: &mut Workspace,
    spki: Sha256Digest,
    token_serial: &str,
    now: Utc,
) -> Result<bool, Error> {
    let gone = owed(subject_key::destroy(workspace, spki, None, now));
    workspace.services.lock(token_serial);
    Ok(gone?.is_some())
}
