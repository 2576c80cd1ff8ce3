//! Changes of the workspace's rules, proposed and decided.

use serde::Serialize;
use ts_rs::TS;

use super::{DecisionView, DiffRow};

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChangeState {
    /// Waits for a second officer.
    Submitted,
    /// Approved: in force.
    Approved,
    /// Rejected.
    Rejected,
}

/// A line of the list of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeRow {
    /// `CHG-2026-0003`.
    pub id: String,
    /// `profile`, `witness`, `log-keys`, `retention`, `erasure`, `hold-lift`.
    pub kind: String,
    /// What is changed: the profile's id, the witness's name, the hold, ...
    pub subject: String,
    /// Its name in the person's language.
    pub label: String,
    /// What is so once it is approved, in the person's language.
    pub sentence: String,
    /// Approvals that it takes.
    pub approvals_needed: u8,
    /// Approvals that it has.
    pub approvals_given: u8,
    /// Where it stands.
    pub state: ChangeState,
    /// The proposer's officer id.
    pub proposer: String,
    /// Their name, unless erased.
    pub proposer_name: Option<String>,
    /// When it was proposed, RFC 3339.
    pub proposed_at: String,
    /// True if the officer who is signed in can decide it.
    pub waits_for_me: bool,
}

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangePage {
    /// The rows, newest first.
    pub rows: Vec<ChangeRow>,
    /// Changes that wait.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Pass this as `before` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// A change as the signing sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// Its line.
    pub row: ChangeRow,
    /// Side by side with what is in force; changes first. Keys of the rows are the fields of a
    /// profile: `validity.cap`, `algorithms`, `names.prefixes`, ..., or `witness.key`,
    /// `witness.trusted`, `log.key`, `retention.<class>`, `erasure.blob`, `hold`.
    pub diff: Vec<DiffRow>,
    /// Version in force when it was proposed; 0 for what has none.
    pub current_version: u32,
    /// Version it would bring; 0 for what has none.
    pub next_version: u32,
    /// False if another version came into force since: it can only be rejected.
    pub applies: bool,
    /// SHA-256 of the object decided on, upper-case hex.
    pub object_sha256: String,
    /// The same as PGP words.
    pub object_words: Vec<String>,
    /// The object decided on, canonical JSON.
    pub object_json: String,
    /// Decisions made so far.
    pub decisions: Vec<DecisionView>,
}
