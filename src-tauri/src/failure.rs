//! Faults of the window itself, told as any other failure is.

use chancery_operations::view::{Failure, FailureKind};

/// The machine's clock stands outside the years 1970 to 9999.
pub(crate) fn clock_unusable() -> Failure {
    Failure {
        code: "clock-unusable".to_owned(),
        kind: FailureKind::Unavailable,
        title: "The clock can't be used".to_owned(),
        happened: "The clock of this machine shows no usable date.".to_owned(),
        unchanged: "Nothing was changed.".to_owned(),
        changed: None,
        remedy: "Set the date and time of the machine, then start Chancery again.".to_owned(),
        answer: None,
        event: None,
        fields: Vec::new(),
    }
}
