//! People.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An officer's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
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
    /// Leads ceremonies.
    CeremonyAdministrator,
    /// Brings a share of what a ceremony needs.
    CryptoOfficer,
    /// Attests what happened in a ceremony.
    Witness,
}

impl RoleView {
    /// The stable name: `maker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Maker => "maker",
            Self::Checker => "checker",
            Self::Auditor => "auditor",
            Self::CeremonyAdministrator => "ceremony-administrator",
            Self::CryptoOfficer => "crypto-officer",
            Self::Witness => "witness",
        }
    }
}

/// Whether an officer still decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OfficerState {
    /// Decides, with at least one token.
    Serving,
    /// Serves, but has no token that is good any more: to be enrolled again.
    WithoutToken,
    /// Serves no more.
    Retired,
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
    /// Whether they still decide.
    pub state: OfficerState,
    /// When they were enrolled.
    pub since: String,
    /// When their service ended.
    pub retired_at: Option<String>,
    /// Tokens in force.
    pub tokens: u32,
}

/// An officer with every token and every role that they have or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OfficerDetailView {
    /// The officer.
    pub officer: OfficerView,
    /// Their tokens, the newest first.
    pub tokens: Vec<OfficerTokenView>,
    /// Their roles, the newest first.
    pub roles: Vec<OfficerRoleView>,
    /// Changes about them that wait for a second officer: ids.
    pub open_changes: Vec<String>,
}

/// Whether a token of an officer still signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OfficerTokenState {
    /// Signs.
    InForce,
    /// Its certificate has not begun: the clock is behind, or was ahead when it was issued.
    NotYetValid,
    /// Its certificate ended by time.
    Expired,
    /// Its certificate was revoked, or the officer retired.
    Ended,
}

/// A token that an officer decides with, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OfficerTokenView {
    /// Label.
    pub label: String,
    /// Serial.
    pub serial: String,
    /// Model as the token says it.
    pub model: String,
    /// Whether it still signs.
    pub state: OfficerTokenState,
    /// True if it is in its slot now.
    pub present: bool,
    /// Serial number of its certificate, hex.
    pub certificate: String,
    /// When its certificate begins, RFC 3339.
    pub certificate_from: String,
    /// Last day of its certificate.
    pub certificate_until: String,
    /// When it was enrolled.
    pub since: String,
    /// When it ended.
    pub until: Option<String>,
    /// The change that enrolled it; `None` for a founding officer's first.
    pub change: Option<String>,
    /// True if its PIN is kept in `practice.json` (practice only).
    pub practice_pin: bool,
}

/// A role that an officer has, or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OfficerRoleView {
    /// Which.
    pub role: RoleView,
    /// Since when.
    pub since: String,
    /// Until when; `None`: it is theirs.
    pub until: Option<String>,
    /// The change that gave it; `None` for the founding's.
    pub change: Option<String>,
}

/// What an administrator asks for when an officer is to be enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct EnrolmentInput {
    /// Who, if they are an officer already: a second token, a replacement, a recovery.
    pub officer: Option<String>,
    /// As what: `maker`. For a new officer only.
    pub role: Option<String>,
    /// The person's name. For a new officer only.
    pub name: Option<String>,
    /// Why: `new`, `second-token`, `replacement`, `recovery`.
    pub cause: String,
    /// Label of the officer's token.
    pub token_label: String,
    /// The PKCS#11 module that the token is in; `None` in a practice workspace: a practice token.
    pub module: Option<String>,
    /// Serial of a token that was initialised elsewhere; `None`: one is initialised.
    pub token_serial: Option<String>,
}

/// What an enrolment would be, before a key is made or anything signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EnrolmentPreview {
    /// The id that they have, or that somebody new would get.
    pub officer: String,
    /// As what.
    pub role: RoleView,
    /// Their name, unless erased.
    pub name: Option<String>,
    /// Why: `new`, `second-token`, `replacement`, `recovery`.
    pub cause: String,
    /// Label of the token.
    pub token_label: String,
    /// True: the token is initialised; false: one is taken as it is.
    pub initialises: bool,
}
