//! People.

use serde::Serialize;
use ts_rs::TS;

/// An officer's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RoleView {
    /// Tokens, officers, profiles; cannot approve.
    Administrator,
    /// Fills in requests.
    Maker,
    /// Approves or rejects.
    Checker,
    /// Reads, verifies, exports reports.
    Auditor,
}

/// An officer and their token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OfficerView {
    /// Pseudonymous id, as in certificates and the log: `officer-03`.
    pub id: String,
    /// The person's name, from the erasable side record; `None` once erased.
    pub name: Option<String>,
    /// Their role.
    pub role: RoleView,
    /// Label of their token.
    pub token_label: String,
    /// Serial of their token.
    pub token_serial: String,
    /// "SoftHSM v2": model as the token says it.
    pub token_model: String,
    /// Last day of their certificate, `2027-11-21`.
    pub certificate_until: String,
    /// True if a PIN for this officer is kept in `practice.json` (practice only).
    pub practice_pin: bool,
}
