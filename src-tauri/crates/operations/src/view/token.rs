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
    /// Manufacturer, as it says.
    pub manufacturer: String,
    /// Model, as it says.
    pub model: String,
    /// Firmware version, as it says; `None`: not shown by the token.
    pub firmware: Option<String>,
    /// `good`, `count_low`, `final_try`, `locked`.
    pub pin_state: String,
    /// True if it is there now.
    pub present: bool,
    /// True if it is unlocked in this program now.
    pub unlocked: bool,
    /// Keys that the log knows on it.
    pub keys: Vec<KeyView>,
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
