//! Tokens and what they say of their keys.

use serde::Serialize;
use ts_rs::TS;

/// A token of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TokenView {
    /// Its label.
    pub label: String,
    /// Its serial number.
    pub serial: String,
    /// What it is for: `root`, `issuing`, `records`, `agents`, `officer`.
    pub purpose: String,
    /// Manufacturer, as it says, or said when the last key was made there; else empty.
    pub manufacturer: String,
    /// Model, in the same way.
    pub model: String,
    /// Firmware version, as it says; `None`: not shown by the token.
    pub firmware: Option<String>,
    /// `good`, `count_low`, `final_try`, `locked`.
    pub pin_state: String,
    /// Until when no PIN is taken here after too many wrong ones, RFC 3339.
    pub pin_paused_until: Option<String>,
    /// True if its PIN is typed on the token itself.
    pub pin_pad: bool,
    /// Its PKCS#11 module: name of the product, as far as it is known.
    pub module_name: String,
    /// Path of the module.
    pub module_path: String,
    /// `pkcs11:` URI, RFC 7512.
    pub uri: String,
    /// True if it is there now.
    pub present: bool,
    /// True if it is there and unlocked in this program now.
    pub unlocked: bool,
    /// Keys that the log knows on it, destroyed ones left out.
    #[ts(type = "number")]
    pub keys: u64,
}

/// A token with what is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TokenDetailView {
    /// The token.
    pub token: TokenView,
    /// What it can do, and what of the registry it can't.
    pub algorithms: Vec<AlgorithmView>,
    /// Its mechanisms by their standard names; empty while it is not there.
    pub mechanisms: Vec<String>,
    /// What the module's rules say about the custody facts it states, in words; may be empty.
    pub evidence_note: String,
    /// A page of its keys, newest first.
    pub keys: Vec<KeyView>,
    /// Pass this as `after` for the next page; `None` at the end.
    pub next: Option<String>,
    /// The last inventory.
    pub inventory: Option<InventoryView>,
}

/// An algorithm of the registry, and whether it can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AlgorithmView {
    /// `P-256`, `RSA-3072`, `ML-DSA-65`.
    pub name: String,
    /// Whether the token can make and use such keys; `None`: it is not there to be asked.
    pub on_token: Option<bool>,
}

/// The keys of a token held against those that the log knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct InventoryView {
    /// When, RFC 3339.
    pub at: String,
    /// Keys that both know.
    #[ts(type = "number")]
    pub known: u64,
    /// Keys on the token that the log does not know; at most 200 are listed.
    pub strangers: Vec<StrangerView>,
    /// How many there are.
    #[ts(type = "number")]
    pub strangers_total: u64,
    /// Keys that the log knows and the token does not hold, or not alone under their identifier;
    /// at most 200 are listed.
    pub missing: Vec<KeyView>,
    /// How many there are.
    #[ts(type = "number")]
    pub missing_total: u64,
}

/// A key on a token that the log does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StrangerView {
    /// CKA_ID, hex.
    pub cka_id: String,
    /// CKA_LABEL.
    pub label: String,
    /// `private`, `public` or `pair`; `secret` for a key that is no half of one.
    pub halves: String,
    /// Algorithm, if it is known here.
    pub algorithm: Option<String>,
    /// SHA-256 of its SubjectPublicKeyInfo, upper-case hex, if it can be read.
    pub spki_sha256: Option<String>,
}

/// A PKCS#11 module and the tokens in its slots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ModuleView {
    /// Path of the shared library.
    pub path: String,
    /// Name of the product, as far as it is known: `SoftHSM`, `kryoptic`.
    pub name: String,
    /// False if nothing is known of this product: a probe then finds what works.
    pub known: bool,
    /// The tokens, those that wait to be initialised included.
    pub tokens: Vec<FoundTokenView>,
}

/// A token in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundTokenView {
    /// Label; empty while it is not initialised.
    pub label: String,
    /// Serial number.
    pub serial: String,
    /// Manufacturer.
    pub manufacturer: String,
    /// Model.
    pub model: String,
    /// Firmware version.
    pub firmware: String,
    /// False: it has no label and no security officer yet.
    pub initialised: bool,
    /// `pkcs11:` URI, RFC 7512.
    pub uri: String,
    /// What the workspace uses it for, if it does.
    pub purpose: Option<String>,
}

/// What a relink would do: the same keys, looked for on another token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RelinkView {
    /// The token as the log knows it: label and serial.
    pub from_label: String,
    /// Its serial.
    pub from_serial: String,
    /// The token that is to take its place.
    pub to: FoundTokenView,
    /// Keys that the log knows on the old one.
    #[ts(type = "number")]
    pub keys: u64,
    /// Keys that the new one holds, with the same public half.
    #[ts(type = "number")]
    pub found: u64,
    /// Keys that it does not hold: with any of them it can't be relinked. At most 200 are listed.
    pub missing: Vec<KeyView>,
}

/// A key that the log knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct KeyView {
    /// CKA_ID, hex.
    pub cka_id: String,
    /// CKA_LABEL.
    pub label: String,
    /// `P-256`, `P-384`, `Ed25519`.
    pub algorithm: String,
    /// SHA-256 of its SubjectPublicKeyInfo, upper-case hex.
    pub spki_sha256: String,
    /// `active` or `destroyed`.
    pub state: String,
    /// What the token said of it after making it.
    pub custody: CustodyView,
}

/// The token's own statement about a key, read back after generation. Not an attestation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CustodyView {
    /// Label of the token.
    pub token_label: String,
    /// Manufacturer.
    pub manufacturer: String,
    /// Model.
    pub model: String,
    /// Serial.
    pub serial: String,
    /// Firmware; `None`: not shown by the token.
    pub firmware: Option<String>,
    /// CKA_LOCAL: made in the token. `None`: not shown by the token; so with all below.
    pub local: Option<bool>,
    /// CKA_NEVER_EXTRACTABLE.
    pub never_extractable: Option<bool>,
    /// CKA_ALWAYS_SENSITIVE.
    pub always_sensitive: Option<bool>,
    /// CKA_EXTRACTABLE.
    pub extractable: Option<bool>,
    /// CKA_SENSITIVE.
    pub sensitive: Option<bool>,
    /// When it was read, RFC 3339.
    pub read_at: String,
}

/// What a token can do, found by trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProbeView {
    /// Label and serial.
    pub token: String,
    /// True if its module is known here anyway.
    pub known: bool,
    /// One for each family of algorithms.
    pub trials: Vec<TrialView>,
    /// Statements on custody that mean with this module what PKCS#11 means by them.
    pub evidence: Vec<String>,
    /// CKA_IDs of keys that probes left which were ended half-way; they were destroyed.
    pub swept: Vec<String>,
    /// CKA_IDs of keys that were made and could not be destroyed.
    pub left_behind: Vec<String>,
}

/// What was tried with one algorithm, in the words of the probe: `works`, `refused: ...`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TrialView {
    /// `P-256`.
    pub algorithm: String,
    /// True if keys are made and sign in one way or another.
    pub works: bool,
    /// Making a pair on the token at once.
    pub on_token: String,
    /// Making it in the session and copying it.
    pub copied: String,
    /// Signing a digest that was made here.
    pub hashed_on_host: String,
    /// Signing a message that the token hashes.
    pub hashed_on_token: String,
}
