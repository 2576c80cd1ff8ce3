//! Why the PIN of a token's security officer did not give its user a new one. It is another PIN
//! than the user's, with tries of its own.

use chancery_token::Error as TokenError;

use crate::Error;

/// Why the PIN of a token's security officer did not give its user a new one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SoPinRefusal {
    /// It is not the right one.
    #[error("the token {token} refused the PIN of its security officer")]
    Wrong {
        /// Label of the token.
        token: String,
        /// What it said.
        answer: String,
    },
    /// The token takes none any more.
    #[error("the token {token} has locked the PIN of its security officer")]
    Locked {
        /// Label of the token.
        token: String,
        /// What it said.
        answer: String,
    },
    /// It was wrong too often: for a while none is tried.
    #[error("the PIN of the security officer of {token} is not tried until {until}")]
    Paused {
        /// Label of the token.
        token: String,
        /// Until when, RFC 3339.
        until: String,
    },
}

impl SoPinRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Wrong { .. } => "so-pin-incorrect",
            Self::Locked { .. } => "so-pin-locked",
            Self::Paused { .. } => "so-pin-paused",
        }
    }

    /// What the token said.
    pub(crate) fn answer(&self) -> Option<&str> {
        match self {
            Self::Wrong { answer, .. } | Self::Locked { answer, .. } => Some(answer),
            Self::Paused { .. } => None,
        }
    }

    /// The values that the catalogue's sentences name.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Wrong { token, .. } | Self::Locked { token, .. } => {
                vec![("token", token.clone())]
            }
            Self::Paused { token, until } => {
                vec![("token", token.clone()), ("until", until.clone())]
            }
        }
    }
}

/// What a token answered to its security officer.
pub(super) fn refusal(error: TokenError, label: &str) -> Error {
    let token = label.to_owned();
    let refusal = match error {
        TokenError::PinRefused { answer, .. } => SoPinRefusal::Wrong {
            token,
            answer: answer.code.to_string(),
        },
        TokenError::PinLocked { answer } => SoPinRefusal::Locked {
            token,
            answer: answer.code.to_string(),
        },
        TokenError::TooManyTries { until, .. } => SoPinRefusal::Paused {
            token,
            until: crate::tries::until_words(until),
        },
        other => return Error::of_token(other, label),
    };
    refusal.into()
}
