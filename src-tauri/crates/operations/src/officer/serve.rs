//! Another role, and the end of service: proposed by an administrator, decided by a checker, neither
//! of them whom it is about.

use chancery_domain::{
    Language, Utc,
    change::{Change, ChangeKind},
    event::{Actor, EventBody, RevocationReason},
    officer::{OfficerId, Role},
    problem::{Code, Problem},
};
use chancery_ledger::read::{ChangeRow, ChangeState, DenialCause, OfficerKeyRow};

use super::{certify, find};
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    crl,
    edge::Running,
    error::owed,
    record::record,
    view::ChangeView,
    workspace::stored_certificate,
};

/// Proposes that an officer serves in another role.
pub fn propose_role(
    workspace: &mut Workspace,
    id: &str,
    role: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let officer = find(workspace, id)?;
    let subject = officer.id.to_string();
    let make = |_: &mut Workspace| {
        Ok(Change::Role {
            officer: officer.id,
            current: officer.role,
            next: Role::parse(role).ok_or_else(|| Error::Input {
                problems: vec![Problem::new("role", Code::UnknownRole)],
                event: None,
            })?,
        })
    };
    change::propose(workspace, &subject, make, proposal, language, now)
}

/// Proposes that an officer's service ends. With the approval their keys decide no more, and their
/// certificates are revoked.
pub fn propose_retirement(
    workspace: &mut Workspace,
    id: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let officer = find(workspace, id)?.id;
    let subject = officer.to_string();
    let make = |_: &mut Workspace| Ok(Change::Retirement { officer });
    change::propose(workspace, &subject, make, proposal, language, now)
}

/// Revokes the certificates of who retired, and publishes the list. Their keys ended with the
/// approval: if the CA's token is not there, the list is owed.
pub(crate) fn carry_out_retirement(
    workspace: &mut Workspace,
    approved: &ChangeRow,
    now: Utc,
) -> Result<(), Error> {
    let clock = Running::from(now);
    for key in left(workspace, approved, now)? {
        revoke(workspace, approved, &key, clock)?;
    }
    owed(crl::publish_if_due(workspace, clock.now())).map(|_| ())
}

/// Keys that ended with this retirement, whose certificates are neither revoked nor over.
fn left(
    workspace: &Workspace,
    approved: &ChangeRow,
    now: Utc,
) -> Result<Vec<OfficerKeyRow>, Error> {
    let stored = || Error::Stored { what: "change" };
    let officer = OfficerId::parse(&approved.subject).ok_or_else(stored)?;
    let read = workspace.read();
    let mut left = Vec::new();
    for key in read.officer_keys(&officer)? {
        let certificate = stored_certificate(read, key.certificate)?;
        let denied = read.denied(&certificate.serial_number.to_string())?;
        let revoked = denied.is_some_and(|denied| denied.cause != DenialCause::Suspended);
        let over = now > certificate.validity.not_after;
        if key.until_seq == approved.decide_seq && !revoked && !over {
            left.push(key);
        }
    }
    Ok(left)
}

fn revoke(
    workspace: &mut Workspace,
    approved: &ChangeRow,
    key: &OfficerKeyRow,
    clock: Running,
) -> Result<(), Error> {
    let certificate = stored_certificate(workspace.read(), key.certificate)?;
    let serial = certificate.serial_number.to_string();
    let decision = approved.decision.ok_or(Error::Stored { what: "change" })?;
    workspace.ledger.write(|tx| {
        let denied = tx.read().denied(&serial)?;
        if denied.is_some_and(|denied| denied.cause != DenialCause::Suspended) {
            return Ok(());
        }
        let body = EventBody::CertificateRevoked {
            serial,
            reason: RevocationReason::CessationOfOperation,
            decision,
            invalid_since: None,
            unconfirmed: false,
            change: Some(approved.id.clone()),
        };
        record(tx, clock.now(), Actor::service("workstation"), body)?;
        Ok(())
    })
}

/// The first approved change of officers that is still to be carried out.
pub(crate) fn first_owed(workspace: &Workspace, now: Utc) -> Result<Option<String>, Error> {
    if let Some(first) = certify::left(workspace)?.first() {
        return Ok(Some(first.id.to_string()));
    }
    let read = workspace.read();
    for row in read.changes_of(ChangeKind::Retirement, ChangeState::Approved)? {
        if !left(workspace, &row, now)?.is_empty() {
            return Ok(Some(row.id.to_string()));
        }
    }
    Ok(None)
}

/// Carries out every retirement that a crash came before; gives true if there was one.
pub(crate) fn settle_retirements(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let read = workspace.read();
    let approved = read.changes_of(ChangeKind::Retirement, ChangeState::Approved)?;
    let mut some = false;
    for row in &approved {
        if !left(workspace, row, now)?.is_empty() {
            carry_out_retirement(workspace, row, now)?;
            some = true;
        }
    }
    Ok(some)
}

/// Refuses what an officer asked for who serves no more: nobody answers for it. What they approved
/// before stands.
pub(crate) fn check_answers(
    workspace: &Workspace,
    subject: &str,
    officer: &OfficerId,
) -> Result<(), Error> {
    let row = workspace.read().officer(officer)?;
    match row.and_then(|row| row.retired_seq) {
        None => Ok(()),
        Some(_) => Err(super::OfficerRefusal::MakerRetired {
            subject: subject.to_owned(),
            officer: officer.clone(),
        }
        .into()),
    }
}
