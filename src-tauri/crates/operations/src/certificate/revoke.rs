//! Revoking: a signed decision, an event, a CRL, at once.

use chancery_domain::{
    Language, Utc,
    event::{EventBody, RevocationReason},
    officer::Act,
};
use chancery_ledger::{
    Reading,
    read::{CertificateRow, DenialCause, OfficerRow},
};

use super::{
    find, show,
    standing::{self, ByOfficer, Change},
    standing_object::StandingObject,
};
use crate::{Error, Workspace, decide, edge::Running, officer, view::CertificateView};

/// A revocation that an officer asks for.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// Who, and why in their words.
    pub by: ByOfficer<'a>,
    /// Reason by its name in RFC 5280: `keyCompromise`.
    pub reason: &'a str,
    /// Since when key or agent is thought to have been bad, if that is known: a day or an
    /// instant in UTC that has passed.
    pub invalid_since: Option<&'a str>,
}

/// Revokes a certificate, also one that is on hold. The denial stands from the commit of its
/// event; if the CA's token is not there, the CRL is owed, and the error says so.
pub fn revoke(
    workspace: &mut Workspace,
    serial: &str,
    revocation: &Revocation<'_>,
    now: Utc,
) -> Result<CertificateView, Error> {
    let row = find(workspace, serial)?;
    let officer = officer::find(workspace, revocation.by.officer)?;
    let grounds = match check(workspace, &row, &officer, revocation, now) {
        Ok(grounds) => grounds,
        Err(error) => {
            let act = Act::Revoke;
            let refused = standing::refuse(workspace, &officer, act, &row.serial, error, now);
            return Err(refused);
        }
    };
    let clock = Running::from(now);
    record(workspace, &row, &officer, &revocation.by, grounds, clock)?;
    standing::announce(workspace, &row, clock)?;
    show(workspace, &row.serial, Language::En, now)
}

/// Revokes the certificate of an officer, at once; a second officer confirms it afterwards. Who may
/// do so is the caller's to ask.
pub(crate) fn revoke_of_officer(
    workspace: &mut Workspace,
    serial: &str,
    officer: &OfficerRow,
    by: &ByOfficer<'_>,
    reason: RevocationReason,
    now: Utc,
) -> Result<(), Error> {
    let row = find(workspace, serial)?;
    check_not_revoked(workspace.read(), &row.serial)?;
    let grounds = Grounds {
        reason,
        invalid_since: None,
    };
    let clock = Running::from(now);
    record(workspace, &row, officer, by, grounds, clock)?;
    standing::announce(workspace, &row, clock)
}

/// Why, as the CRL says it.
#[derive(Clone, Copy)]
struct Grounds {
    reason: RevocationReason,
    invalid_since: Option<Utc>,
}

fn check(
    workspace: &Workspace,
    row: &CertificateRow,
    officer: &OfficerRow,
    revocation: &Revocation<'_>,
    now: Utc,
) -> Result<Grounds, Error> {
    decide::check(officer, Act::Revoke, revocation.by.comment)?;
    let reason =
        RevocationReason::from_name(revocation.reason).ok_or_else(|| Error::UnknownReason {
            reason: revocation.reason.to_owned(),
        })?;
    let since = revocation.invalid_since.filter(|given| !given.is_empty());
    let invalid_since = since.map(|given| standing::past(given, now)).transpose()?;
    check_not_revoked(workspace.read(), &row.serial)?;
    standing::check_changeable(row, now)?;
    Ok(Grounds {
        reason,
        invalid_since,
    })
}

fn check_not_revoked(read: Reading<'_>, serial: &str) -> Result<(), Error> {
    match read.denied(serial)? {
        Some(denied) if denied.cause != DenialCause::Suspended => Err(Error::AlreadyRevoked {
            serial: serial.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn record(
    workspace: &mut Workspace,
    row: &CertificateRow,
    officer: &OfficerRow,
    by: &ByOfficer<'_>,
    grounds: Grounds,
    clock: Running,
) -> Result<(), Error> {
    let Grounds {
        reason,
        invalid_since,
    } = grounds;
    let object = StandingObject::revocation(workspace, row, reason, invalid_since).to_jcs();
    let change = Change {
        officer,
        by,
        act: Act::Revoke,
        object: &object,
    };
    change.record(
        workspace,
        clock,
        |read| check_not_revoked(read, &row.serial),
        |decision| EventBody::CertificateRevoked {
            serial: row.serial.clone(),
            reason,
            decision,
            invalid_since,
            // Another officer looks at it afterwards.
            unconfirmed: true,
            change: None,
        },
    )
}
