//! Releasing: what was on hold is in force again, and leaves the list.

use chancery_domain::{Language, Sha256Digest, Utc, event::EventBody, officer::Act};
use chancery_ledger::{
    Reading,
    read::{CertificateRow, DenialCause, OfficerRow},
};

use super::{
    CertificateRefusal, find, show,
    standing::{self, ByOfficer, Change},
    standing_object::StandingObject,
};
use crate::{Error, Workspace, decide, edge::Running, officer, view::CertificateView};

/// Releases a certificate from hold.
pub fn release(
    workspace: &mut Workspace,
    serial: &str,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, by.officer)?;
    let hold = match check(workspace, &row, &officer, by, now) {
        Ok(hold) => hold,
        Err(error) => {
            let act = Act::Release;
            let refused = standing::refuse(workspace, &officer, act, &row.serial, error, now);
            return Err(refused);
        }
    };
    let object = StandingObject::release(workspace, &row, hold).to_jcs();
    let change = Change {
        officer: &officer,
        by,
        act: Act::Release,
        object: &object,
    };
    let clock = Running::from(now);
    let serial = row.serial.clone();
    change.record(
        workspace,
        clock,
        |read| {
            // Released and suspended anew meanwhile, it is another hold than the one signed over.
            let same = suspension(read, &row.serial)? == hold;
            let gone = || CertificateRefusal::NotSuspended {
                serial: row.serial.clone(),
            };
            same.then_some(()).ok_or_else(|| gone().into())
        },
        |decision| EventBody::CertificateReleased { serial, decision, change: None, },
    )?;
    standing::announce(workspace, &row, clock)?;
    show(workspace, &row.serial, Language::En, now)
}

fn check(
    workspace: &Workspace,
    row: &CertificateRow,
    officer: &OfficerRow,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<Sha256Digest, Error> {
    decide::check(officer, Act::Release, by.comment)?;
    standing::check_changeable(row, now)?;
    suspension(workspace.read(), &row.serial)
}

/// Whether it is on hold now.
pub(crate) fn is_suspended(read: Reading<'_>, serial: &str) -> Result<bool, Error> {
    let denied = read.denied(serial)?;
    Ok(denied.is_some_and(|denied| denied.cause == DenialCause::Suspended))
}

/// The statement that put it on hold.
fn suspension(read: Reading<'_>, serial: &str) -> Result<Sha256Digest, Error> {
    let serial = serial.to_owned();
    match read.denied(&serial)? {
        None => Err(CertificateRefusal::NotSuspended { serial }.into()),
        Some(denied) if denied.cause == DenialCause::Suspended => {
            denied.decision.ok_or(Error::Stored { what: "suspension" })
        }
        Some(_) => Err(Error::AlreadyRevoked { serial }),
    }
}
