//! What takes a second officer: a release, and the confirmation of a revocation.

use chancery_domain::{
    Sha256Digest,
    change::{ChangeId, ChangeKind},
    event::EventBody,
    officer::Act,
};
use chancery_ledger::read::{CertificateRow, ChangeState, EventRow};

use crate::{
    Error, Workspace,
    certificate::standing_object::StandingObject,
    decide::{At, Over, Verifier},
};

/// Whether an event that takes a second officer had one.
pub(super) fn check(
    workspace: &Workspace,
    row: &CertificateRow,
    event: &EventRow,
) -> Result<Result<(), String>, Error> {
    match &event.event.event {
        EventBody::CertificateReleased {
            change: Some(change),
            decision,
            ..
        } => released(workspace, row, event.seq, change, *decision),
        EventBody::CertificateRevoked {
            change: Some(change),
            decision,
            ..
        } => retired(workspace, row, event.seq, change, *decision),
        EventBody::RevocationConfirmed {
            object, decision, ..
        } => confirmed(workspace, row, event.seq, *object, *decision),
        _ => Ok(Ok(())),
    }
}

/// The change was approved for this certificate, proposed after the hold that it ends, and what
/// the release names is the approval.
fn released(
    workspace: &Workspace,
    row: &CertificateRow,
    seq: u64,
    change: &ChangeId,
    decision: Sha256Digest,
) -> Result<Result<(), String>, Error> {
    let Some(change) = workspace.read().change(change)? else {
        return Ok(Err("nobody proposed its release".to_owned()));
    };
    let hold = last_before(workspace, row, seq, |body| {
        matches!(body, EventBody::CertificateSuspended { .. })
    })?;
    let hold = hold.map_or(0, |hold| hold.seq);
    let rules = [
        (
            change.kind == ChangeKind::Release && change.subject == row.serial,
            "the change is no release of it",
        ),
        (
            change.state == ChangeState::Approved
                && change.decide_seq.is_some_and(|decided| decided < seq),
            "its release was not approved before",
        ),
        (
            change.decision == Some(decision),
            "its release names another statement",
        ),
        (
            hold < change.propose_seq,
            "another hold was released than the one that was decided on",
        ),
    ];
    Ok(first_broken(&rules))
}

/// The change was approved and ended the service of the officer whose certificate it is, and what
/// the revocation names is the approval.
fn retired(
    workspace: &Workspace,
    row: &CertificateRow,
    seq: u64,
    change: &ChangeId,
    decision: Sha256Digest,
) -> Result<Result<(), String>, Error> {
    let Some(change) = workspace.read().change(change)? else {
        return Ok(Err("nobody proposed the retirement".to_owned()));
    };
    let key = workspace.read().officer_key(row.der)?;
    let rules = [
        (
            change.kind == ChangeKind::Retirement
                && key.is_some_and(|key| key.officer.as_str() == change.subject),
            "the change is no retirement of its officer",
        ),
        (
            change.state == ChangeState::Approved
                && change.decide_seq.is_some_and(|decided| decided < seq),
            "the retirement was not approved before",
        ),
        (
            change.decision == Some(decision),
            "its revocation names another statement",
        ),
    ];
    Ok(first_broken(&rules))
}

fn first_broken(rules: &[(bool, &str)]) -> Result<(), String> {
    let broken = rules.iter().find(|(holds, _)| !holds);
    broken.map_or(Ok(()), |(_, broken)| Err((*broken).to_owned()))
}

/// It is over the same as the revocation, by another person.
fn confirmed(
    workspace: &Workspace,
    row: &CertificateRow,
    seq: u64,
    object: Sha256Digest,
    decision: Sha256Digest,
) -> Result<Result<(), String>, Error> {
    let revoked = last_before(workspace, row, seq, |body| {
        matches!(body, EventBody::CertificateRevoked { .. })
    })?;
    let Some(revoked) = revoked else {
        return Ok(Err("nobody revoked what was confirmed".to_owned()));
    };
    let EventBody::CertificateRevoked {
        reason,
        decision: first,
        invalid_since,
        ..
    } = &revoked.event.event
    else {
        return Ok(Err("nobody revoked what was confirmed".to_owned()));
    };
    let made = StandingObject::revocation(workspace, row, *reason, *invalid_since);
    if Sha256Digest::of(&made.to_jcs()) != object {
        return Ok(Err("another revocation was confirmed".to_owned()));
    }
    let mut verifier = Verifier::default();
    let over = |seq| Over::object(object, At::Event(seq));
    let first = verifier.verify(workspace, *first, Act::Revoke, over(revoked.seq));
    let second = verifier.verify(workspace, decision, Act::Confirm, over(seq));
    Ok(match (first, second) {
        (Ok(first), Ok(second)) if first.signer.is_same_person(&second.signer) => {
            Err("one officer revoked and confirmed".to_owned())
        }
        (Ok(_), Ok(_)) => Ok(()),
        (Err(detail), _) | (_, Err(detail)) => Err(detail),
    })
}

fn last_before(
    workspace: &Workspace,
    row: &CertificateRow,
    seq: u64,
    wanted: impl Fn(&EventBody) -> bool,
) -> Result<Option<EventRow>, Error> {
    let events = workspace.read().events_about(&row.serial)?;
    let before = events.into_iter().filter(|event| event.seq < seq);
    Ok(before
        .filter(|event| wanted(&event.event.event))
        .max_by_key(|event| event.seq))
}
