//! The start screen, the frame around every screen, the overview.

use serde::Serialize;
use ts_rs::TS;

use super::{CertificateRow, CrlView, EventRow, HeadView, OfficerView, RequestRow, TokenView};

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
    /// What was checked: `log`, `certificates`, `crl`, `tokens`, `intents`, `clock`, `projection`.
    pub subject: String,
    /// `sound`, `attention` or `broken`.
    pub verdict: String,
    /// What was found, in words.
    pub message: String,
    /// Since which event, if one can be named.
    #[ts(type = "number | null")]
    pub since: Option<u64>,
}
