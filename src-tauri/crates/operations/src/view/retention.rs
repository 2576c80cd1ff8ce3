//! Retention: the schedule, side data, legal holds.

use serde::Serialize;
use ts_rs::TS;

/// A class of records and how long it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RetentionClassView {
    /// `ai-system-logs`, `casp-records`, ...
    pub class: String,
    /// Its name in the person's language.
    pub label: String,
    /// Regulation and article.
    pub basis: String,
    /// Months in the schedule in force; `None`: the class does not apply here.
    pub months: Option<u32>,
    /// Months below which the law does not let a firm go, if it names a number.
    pub minimum: Option<u32>,
    /// Months beyond which the law gives no ground, if it names a number.
    pub maximum: Option<u32>,
}

/// The schedule in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RetentionView {
    /// Its version.
    pub version: u32,
    /// SHA-256 of its canonical form, upper-case hex.
    pub sha256: String,
    /// All classes there are, those that do not apply among them.
    pub classes: Vec<RetentionClassView>,
    /// The change that put it in force; `None`: the workspace began with it.
    pub change: Option<String>,
    /// Since when, RFC 3339; `None`: from the beginning.
    pub since: Option<String>,
    /// The next version as JSON, to be edited and proposed.
    pub next_json: String,
}

/// A piece of side data. What it says is not here: it stands where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SideDataRow {
    /// Its hash, upper-case hex: the commitment that the log holds.
    pub blob: String,
    /// `officer-name`, `accountable` or `purpose`.
    pub kind: String,
    /// About whom or what it is: an officer's id, a request's.
    pub holder: String,
    /// The agent, if a request is meant.
    pub agent: Option<String>,
    /// Since when it is there, RFC 3339.
    pub at: String,
    /// The event that named it first.
    #[ts(type = "number")]
    pub event: u64,
    /// True if it may go now.
    pub due: bool,
    /// Until when it is kept, RFC 3339; `None` while what it is about has not ended, or if no
    /// class asks for it.
    pub kept_until: Option<String>,
    /// The class that keeps it longest.
    pub kept_as: Option<String>,
    /// What has to end before its retention counts, in the person's language.
    pub in_use: Option<String>,
    /// The legal hold that keeps it.
    pub hold: Option<String>,
    /// The approved change that says that it goes.
    pub change: Option<String>,
    /// The event that tells that it went.
    #[ts(type = "number | null")]
    pub erased: Option<u64>,
}

/// A page of side data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SideDataPage {
    /// The rows, oldest first.
    pub rows: Vec<SideDataRow>,
    /// How far was looked: pass this as `after` to go on; `None` at the end. A search for what
    /// is due may stop before the page is full.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
}

/// A legal hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LegalHoldView {
    /// `HOLD-2026-0001`.
    pub id: String,
    /// What it keeps: `everything`, `agent` or `request`.
    pub kind: String,
    /// Which agent or request; empty for everything.
    pub subject: String,
    /// Who placed it.
    pub officer: String,
    /// Their name, unless erased.
    pub officer_name: Option<String>,
    /// Why, as it was signed.
    pub reason: String,
    /// True if the statement verifies now.
    pub valid: bool,
    /// When, RFC 3339.
    pub at: String,
    /// The event.
    #[ts(type = "number")]
    pub event: u64,
    /// The change that ended it.
    pub lifted: Option<String>,
}

/// A legal hold that nobody signed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LegalHoldPreview {
    /// The number that it gets: `HOLD-2026-0001`.
    pub id: String,
    /// SHA-256 of what is signed, upper-case hex.
    pub object_sha256: String,
    /// The same as PGP words.
    pub object_words: Vec<String>,
    /// What is signed, canonical JSON.
    pub object_json: String,
}

/// A page of legal holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LegalHoldPage {
    /// The rows, newest first.
    pub rows: Vec<LegalHoldView>,
    /// Pass this as `before` for the next page; `None` at the end.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
}
