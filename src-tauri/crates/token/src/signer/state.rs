//! How a signer stands, in words.

use std::{fmt, time::SystemTime};

/// How a signer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignerState {
    /// Nobody is logged in: a PIN is needed.
    LoggedOut,
    /// Logged out by itself, since nothing was asked of it: a PIN is needed.
    Idle,
    /// Ready.
    LoggedIn {
        /// When it logs out if nothing is asked of it; `None`: never.
        until: Option<SystemTime>,
    },
    /// Was logged in; the next request finds out whether the token is back.
    Interrupted,
    /// A call did not return. Start another signer.
    Unresponsive,
}

impl fmt::Display for SignerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LoggedOut => "logged out",
            Self::Idle => "logged out after a time without work",
            Self::LoggedIn { .. } => "logged in",
            Self::Interrupted => "interrupted",
            Self::Unresponsive => "does not answer",
        })
    }
}
