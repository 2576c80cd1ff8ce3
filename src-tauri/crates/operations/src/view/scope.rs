//! A scope as people read it.

use serde::Serialize;
use ts_rs::TS;

use super::{CsrView, FieldProblem, StandingOffer};

/// Whether a part of the sentence differs from the certificate now in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SpanKind {
    /// Connecting words.
    Plain,
    /// A value that counts: an action, an instrument, an amount, a date.
    Value,
    /// A value that is not there yet: "no instrument yet".
    Gap,
}

/// A run of a sentence. Amounts and dates hold no-break spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Span {
    /// The words, with the spaces that belong between runs.
    pub text: String,
    /// How they are set.
    pub kind: SpanKind,
    /// True where the words differ from the certificate now in force.
    pub changed: bool,
}

/// A scope as one sentence: "ai_trader_bot_v2 may place buy and sell orders in ...".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SentenceView {
    /// The runs, in order; joined they are the sentence.
    pub spans: Vec<Span>,
}

/// One line of the comparison with the certificate now in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DiffRow {
    /// Key of the row's name: `instruments`, `limit_per_action`, `model`, `actions`, `resources`,
    /// `window`, `valid_until`, `valid_days`, `valid_hours`, `accountable`, `purpose`, `firm`, `profile`, `key`.
    pub field: String,
    /// What the certificate now in force says; `None` if there is none or it says nothing.
    pub now: Option<String>,
    /// What the request says; `None` where it says nothing.
    pub then: Option<String>,
    /// `added`, `changed`, `removed` or `same`.
    pub change: Change,
    /// Whether the row permits more or less than before; `None` where nothing changes, or there is
    /// no certificate in force to compare with.
    pub reach: Option<Reach>,
    /// A SHA-256 that belongs to the row (model), upper-case hex, now and then.
    pub now_hash: Option<String>,
    /// See `now_hash`.
    pub then_hash: Option<String>,
}

/// How a row differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Change {
    /// Not in the certificate now in force.
    Added,
    /// Different from it.
    Changed,
    /// Only in it.
    Removed,
    /// As it is.
    Same,
}

/// Whether a changed row permits more or less than the certificate now in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Reach {
    /// More.
    Wider,
    /// Less.
    Narrower,
    /// More of one and less of another, or something else altogether.
    Other,
}

/// A reason to think again before signing; it refuses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WarningView {
    /// Stable: `wider_than_before`, `wildcard`, `longer_than_default`, `not_a_crypto_asset`,
    /// `no_accountable_person`, `predecessor_compromised`, `ends_before_predecessor`.
    pub code: String,
    /// Path of the field: `instruments[0]`.
    pub field: String,
    /// The sentence.
    pub message: String,
}

/// A caution or a piece of information beside the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NoteView {
    /// `caution` or `information`.
    pub tone: String,
    /// The sentence.
    pub text: String,
}

/// What the form says as it is typed: read afresh at every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftReading {
    /// The scope as a sentence; incomplete parts are gaps.
    pub sentence: SentenceView,
    /// What is wrong, by field. Empty: it may be submitted.
    pub problems: Vec<FieldProblem>,
    /// What to know: not bounded per day, ...; and each warning once more, as a caution.
    pub notes: Vec<NoteView>,
    /// What to think about, by field; none of it refuses.
    pub warnings: Vec<WarningView>,
    /// Last day of validity, `2027-05-28`, if it can be told.
    pub valid_until: Option<String>,
    /// Length of validity in days.
    pub days: Option<u32>,
    /// `days` or `hours`: what the profile counts.
    pub validity_unit: String,
    /// Length of validity in hours, of a profile that counts hours.
    pub hours: Option<u32>,
    /// The profile's cap, in its unit.
    pub cap: u32,
    /// What the certificate signing request says, if there is one that can be read.
    pub csr: Option<CsrView>,
    /// True if an active certificate of this agent exists.
    pub known_agent: bool,
    /// Standing authorisations in force, newest first, and which of them can approve it.
    pub standings: Vec<StandingOffer>,
}
