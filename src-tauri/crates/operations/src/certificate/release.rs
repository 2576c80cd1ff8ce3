//! Releasing: what was on hold is in force again, and leaves the list. One officer proposes it,
//! another approves; the release follows the approval, at the next start if a crash comes between.

use chancery_domain::{
    Language, Utc,
    change::Change as RuleChange,
    event::{Actor, EventBody},
    officer::Act,
};
use chancery_ledger::{
    Reading,
    read::{CertificateRow, ChangeRow, DenialCause},
};

use super::{
    CertificateRefusal, find, show,
    standing::{self, ByOfficer},
};
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    decide,
    edge::Running,
    officer,
    record::record,
    view::CertificateView,
};

/// Proposes that a certificate is released from hold.
pub fn release(
    workspace: &mut Workspace,
    serial: &str,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, by.officer)?;
    let checked = decide::check(&officer, Act::Propose, by.comment)
        .and_then(|()| check(workspace, &row, now));
    if let Err(error) = checked {
        let act = Act::Release;
        let refused = standing::refuse(workspace, &officer, act, &row.serial, error, now);
        return Err(refused);
    }
    let proposal = Proposal {
        officer: by.officer,
        reason: by.comment,
        pin: by.pin,
    };
    let make = |_: &mut Workspace| {
        Ok(RuleChange::Release {
            serial: row.serial.clone(),
        })
    };
    change::propose(workspace, &row.serial, make, &proposal, Language::En, now)?;
    show(workspace, &row.serial, Language::En, now)
}

fn check(workspace: &Workspace, row: &CertificateRow, now: Utc) -> Result<(), Error> {
    standing::check_changeable(row, now)?;
    hold(workspace.read(), &row.serial)?;
    match workspace.read().release_waiting(&row.serial)? {
        None => Ok(()),
        Some(change) => Err(CertificateRefusal::ReleaseWaits {
            serial: row.serial.clone(),
            change: change.id.to_string(),
        }
        .into()),
    }
}

/// Whether it is on hold now.
pub(crate) fn is_suspended(read: Reading<'_>, serial: &str) -> Result<bool, Error> {
    let denied = read.denied(serial)?;
    Ok(denied.is_some_and(|denied| denied.cause == DenialCause::Suspended))
}

/// Refuses a release of another hold than the one that it was proposed for.
pub(crate) fn check_release(read: Reading<'_>, serial: &str, proposed: u64) -> Result<(), Error> {
    match hold(read, serial)? < proposed {
        true => Ok(()),
        false => Err(Error::ChangeOutdated {
            change: String::new(),
        }),
    }
}

/// The event that put it on hold.
fn hold(read: Reading<'_>, serial: &str) -> Result<u64, Error> {
    let serial = serial.to_owned();
    match read.denied(&serial)? {
        None => Err(CertificateRefusal::NotSuspended { serial }.into()),
        Some(denied) if denied.cause == DenialCause::Suspended => Ok(denied.seq),
        Some(_) => Err(Error::AlreadyRevoked { serial }),
    }
}

/// Releases what an approved change says, and publishes the list that it leaves. The release
/// stands from the commit of its event; if the CA's token is not there, the list is owed.
pub(crate) fn carry_out(
    workspace: &mut Workspace,
    approved: &ChangeRow,
    now: Utc,
) -> Result<(), Error> {
    let row = find(workspace, &approved.subject)?;
    let stored = || Error::Stored { what: "change" };
    let decision = approved.decision.ok_or_else(stored)?;
    let clock = Running::from(now);
    let released = workspace.ledger.write(|tx| {
        // Revoked meanwhile, or released by another process, it stays as it is.
        if check_release(tx.read(), &row.serial, approved.propose_seq).is_err() {
            return Ok(false);
        }
        let body = EventBody::CertificateReleased {
            serial: row.serial.clone(),
            decision,
            change: Some(approved.id.clone()),
        };
        record(tx, clock.now(), Actor::service("workstation"), body)?;
        Ok::<_, Error>(true)
    })?;
    match released {
        true => standing::announce(workspace, &row, clock),
        false => Ok(()),
    }
}

/// Carries out every release that a crash came before; gives true if there was one.
pub(crate) fn settle_releases(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let left = workspace.read().releases_owed()?;
    for approved in &left {
        carry_out(workspace, approved, now)?;
    }
    Ok(!left.is_empty())
}
