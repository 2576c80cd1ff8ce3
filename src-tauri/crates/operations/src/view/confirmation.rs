//! What one officer did alone in an emergency, and a second one is to confirm.

use serde::Serialize;
use ts_rs::TS;

/// A revocation that waits for a second officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ConfirmationView {
    /// Serial number of the certificate, upper-case hex.
    pub serial: String,
    /// The agent.
    pub agent_id: String,
    /// RFC 5280 reason: `keyCompromise`, ...
    pub reason: String,
    /// Who revoked it.
    pub officer: String,
    /// Their name, unless erased.
    pub officer_name: Option<String>,
    /// Why, in their words.
    pub comment: String,
    /// When, RFC 3339.
    pub at: String,
    /// Number of the event.
    #[ts(type = "number")]
    pub event: u64,
    /// True if the officer who is signed in can confirm it.
    pub waits_for_me: bool,
}

/// Revocations that wait for a second officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ConfirmationList {
    /// The oldest first.
    pub rows: Vec<ConfirmationView>,
}
