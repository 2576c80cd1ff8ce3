//! How long side data is kept, what holds it longer, and how it goes.
//!
//! The log holds pseudonyms and salted hashes, for good. The clear text lies beside it in blobs
//! that can be erased: by two officers, once the longest retention class that applies has ended
//! and no legal hold keeps it. What went is told by an event, and the tree still verifies.

mod carry;
mod due;
mod hold;
mod propose;
mod refusal;
mod show;
mod standing;

pub(crate) use carry::{carry_out, settle};
pub use hold::{Holding, hold, holds, read_hold};
pub use propose::{Erasing, erase, lift, propose_schedule, read_erasure, read_lift, read_schedule};
pub use refusal::{RetentionRefusal, Use};
pub use show::{of, show, side_data};
pub(crate) use show::{told, told_of_hold};
pub(crate) use standing::{LeftBehind, first_broken, left_behind};

use chancery_domain::{
    Sha256Digest, Utc,
    retention::{HoldId, RetentionSchedule},
};
use chancery_ledger::Reading;
use chancery_regulation::retention::{built_in, check_follows};

use crate::Error;

/// The schedule in force.
pub(crate) fn schedule(read: Reading<'_>) -> Result<RetentionSchedule, Error> {
    Ok(read.schedule_in_force()?.unwrap_or_else(built_in))
}

/// True if a schedule can follow the one in force.
pub(crate) fn may_follow(next: &RetentionSchedule, in_force: &RetentionSchedule) -> bool {
    check_follows(next, in_force).is_ok()
}

/// Refuses side data that is not there, is held, in use or kept; names what keeps it, and until
/// when.
pub(crate) fn check_erasable(read: Reading<'_>, blob: Sha256Digest, now: Utc) -> Result<(), Error> {
    let row = due::find(read, blob)?;
    if let (Some(change), None) = (&row.change, row.erased_seq) {
        return Err(RetentionRefusal::Owed {
            blob: blob.to_upper_hex(),
            change: change.to_string(),
        }
        .into());
    }
    due::check(read, &schedule(read)?, &row, now)
}

/// Refuses a hold that is not there, or was lifted.
pub(crate) fn check_liftable(read: Reading<'_>, hold: &HoldId) -> Result<(), Error> {
    let row = read.hold(hold)?.ok_or_else(|| Error::NoSuch {
        what: "hold",
        id: hold.to_string(),
    })?;
    match row.lifted {
        None => Ok(()),
        Some(change) => Err(RetentionRefusal::Lifted {
            hold: hold.to_string(),
            change: change.to_string(),
        }
        .into()),
    }
}
