//! An operation that said no, in the words of the person's language.

use serde::Serialize;
use ts_rs::TS;

/// Which of the three kinds of no this is; decides the CLI's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FailureKind {
    /// A rule said no; the person can act. Exit code 3.
    Refused,
    /// Token out, database busy, folder read-only: try again. Exit code 4.
    Unavailable,
    /// The log does not verify: stop and tell someone. Exit code 5.
    Broken,
}

/// A problem with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FieldProblem {
    /// Path of the field in the request input: `agent_id`, `limits[0].per_action`, `instruments[3]`.
    pub field: String,
    /// Stable code: `bidi_control`, `too_long`, `amount_zero`, ...
    pub code: String,
    /// The sentence to show beneath the field.
    pub message: String,
}

/// What happened, what was and was not changed, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Failure {
    /// Stable code: `pin-incorrect`, `token-absent`, `maker-is-checker`, ...
    pub code: String,
    /// The kind of no.
    pub kind: FailureKind,
    /// A short title: "The PIN was not accepted".
    pub title: String,
    /// What happened.
    pub happened: String,
    /// What was not changed.
    pub unchanged: String,
    /// What was changed all the same, such as the refusal in the log.
    pub changed: Option<String>,
    /// What to do.
    pub remedy: String,
    /// What the token or the system answered: `CKR_PIN_INCORRECT`.
    pub answer: Option<String>,
    /// The event that records the refusal.
    #[ts(type = "number | null")]
    pub event: Option<u64>,
    /// Problems by field, if input was at fault.
    pub fields: Vec<FieldProblem>,
}
