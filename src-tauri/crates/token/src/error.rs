//! Why a token did not do what it was asked.

use std::{path::PathBuf, time::SystemTime};

use chancery_domain::{Algorithm, Sha256Digest};

use crate::{CkaId, PinStanding, Pkcs11Answer, TokenId, TokenLabel};

/// `Display` says what we were doing; `source()` says what the module answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The token is in no slot: unplugged, replaced, or its folder is gone.
    #[error("no slot of {} holds the token {token}", module.display())]
    TokenAbsent {
        /// The token that was looked for.
        token: TokenId,
        /// The module that was asked.
        module: PathBuf,
        /// What made us look, if the module answered something.
        #[source]
        answer: Option<Pkcs11Answer>,
    },

    /// The PIN was wrong. Nothing was done.
    #[error("the token refused the PIN")]
    PinRefused {
        /// Whether tries are running out, as far as the token says.
        standing: PinStanding,
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// So many wrong PINs came in a row that we wait before the token is asked
    /// again. The token was not asked, and counted nothing.
    #[error("too many wrong PINs for the token {token}")]
    TooManyTries {
        /// The token.
        token: TokenId,
        /// No try before then.
        until: SystemTime,
    },

    /// The PIN was to be typed on the token, which has no PIN pad.
    #[error("the token {token} has no PIN pad")]
    NoPinPad {
        /// The token.
        token: TokenId,
    },

    /// The PIN is typed on the token's own PIN pad, and so is a new one: its maker's program asks
    /// for it.
    #[error("the PIN of the token {token} is changed on its own PIN pad, by its maker's program")]
    OnlyOnItsPad {
        /// The token.
        token: TokenId,
    },

    /// A new PIN is empty, or of a length that the token says it does not take. It was not asked.
    #[error("the token takes PINs of {min} to {max} bytes")]
    PinLength {
        /// The shortest.
        min: usize,
        /// The longest.
        max: usize,
    },

    /// The token was initialised, and then giving its user a PIN failed. It holds no keys.
    #[error("the token {token} is initialised, but has no user PIN yet")]
    UserPinMissing {
        /// The token.
        token: TokenId,
        /// Why.
        #[source]
        source: Box<Error>,
    },

    /// The change of a PIN was interrupted: the old one or the new one is valid.
    #[error("the PIN of the token {token} may have been changed or not")]
    PinUncertain {
        /// The token.
        token: TokenId,
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// The module did not come back from a call. Whatever it was asked to do may
    /// have been done, or may yet be.
    #[error("the token {token} does not answer: {doing} was given up")]
    Unresponsive {
        /// The token.
        token: TokenId,
        /// What we were doing: "signing".
        doing: &'static str,
    },

    /// Making a key failed halfway, and we could not look whether it is there.
    #[error("making the key {key} failed, and the token {token} may hold it")]
    KeyMayRemain {
        /// The identifier it was to have.
        key: CkaId,
        /// Where.
        token: TokenId,
        /// Why making it failed.
        #[source]
        source: Box<Error>,
    },

    /// A probe broke off, and keys that it made may be on the token.
    #[error(
        "a probe of the token {token} broke off, and may have left there {}",
        listed(keys)
    )]
    ProbeMayRemain {
        /// Their identifiers.
        keys: Vec<CkaId>,
        /// Where.
        token: TokenId,
        /// Why it broke off.
        #[source]
        source: Box<Error>,
    },

    /// Too many wrong PINs: the security officer must unlock the token.
    #[error("the PIN of the token is locked")]
    PinLocked {
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// The PIN is right but must be changed first.
    #[error("the PIN of the token has expired")]
    PinExpired {
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// The token was initialised without a user PIN.
    #[error("the token has no user PIN yet")]
    PinNotSet {
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// A new PIN is too short, too long or too weak for the token.
    #[error("the token does not take this new PIN")]
    PinUnsuitable {
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// The token was logged out since, here or by another log-in to it.
    #[error("the token {token} was logged out")]
    LoggedOut {
        /// The token.
        token: TokenId,
    },

    /// The module was initialised anew since this token was opened.
    #[error("the token {token} was opened before the module was initialised anew")]
    Reinitialised {
        /// The token.
        token: TokenId,
    },

    /// Nothing can be written to the token.
    #[error("the token {token} is write-protected")]
    WriteProtected {
        /// The token.
        token: TokenId,
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// The token is there, the key is not.
    #[error("the token {token} holds no key {key}")]
    KeyAbsent {
        /// The key that was looked for.
        key: CkaId,
        /// Where.
        token: TokenId,
    },

    /// Several keys answer to one identifier.
    #[error("the token {token} holds more than one key {key}")]
    KeyAmbiguous {
        /// The key that was looked for.
        key: CkaId,
        /// Where.
        token: TokenId,
    },

    /// A new key was to get an identifier that is in use.
    #[error("the token {token} already holds a key {key}")]
    CkaIdTaken {
        /// The identifier.
        key: CkaId,
        /// Where.
        token: TokenId,
    },

    /// The key on the token is not the one that was enrolled.
    #[error("key {key} has the public key {found}, not {expected}")]
    KeyDiffers {
        /// The key.
        key: CkaId,
        /// SHA-256 of the SubjectPublicKeyInfo that was enrolled.
        expected: Sha256Digest,
        /// SHA-256 of the one that the token shows.
        found: Sha256Digest,
    },

    /// The token does not show the public half of a key in a form we know.
    #[error("the public half of key {key} can't be read from the token {token}")]
    PublicKeyUnreadable {
        /// The key.
        key: CkaId,
        /// Where.
        token: TokenId,
    },

    /// The token has no mechanism for this algorithm.
    #[error("the token {token} can't make {algorithm} keys or signatures")]
    AlgorithmUnsupported {
        /// What was asked for.
        algorithm: Algorithm,
        /// Of which token.
        token: TokenId,
        /// What the module answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// A signature came back with a length that its algorithm can't have.
    #[error("the token {token} gave {found} bytes as an {algorithm} signature")]
    SignatureMalformed {
        /// What was asked for.
        algorithm: Algorithm,
        /// Bytes that came.
        found: usize,
        /// From which token.
        token: TokenId,
    },

    /// A new token was to get a label that another one has.
    #[error("a token labelled {label} is already there")]
    LabelTaken {
        /// The label.
        label: TokenLabel,
    },

    /// Every slot holds an initialised token.
    #[error("no slot of {} is free for a new token", module.display())]
    NoFreeSlot {
        /// The module that was asked.
        module: PathBuf,
    },

    /// The module refused for a reason that has no variant of its own.
    #[error("{doing} failed")]
    Refused {
        /// What we were doing: "opening a session".
        doing: &'static str,
        /// What the module answered.
        #[source]
        source: Pkcs11Answer,
    },
}

impl Error {
    /// What the module answered, for people who ask their token's maker.
    pub fn answer(&self) -> Option<&Pkcs11Answer> {
        match self {
            Self::TokenAbsent { answer, .. } => answer.as_ref(),
            Self::PinRefused { answer, .. }
            | Self::PinLocked { answer }
            | Self::PinExpired { answer }
            | Self::PinNotSet { answer }
            | Self::PinUnsuitable { answer }
            | Self::PinUncertain { answer, .. }
            | Self::WriteProtected { answer, .. }
            | Self::AlgorithmUnsupported { answer, .. }
            | Self::Refused { source: answer, .. } => Some(answer),
            Self::KeyMayRemain { source, .. }
            | Self::ProbeMayRemain { source, .. }
            | Self::UserPinMissing { source, .. } => source.answer(),
            _ => None,
        }
    }

    /// For use with `map_err`: the module refused while we were `doing`.
    pub(crate) fn refused(doing: &'static str) -> impl Fn(cryptoki::error::Error) -> Self {
        move |error| Self::Refused {
            doing,
            source: error.into(),
        }
    }
}

fn listed(keys: &[CkaId]) -> String {
    let keys: Vec<_> = keys.iter().map(CkaId::to_string).collect();
    keys.join(" and ")
}
