//! Suspending: the certificate is denied until it is released (certificateHold).

use chancery_domain::{Language, Utc, event::EventBody, officer::Act};
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

/// Puts a certificate on hold.
pub fn suspend(
    workspace: &mut Workspace,
    serial: &str,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, by.officer)?;
    if let Err(error) = check(workspace, &row, &officer, by, now) {
        let refused = standing::refuse(workspace, &officer, Act::Suspend, &row.serial, error, now);
        return Err(refused);
    }
    let object = StandingObject::suspension(workspace, &row).to_jcs();
    let change = Change {
        officer: &officer,
        by,
        act: Act::Suspend,
        object: &object,
    };
    let clock = Running::from(now);
    let serial = row.serial.clone();
    change.record(
        workspace,
        clock,
        |read| check_free(read, &row.serial),
        |decision| EventBody::CertificateSuspended { serial, decision },
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
) -> Result<(), Error> {
    decide::check(officer, Act::Suspend, by.comment)?;
    standing::check_changeable(row, now)?;
    check_free(workspace.read(), &row.serial)
}

/// Neither revoked nor on hold.
fn check_free(read: Reading<'_>, serial: &str) -> Result<(), Error> {
    let serial = serial.to_owned();
    match read.denied(&serial)? {
        None => Ok(()),
        Some(denied) if denied.cause == DenialCause::Suspended => {
            Err(CertificateRefusal::AlreadySuspended {
                serial,
                since: denied.at.to_seconds_string(),
            }
            .into())
        }
        Some(_) => Err(Error::AlreadyRevoked { serial }),
    }
}
