//! Why nothing was done about an officer, beyond what any operation can say.

use chancery_domain::{
    Language,
    officer::{OfficerId, Role},
};

/// Why nothing was done about an officer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfficerRefusal {
    /// They serve no more.
    #[error("{officer} retired")]
    Retired {
        /// Who.
        officer: OfficerId,
    },
    /// Their certificate is revoked or on hold.
    #[error("the certificate of {officer} on the token {token} is denied")]
    KeyDenied {
        /// Who.
        officer: OfficerId,
        /// Label of the token.
        token: String,
    },
    /// A token that is somebody else's, or serves another purpose.
    #[error("the token {token} is in use by {user}")]
    TokenTaken {
        /// Its label.
        token: String,
        /// An officer, or what it is for.
        user: String,
    },
    /// Nobody proposes or approves what is about themselves.
    #[error("{officer} can't decide about {officer}")]
    OwnCase {
        /// Who.
        officer: OfficerId,
    },
    /// Without them nobody could do what their role is there for.
    #[error("{officer} is the last {role}")]
    LastOfRole {
        /// Who.
        officer: OfficerId,
        /// Their role.
        role: Role,
    },
    /// Too few of those who founded can sign.
    #[error("fewer than two founding officers beside {officer} can sign")]
    QuorumGone {
        /// Who was to be restored.
        officer: OfficerId,
    },
    /// Who asked for it serves no more, and can't answer for it.
    #[error("{officer}, who asked for {subject}, retired")]
    MakerRetired {
        /// The request or the change.
        subject: String,
        /// Who.
        officer: OfficerId,
    },
    /// The cause of an enrolment does not fit what is so.
    #[error("{officer} can't be enrolled for this cause: {fault}")]
    Cause {
        /// Who, or the label of the token.
        officer: String,
        /// What does not fit.
        fault: CauseFault,
    },
    /// What was to prove that the key is theirs proves nothing.
    #[error("possession of the key of {officer} is not proved: {detail}")]
    Possession {
        /// Who.
        officer: OfficerId,
        /// What is wrong.
        detail: String,
    },
}

/// What does not fit about the cause of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CauseFault {
    /// There is no such cause.
    #[error("there is no such cause")]
    Unknown,
    /// A new officer is numbered here, and is nobody yet.
    #[error("a new officer is given a number here")]
    NamedNew,
    /// Who is known is enrolled again by id.
    #[error("the officer is to be named")]
    Unnamed,
    /// A second token is one beside another.
    #[error("there is no token in force beside which it would be a second")]
    NoFirst,
    /// A replacement takes the place of a token that is gone.
    #[error("no token of theirs was reported lost")]
    NothingLost,
    /// A recovery is for who has no token any more.
    #[error("a token of theirs is in force")]
    StillHeld,
}

impl OfficerRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Retired { .. } => "officer-retired",
            Self::KeyDenied { .. } => "officer-key-denied",
            Self::TokenTaken { .. } => "officer-token-taken",
            Self::OwnCase { .. } => "own-case",
            Self::LastOfRole { .. } => "last-of-role",
            Self::QuorumGone { .. } => "quorum-gone",
            Self::MakerRetired { .. } => "maker-retired",
            Self::Cause { .. } => "enrolment-cause",
            Self::Possession { .. } => "possession",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Retired { officer }
            | Self::OwnCase { officer }
            | Self::QuorumGone { officer } => {
                vec![("officer", officer.to_string())]
            }
            Self::MakerRetired { subject, officer } => vec![
                ("subject", subject.clone()),
                ("officer", officer.to_string()),
            ],
            Self::KeyDenied { officer, token } => {
                vec![("officer", officer.to_string()), ("token", token.clone())]
            }
            Self::TokenTaken { token, user } => {
                vec![("token", token.clone()), ("user", user.clone())]
            }
            Self::LastOfRole { officer, role } => vec![
                ("officer", officer.to_string()),
                ("role", role.label(language).to_owned()),
            ],
            Self::Cause { officer, fault } => vec![
                ("officer", officer.clone()),
                ("detail", fault.words(language)),
            ],
            Self::Possession { officer, detail } => {
                vec![("officer", officer.to_string()), ("detail", detail.clone())]
            }
        }
    }
}

impl CauseFault {
    fn words(self, language: Language) -> String {
        let text = match (language, self) {
            (Language::En, fault) => return fault.to_string(),
            (Language::De, Self::Unknown) => "diesen Anlass gibt es nicht",
            (Language::De, Self::NamedNew) => "wer neu ist, bekommt hier eine Nummer",
            (Language::De, Self::Unnamed) => "es muss angegeben werden, um wen es geht",
            (Language::De, Self::NoFirst) => {
                "es gibt kein gültiges Token, neben dem es ein zweiter wäre"
            }
            (Language::De, Self::NothingLost) => "es wurde kein Token als verloren gemeldet",
            (Language::De, Self::StillHeld) => "ein Token dieser Person ist noch gültig",
        };
        text.to_owned()
    }
}
