//! What the page is told when something can't be done.

use serde::Serialize;

/// A refusal or fault in words for a person: what happened, what to do about
/// it, and a code for the screens that act on it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    remedy: String,
}

impl Failure {
    /// The machine's clock stands outside the years 1970 to 9999.
    pub(crate) fn clock() -> Self {
        Self {
            code: "clock_unusable",
            message: "The clock of this machine shows no usable date. Nothing was changed.".to_owned(),
            remedy: "Set the date and time of the machine, then start Chancery again.".to_owned(),
        }
    }
}
