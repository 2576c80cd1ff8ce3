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
    /// Serial of the token that the actor acted by, or that it is about, where it is known.
    pub token: Option<String>,
    /// The request that it is about, where it names one.
    pub request: Option<String>,
    /// Serial of the certificate that it is about, where it names one.
    pub certificate: Option<String>,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
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
    /// How far back was looked: pass this as `before` to go on; `None` at the end. A search may
    /// stop before the page is full.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
}

/// A witness of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WitnessView {
    /// Name of its key.
    pub name: String,
    /// Its verifier key, a C2SP vkey line.
    pub key: String,
    /// True if its cosignatures count.
    pub trusted: bool,
    /// Size of the newest checkpoint that it cosigned.
    #[ts(type = "number | null")]
    pub size: Option<u64>,
    /// When it says that it saw that one, RFC 3339.
    pub seen_at: Option<String>,
    /// Events that came since.
    #[ts(type = "number")]
    pub behind: u64,
}

/// Another log, and how far this workstation followed it as its witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WitnessedView {
    /// Its origin.
    pub origin: String,
    /// Size of the last checkpoint that was cosigned.
    #[ts(type = "number")]
    pub size: u64,
    /// Its root hash, upper-case hex.
    pub root: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Who watches this log, and what this workstation watches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WitnessesView {
    /// Witnesses of this log.
    pub witnesses: Vec<WitnessView>,
    /// Logs that are witnessed here.
    pub witnessed: Vec<WitnessedView>,
    /// The verifier key by which this workstation witnesses, once there is one.
    pub own_key: Option<String>,
}

/// A file to be carried to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CarriedView {
    /// Its text.
    pub text: String,
    /// Size of the checkpoint that it is about.
    #[ts(type = "number")]
    pub size: u64,
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

/// A query for a time stamp over a checkpoint, and what came back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TimestampView {
    /// Number of the event of the query.
    #[ts(type = "number")]
    pub seq: u64,
    /// Size of the tree that the checkpoint covers.
    #[ts(type = "number")]
    pub size: u64,
    /// When the query was written, RFC 3339.
    pub requested_at: String,
    /// SHA-256 of the checkpoint's note, upper-case hex: what is stamped.
    pub imprint: String,
    /// When the authority says that it saw it, RFC 3339; `None` while no answer is here.
    pub time: Option<String>,
    /// How far that may be off by the authority's word, in microseconds.
    #[ts(type = "number | null")]
    pub accuracy_micros: Option<u64>,
    /// Subject of the authority's certificate.
    pub authority: Option<String>,
    /// The authority's policy, a dotted OID.
    pub policy: Option<String>,
    /// The authority's number for it, upper-case hex.
    pub serial: Option<String>,
    /// Whether the stored answer is the authority's to this query; `None` while none is here.
    pub valid: Option<bool>,
    /// Whether the authority descends from a root that was named; `None` if none was named.
    pub trusted: Option<bool>,
    /// What speaks against either.
    pub problem: Option<String>,
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

/// An export of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportView {
    /// The folder.
    pub folder: String,
    /// Events in it: the size of its checkpoint.
    #[ts(type = "number")]
    pub size: u64,
    /// Events that no checkpoint covers yet, and that are not in it.
    #[ts(type = "number")]
    pub later: u64,
    /// Tiles and bundles that were written.
    #[ts(type = "number")]
    pub written: u64,
    /// Tiles and bundles that were there, and are as they have to be.
    #[ts(type = "number")]
    pub kept: u64,
}

/// What the receipt of an event shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReceiptView {
    /// The event.
    #[ts(type = "number")]
    pub seq: u64,
    /// Size of the checkpoint that covers it.
    #[ts(type = "number")]
    pub size: u64,
    /// Its root, hex.
    pub root: String,
    /// Names of the witnesses who cosigned it.
    pub witnesses: Vec<String>,
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
