//! The start screen, the frame around every screen, the overview.

use serde::Serialize;
use ts_rs::TS;

use super::{
    CertificateRow, ConfirmationView, CrlView, EventRow, HeadView, OfficerView, RequestRow,
    TokenView,
};

/// What the start screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StartView {
    /// `0.1.0`.
    pub version: String,
    /// Short hash of the build's commit, or `unknown`.
    pub build: String,
    /// Law as at, `2026-11-22`.
    pub law_as_at: String,
    /// The machine's clock, RFC 3339.
    pub clock: String,
    /// Where a practice workspace would be made.
    pub practice_dir: String,
    /// True if a practice workspace is already there.
    pub practice_exists: bool,
    /// Workspaces opened before, newest first.
    pub recent: Vec<RecentWorkspace>,
}

/// A workspace opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RecentWorkspace {
    /// The firm.
    pub name: String,
    /// Trust domain.
    pub trust_domain: String,
    /// Folder.
    pub path: String,
    /// When it was opened last, RFC 3339.
    pub opened_at: String,
    /// False if the folder is gone.
    pub present: bool,
}

/// The frame around every screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WorkspaceView {
    /// Folder.
    pub path: String,
    /// True for a practice workspace: the banner is shown.
    pub practice: bool,
    /// The firm.
    pub firm: String,
    /// Its LEI.
    pub lei: String,
    /// `practice.example`.
    pub trust_domain: String,
    /// Origin of the log.
    pub origin: String,
    /// The officer who is signed in.
    pub officer: Option<OfficerView>,
    /// All officers.
    pub officers: Vec<OfficerView>,
    /// Labels of the tokens that are unlocked.
    pub unlocked: Vec<String>,
    /// Events in the log.
    #[ts(type = "number")]
    pub events: u64,
    /// When the log was last verified, RFC 3339.
    pub verified_at: Option<String>,
    /// Requests that wait for the officer who is signed in.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Issuances that a crash left open and this opening settled.
    pub settled: Vec<SettledIntent>,
}

/// An issuance that a crash left open, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettledIntent {
    /// Serial of the certificate, upper-case hex.
    pub serial: String,
    /// The request.
    pub request: String,
    /// `issued`, `abandoned` or `open` (the token was not there).
    pub outcome: String,
    /// In words.
    pub message: String,
}

/// The overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OverviewView {
    /// Requests that wait for a checker.
    pub waiting: Vec<RequestRow>,
    /// Revocations that one officer made alone and a second one is to confirm, the oldest first.
    pub confirmations: Vec<ConfirmationView>,
    /// Certificates in force.
    #[ts(type = "number")]
    pub active: u64,
    /// Certificates that expire within 30 days, soonest first.
    pub expiring: Vec<CertificateRow>,
    /// The issuing CA's CRL.
    pub crl: Option<CrlView>,
    /// Head of the log.
    pub head: Option<HeadView>,
    /// Tokens.
    pub tokens: Vec<TokenView>,
    /// The newest events.
    pub events: Vec<EventRow>,
}

/// One line of `workspace check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CheckRow {
    /// What was checked: `log`, `layout`, `tables`, `certificates`, `decisions`, `lists`, `crl`,
    /// `witnesses`, `time stamps`, `side data`, `publish`, `tokens`, `intents`, `clock`.
    pub subject: String,
    /// `sound`, `attention` or `broken`.
    pub verdict: String,
    /// What was found, by a name that stays.
    pub code: String,
    /// The same in the person's words.
    pub message: String,
    /// Since which event, if one can be named.
    #[ts(type = "number | null")]
    pub since: Option<u64>,
}

/// A backup that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupView {
    /// Where it lies.
    pub file: String,
    /// SHA-256 of the file, upper-case hex.
    pub sha256: String,
    /// Its length.
    #[ts(type = "number")]
    pub bytes: u64,
    /// True: only a recipient's identity or the passphrase opens it.
    pub encrypted: bool,
    /// Origin of the log.
    pub origin: String,
    /// Events in it.
    #[ts(type = "number")]
    pub events: u64,
    /// Root over them, upper-case hex.
    pub root: String,
    /// Files in it, beside the manifest.
    #[ts(type = "number")]
    pub files: u64,
    /// Reports that are not in it, since they are gone or were changed.
    pub left_out: Vec<String>,
    /// Of when it is, RFC 3339.
    pub made_at: String,
    /// The event that tells of it.
    #[ts(type = "number")]
    pub event: u64,
}

/// A workspace that was restored from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RestoreView {
    /// The folder.
    pub path: String,
    /// SHA-256 of the backup, upper-case hex.
    pub backup: String,
    /// True for a practice workspace.
    pub practice: bool,
    /// Origin of the log.
    pub origin: String,
    /// Events in the backup.
    #[ts(type = "number")]
    pub events: u64,
    /// Root over them, upper-case hex.
    pub root: String,
    /// Of when the backup is, RFC 3339.
    pub made_at: String,
    /// Size of the checkpoint that it was held against; `null`: none was shown.
    #[ts(type = "number | null")]
    pub shown: Option<u64>,
    /// The ledger's version in the backup, if it was an earlier one.
    pub migrated_from: Option<u32>,
    /// Tables that had not said what the events do, and were made anew.
    pub rebuilt: Vec<String>,
    /// The event that tells of the restoring.
    #[ts(type = "number")]
    pub event: u64,
}

/// The tables were made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RebuildView {
    /// Events that they were made from.
    #[ts(type = "number")]
    pub events: u64,
    /// Those that had said something else.
    pub differed: Vec<String>,
    /// The event that tells of it.
    #[ts(type = "number")]
    pub event: u64,
}
