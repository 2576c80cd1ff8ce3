//! Who may propose and decide what is about officers, and whether it can take effect.

use chancery_domain::{
    Utc,
    change::{Change, EnrolmentCause},
    event::TokenPurpose,
    officer::{Act, OfficerId, Role},
    request::Refusal,
};
use chancery_ledger::{
    Reading,
    read::{OfficerKeyRow, OfficerRow},
};

use super::{CauseFault, OfficerRefusal};
use crate::{Error, token, workspace::stored_certificate};

/// The officer whom a change is about, if it is about one.
pub(crate) fn subject_of(change: &Change) -> Option<&OfficerId> {
    match change {
        Change::Enrolment { officer, .. }
        | Change::Role { officer, .. }
        | Change::Retirement { officer } => Some(officer),
        _ => None,
    }
}

/// Refuses whoever decides about themselves.
pub(crate) fn check_case(change: &Change, officer: &OfficerId) -> Result<(), Error> {
    match subject_of(change) {
        Some(subject) if subject == officer => Err(OfficerRefusal::OwnCase {
            officer: officer.clone(),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Refuses who may not propose this about an officer: administrators do, but for what the founding
/// quorum decides, since the administrator may be whose tokens are lost.
pub(crate) fn check_proposer(change: &Change, proposer: &OfficerRow) -> Result<(), Error> {
    if subject_of(change).is_none() {
        return Ok(());
    }
    check_administers(proposer, cause_of(change))?;
    check_case(change, &proposer.id)
}

/// As [`check_proposer`], before there is a change.
pub(super) fn check_administers(
    proposer: &OfficerRow,
    cause: Option<EnrolmentCause>,
) -> Result<(), Error> {
    if cause == Some(EnrolmentCause::Recovery) || proposer.role.may(Act::Administer) {
        return Ok(());
    }
    Err(Refusal::RoleForbids {
        role: proposer.role,
        act: Act::Administer,
    }
    .into())
}

fn cause_of(change: &Change) -> Option<EnrolmentCause> {
    match change {
        Change::Enrolment { cause, .. } => Some(*cause),
        _ => None,
    }
}

/// Whether a change of officers can still take effect.
pub(crate) fn check_change(read: Reading<'_>, change: &Change, now: Utc) -> Result<(), Error> {
    match change {
        Change::Enrolment {
            officer,
            role,
            cause,
            token_serial,
            token_label,
            spki,
            ..
        } => {
            check_cause(read, officer, *cause, now)?;
            check_free(read, token_serial, token_label)?;
            let known = read.officer(officer)?;
            let destroyed = read.key(*spki)?.is_none_or(|key| key.destroyed);
            when(!destroyed && known.is_none_or(|known| known.role == *role))
        }
        Change::Role {
            officer,
            current,
            next,
        } => {
            let row = serving(read, officer)?.filter(|row| row.role == *current);
            when(current != next && row.is_some())?;
            check_not_last(read, officer, *current)
        }
        Change::Retirement { officer } => match serving(read, officer)? {
            Some(row) => check_not_last(read, officer, row.role),
            None => when(false),
        },
        _ => Ok(()),
    }
}

fn when(applies: bool) -> Result<(), Error> {
    applies.then_some(()).ok_or(Error::ChangeOutdated {
        change: String::new(),
    })
}

fn serving(read: Reading<'_>, id: &OfficerId) -> Result<Option<OfficerRow>, Error> {
    Ok(read.officer(id)?.filter(|row| row.retired_seq.is_none()))
}

/// Whether the cause of an enrolment fits what is so. A token whose certificate ended is lost, for
/// all that can be done with it.
pub(super) fn check_cause(
    read: Reading<'_>,
    officer: &OfficerId,
    cause: EnrolmentCause,
    now: Utc,
) -> Result<(), Error> {
    let fault = |fault| {
        Err(OfficerRefusal::Cause {
            officer: officer.to_string(),
            fault,
        }
        .into())
    };
    if cause == EnrolmentCause::New {
        return when(read.officer(officer)?.is_none());
    }
    if serving(read, officer)?.is_none() {
        return Err(OfficerRefusal::Retired {
            officer: officer.clone(),
        }
        .into());
    }
    let (mut held, mut lost) = (0, 0);
    for key in read.officer_keys(officer)? {
        match signs(read, &key, now)? {
            true => held += 1,
            false => lost += 1,
        }
    }
    match cause {
        EnrolmentCause::SecondToken if held == 0 => fault(CauseFault::NoFirst),
        EnrolmentCause::Replacement if lost == 0 => fault(CauseFault::NothingLost),
        EnrolmentCause::Recovery if lost == 0 => fault(CauseFault::NothingLost),
        EnrolmentCause::Recovery if held > 0 => fault(CauseFault::StillHeld),
        _ => Ok(()),
    }
}

fn signs(read: Reading<'_>, key: &OfficerKeyRow, now: Utc) -> Result<bool, Error> {
    let certificate = stored_certificate(read, key.certificate)?;
    Ok(key.until_seq.is_none() && now <= certificate.validity.not_after)
}

/// Refuses a token that somebody decides or decided with, or that is for something else.
pub(super) fn check_free(read: Reading<'_>, serial: &str, label: &str) -> Result<(), Error> {
    let taken = |user: String| {
        Err(OfficerRefusal::TokenTaken {
            token: label.to_owned(),
            user,
        }
        .into())
    };
    if let Some(key) = read.officer_key_on(serial)? {
        return taken(key.officer.to_string());
    }
    match read.token(serial)? {
        Some(row) if row.purpose != TokenPurpose::Officer => {
            taken(token::purpose_name(row.purpose).to_owned())
        }
        _ => Ok(()),
    }
}

/// Without administrator, maker or checker nobody could do what that role is there for. A token in
/// force counts, not the name alone.
fn check_not_last(read: Reading<'_>, officer: &OfficerId, role: Role) -> Result<(), Error> {
    if !role.works_here() {
        return Ok(());
    }
    for other in read.officers()? {
        let serves = other.role == role && other.retired_seq.is_none() && other.id != *officer;
        let keys = read.officer_keys(&other.id)?;
        if serves && keys.iter().any(|key| key.until_seq.is_none()) {
            return Ok(());
        }
    }
    Err(OfficerRefusal::LastOfRole {
        officer: officer.clone(),
        role,
    }
    .into())
}
