//! The log page.

use serde::Serialize;
use ts_rs::TS;

/// One event as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventRow {
    /// Its number, from 1.
    #[ts(type = "number")]
    pub seq: u64,
    /// When, RFC 3339.
    pub at: String,
    /// Type as a key: `certificate_issued`.
    pub kind: String,
    /// What it is about: a request id, a serial, an agent.
    pub subject: String,
    /// Who: an officer id or a service (`issuing`, `records`).
    pub actor: String,
    /// `maker`, `checker`, `auditor`, `administrator`, `service`.
    pub role: String,
    /// True if a key in a token signed something that belongs to it.
    pub signed: bool,
    /// True for refusals and failures.
    pub negative: bool,
    /// One more line in words that need no translation, such as a quoted reason; may be empty.
    pub detail: String,
}

/// One event whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventView {
    /// Its line.
    pub row: EventRow,
    /// The leaf, canonical JSON.
    pub leaf_json: String,
    /// RFC 6962 leaf hash, upper-case hex.
    pub leaf_hash: String,
    /// Size of the first checkpoint that covers it, if one does.
    #[ts(type = "number | null")]
    pub covered_by: Option<u64>,
}

/// A page of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventPage {
    /// The rows, newest first.
    pub rows: Vec<EventRow>,
    /// Events in all.
    #[ts(type = "number")]
    pub total: u64,
    /// Pass this as `before` for the next page; `None` at the end.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
}

/// The head of the log: its last signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeadView {
    /// `practice.example/log`.
    pub origin: String,
    /// Events in the log now.
    #[ts(type = "number")]
    pub events: u64,
    /// Size of the tree that the checkpoint covers.
    #[ts(type = "number")]
    pub size: u64,
    /// Root hash, upper-case hex.
    pub root: String,
    /// The root hash as PGP words.
    pub words: Vec<String>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// Its signatures: name of the key, algorithm, whether it verifies now.
    pub signatures: Vec<NoteSignatureView>,
    /// The signed note itself.
    pub note: String,
    /// The note as a QR code: rows of modules, true is dark.
    pub qr: Vec<Vec<bool>>,
    /// Result of the last verification, if there was one.
    pub last_verified: Option<VerificationView>,
}

/// A signature line of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NoteSignatureView {
    /// Key name on the line.
    pub name: String,
    /// `Ed25519` or `P-256`.
    pub algorithm: String,
    /// True if it verifies.
    pub valid: bool,
}

/// Outcome of verifying the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VerificationView {
    /// When it ended, RFC 3339.
    pub at: String,
    /// Events recomputed.
    #[ts(type = "number")]
    pub events: u64,
    /// Checkpoints checked.
    #[ts(type = "number")]
    pub checkpoints: u64,
    /// True if nothing was found.
    pub sound: bool,
    /// Faults found, the first hundred.
    pub faults: Vec<LogFault>,
}

/// A fault in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LogFault {
    /// The event at fault, if one can be named.
    #[ts(type = "number | null")]
    pub seq: Option<u64>,
    /// `leaf_changed`, `leaf_missing`, `leaf_malformed`, `tree_changed`, `checkpoint_root`, `checkpoint_signature`, `blob_changed`, `blob_missing`.
    pub code: String,
    /// In words.
    pub message: String,
}

/// Progress of a long piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProgressView {
    /// Key of the step: `setup.tokens`, `verify.leaves`, ...
    pub step: String,
    /// What the step is about, such as a token's label; may be empty.
    pub subject: String,
    /// Done so far.
    #[ts(type = "number")]
    pub done: u64,
    /// In all.
    #[ts(type = "number")]
    pub total: u64,
}
