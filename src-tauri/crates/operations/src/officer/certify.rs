//! What the approval of an enrolment brings about: the officer's certificate, by the issuing CA. The
//! decisions and the proof of possession are verified again; lint under a throwaway key; the whole
//! to-be-signed certificate in the log; the token signs; certificate and officer in one transaction.

use chancery_domain::{
    Sha256Digest, Spki, Utc,
    change::{Change, ChangeId, ChangeKind, EnrolmentCause},
    event::{Actor, EventBody, KeyPurpose},
    officer::{OfficerId, Role},
    profile::ProfileId,
};
use chancery_ledger::{
    Writing, media,
    read::{ChangeRow, ChangeState},
};

use super::possession;
use crate::{
    Error, Workspace,
    certificate::{OfFirm, ToSign, record_of_firm},
    change, crl,
    error::owed,
    lock::Lock,
    record::record,
    request::subject_key,
    workspace::subject,
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
    certificate: OfFirm,
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
    let signed = intend(workspace, &decided, now)?.sign(workspace)?;
    let issuer_ski = workspace.issuing_ski();
    workspace.ledger.write(|tx| {
        let der = record_of_firm(tx, &decided.certificate, &signed, issuer_ski, now)?;
        let enrolled = decided.enrolled(der);
        record(tx, now, Actor::service("workstation"), enrolled)?;
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
            certificate: OfFirm {
                profile: workspace.profile(ProfileId::Officer)?,
                subject: subject(organisation, officer.as_str()),
                key: Spki::from_der(read.blob(spki)?),
            },
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
}

/// The intent that an earlier try left, or a new one.
fn intend(workspace: &mut Workspace, decided: &Decided, now: Utc) -> Result<ToSign, Error> {
    if let Some(earlier) = earlier(workspace, decided)? {
        return Ok(earlier);
    }
    let (to_sign, serial) = decided.certificate.build(workspace, now)?;
    workspace
        .ledger
        .write(|tx| record_intent(tx, decided, serial, &to_sign, now))?;
    Ok(to_sign)
}

fn record_intent(
    tx: &mut Writing<'_>,
    decided: &Decided,
    serial: String,
    to_sign: &ToSign,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::EnrolmentIntended {
        change: decided.change.clone(),
        officer: decided.officer.clone(),
        serial,
        tbs: tx.put_blob(media::TBS_CERTIFICATE, to_sign.linted.tbs().der())?,
        partition: to_sign.partition,
    };
    record(tx, now, Actor::service("issuing"), body)?;
    Ok(())
}

/// What an earlier try meant to sign: that same certificate is signed.
fn earlier(workspace: &Workspace, decided: &Decided) -> Result<Option<ToSign>, Error> {
    for event in workspace.read().events_about(decided.change.as_str())? {
        if let EventBody::EnrolmentIntended { tbs, partition, .. } = event.event.event {
            let certificate = &decided.certificate;
            let again = certificate.again(workspace, tbs, partition, event.event.at)?;
            return Ok(Some(again));
        }
    }
    Ok(None)
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
