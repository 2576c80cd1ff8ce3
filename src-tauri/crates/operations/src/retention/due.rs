//! Until when a piece of side data is kept, and by what.
//!
//! The name of whoever decided anything stays, also when they retired: a statement without the name
//! of who made it would say nothing to a court. Of who was proposed and rejected it is kept like
//! what was asked for and rejected: from the proposal on.
//!
//! For what a request said, time counts from the end of its certificate (its last instant, or its
//! revocation if that came first; a hold of a certificate ends nothing), from when its issuance
//! was given up, or from its rejection. While it is open, officers decide by it: it stays.

use chancery_domain::{
    Sha256Digest, Utc, change::ChangeKind, officer::OfficerId, retention::RetentionSchedule,
};
use chancery_ledger::{
    Reading,
    read::{
        ChangeState, HoldRow, Holder, RequestRow, RequestState, SerialStatus, SideDataKind,
        SideDataRow,
    },
};
use chancery_regulation::retention::{self as law, SideData};

use super::{RetentionRefusal, Use};
use crate::Error;

/// Where side data stands that is there.
pub(crate) enum Standing {
    /// What it is about has not ended.
    InUse(Use),
    /// Kept from the end of what it is about: by which class, until when.
    Counted(Option<law::Kept>),
}

/// A piece of side data by its hash, if it is there.
pub(crate) fn find(read: Reading<'_>, blob: Sha256Digest) -> Result<SideDataRow, Error> {
    read.side_data(blob)?.ok_or_else(|| Error::NoSuch {
        what: "side data",
        id: blob.to_upper_hex(),
    })
}

/// Refuses side data that is not there, is held, in use or kept.
pub(crate) fn check(
    read: Reading<'_>,
    schedule: &RetentionSchedule,
    row: &SideDataRow,
    now: Utc,
) -> Result<(), Error> {
    if let Some(event) = row.erased_seq {
        let blob = row.blob.to_upper_hex();
        return Err(RetentionRefusal::Erased { blob, event }.into());
    }
    let holder = row.holder.as_str().to_owned();
    if let Some(hold) = held_by(read, row)? {
        return Err(RetentionRefusal::Held {
            hold: hold.id.to_string(),
            holder,
            since: hold.at.to_seconds_string(),
        }
        .into());
    }
    match standing(read, schedule, row, now)? {
        Standing::InUse(detail) => Err(RetentionRefusal::InUse { holder, detail }.into()),
        Standing::Counted(Some(kept)) if kept.until > now => Err(RetentionRefusal::Kept {
            holder,
            class: law::class_name(kept.class),
            until: kept.until.to_seconds_string(),
        }
        .into()),
        Standing::Counted(_) => Ok(()),
    }
}

/// The hold that keeps it. A hold of anything keeps every officer's name: who decided is part of
/// what is held.
pub(crate) fn held_by(read: Reading<'_>, row: &SideDataRow) -> Result<Option<HoldRow>, Error> {
    match &row.holder {
        Holder::Officer(_) | Holder::Draft(_) => Ok(read.hold_over_officers()?),
        Holder::Request(id) => {
            let request = read.request(id)?.ok_or(Error::Stored { what: "request" })?;
            Ok(read.hold_over_request(id, &request.agent_id)?)
        }
    }
}

/// How long it is kept if nothing holds it.
pub(crate) fn standing(
    read: Reading<'_>,
    schedule: &RetentionSchedule,
    row: &SideDataRow,
    now: Utc,
) -> Result<Standing, Error> {
    let ended = match &row.holder {
        Holder::Officer(id) if is_or_may_be_officer(read, id)? => Err(Use::Enrolled),
        Holder::Officer(_) => Ok(row.at),
        Holder::Draft(_) => Ok(row.at),
        Holder::Request(id) => {
            let request = read.request(id)?.ok_or(Error::Stored { what: "request" })?;
            end_of(read, &request, now)?
        }
    };
    Ok(match ended {
        Err(in_use) => Standing::InUse(in_use),
        Ok(from) => Standing::Counted(law::longest(schedule, law_kind(row.kind), from)),
    })
}

/// Enrolled once, or proposed and not rejected.
fn is_or_may_be_officer(read: Reading<'_>, id: &OfficerId) -> Result<bool, Error> {
    if read.officer(id)?.is_some() {
        return Ok(true);
    }
    for state in [ChangeState::Proposed, ChangeState::Approved] {
        let open = read.changes_of(ChangeKind::Enrolment, state)?;
        if open.iter().any(|change| change.subject == id.as_str()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn law_kind(kind: SideDataKind) -> SideData {
    match kind {
        SideDataKind::OfficerName => SideData::OfficerName,
        SideDataKind::Accountable => SideData::Accountable,
        SideDataKind::Purpose | SideDataKind::Draft => SideData::Purpose,
    }
}

/// When what a request asked for ended, or what has to end first.
fn end_of(read: Reading<'_>, request: &RequestRow, now: Utc) -> Result<Result<Utc, Use>, Error> {
    let unreadable = Error::Stored { what: "request" };
    match request.state {
        RequestState::Submitted | RequestState::Approved => Ok(Err(Use::Open)),
        RequestState::Rejected | RequestState::Withdrawn | RequestState::Expired => {
            Ok(Ok(request.decided_at.unwrap_or(request.submitted_at)))
        }
        RequestState::Abandoned => {
            let serial = request.serial.as_deref().unwrap_or_default();
            match read.status_of(serial)? {
                SerialStatus::Abandoned { at } => Ok(Ok(at)),
                _ => Ok(Ok(request.decided_at.ok_or(unreadable)?)),
            }
        }
        RequestState::Issued => {
            let serial = request.serial.as_deref().unwrap_or_default();
            let certificate = read.certificate(serial)?.ok_or(Error::Stored {
                what: "certificate",
            })?;
            let ended = match read.status_of(serial)? {
                SerialStatus::Revoked { at, .. } => at.min(certificate.not_after),
                _ => certificate.not_after,
            };
            Ok(if ended <= now {
                Ok(ended)
            } else {
                Err(Use::Valid {
                    until: ended.to_seconds_string(),
                })
            })
        }
    }
}
