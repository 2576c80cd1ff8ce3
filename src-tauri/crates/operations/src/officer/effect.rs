//! Whether a change of officers can still take effect.

use chancery_domain::{
    change::{Change, EnrolmentCause},
    officer::OfficerId,
};
use chancery_ledger::{Reading, read::OfficerRow};

use crate::Error;

/// Whether a change of officers can still take effect.
pub(crate) fn check_change(read: Reading<'_>, change: &Change) -> Result<(), Error> {
    let serving = |id: &OfficerId| -> Result<Option<OfficerRow>, Error> {
        Ok(read.officer(id)?.filter(|row| row.retired_seq.is_none()))
    };
    let applies = match change {
        Change::Enrolment { officer, cause, .. } => match cause {
            EnrolmentCause::New => read.officer(officer)?.is_none(),
            _ => serving(officer)?.is_some(),
        },
        Change::Role {
            officer,
            current,
            next,
        } => current != next && serving(officer)?.is_some_and(|row| row.role == *current),
        Change::Retirement { officer } => serving(officer)?.is_some(),
        _ => true,
    };
    applies.then_some(()).ok_or(Error::ChangeOutdated {
        change: String::new(),
    })
}
