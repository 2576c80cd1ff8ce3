//! That somebody is signed in no more.

use chancery_domain::event::SignOutCause;
use serde::Serialize;
use ts_rs::TS;

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SignOutCauseView {
    /// The officer signed out.
    Asked,
    /// Nothing was done for too long.
    Idle,
    /// The session had lasted as long as one may.
    Limit,
    /// The token was taken away.
    TokenRemoved,
    /// They serve no more, in another role, or without this token.
    NoLongerOfficer,
}

impl From<SignOutCause> for SignOutCauseView {
    fn from(cause: SignOutCause) -> Self {
        match cause {
            SignOutCause::Asked => Self::Asked,
            SignOutCause::Idle => Self::Idle,
            SignOutCause::Limit => Self::Limit,
            SignOutCause::TokenRemoved => Self::TokenRemoved,
            SignOutCause::NoLongerOfficer => Self::NoLongerOfficer,
        }
    }
}

/// Who was signed out, and why: what they typed waits for them and for nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SignedOutView {
    /// The officer.
    pub officer: String,
    /// Label of the token that they had signed in with.
    pub token_label: String,
    /// Why.
    pub cause: SignOutCauseView,
    /// The limit that was reached, where the cause is one.
    pub minutes: Option<u32>,
    /// When, RFC 3339.
    pub at: String,
}
