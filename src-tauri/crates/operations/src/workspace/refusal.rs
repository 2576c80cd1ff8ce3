//! Why a backup was not made or not taken, beyond what any operation can say.

use chancery_domain::Language;

use crate::failure::shown;

/// Why a backup was not made or not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupRefusal {
    /// Not a file that this program wrote, or no longer.
    #[error("the file is no backup that can be taken: {fault}")]
    Malformed {
        /// What is wrong.
        fault: String,
    },
    /// It is encrypted, and nothing was given that could open it.
    #[error("the backup is encrypted")]
    KeyNeeded,
    /// What was given does not open it.
    #[error("the backup can't be opened: {fault}")]
    KeyRefused {
        /// A wrong passphrase, no identity that fits, or no identity at all.
        fault: KeyFault,
    },
    /// Not a recipient of `age`.
    #[error("{given} is no recipient")]
    Recipient {
        /// What was given.
        given: String,
    },
    /// A passphrase that anyone would guess.
    #[error("the passphrase is empty")]
    PassphraseEmpty,
    /// The log in it, or of the workspace, does not verify.
    #[error("the log does not verify: {detail}")]
    Unsound {
        /// What was found first.
        detail: String,
    },
    /// It ends before the checkpoint that was shown.
    #[error("the backup holds {held} events, the checkpoint covers {shown}: {} missing", shown.saturating_sub(*held))]
    Behind {
        /// Events in the backup.
        held: u64,
        /// Events that the checkpoint covers.
        shown: u64,
    },
    /// The checkpoint that was shown is none of this log.
    #[error("the checkpoint is not of the log in the backup: {detail}")]
    CheckpointForeign {
        /// Another origin, other keys, no note.
        detail: String,
    },
    /// The log's own keys signed another history than the one in the backup.
    #[error("the first {size} events in the backup are not those that the checkpoint covers")]
    Forked {
        /// Events that the checkpoint covers.
        size: u64,
    },
    /// What was written does not read back as it should.
    #[error("the backup did not verify: {detail}")]
    Unverified {
        /// What was found.
        detail: String,
    },
}

/// Why a key does not open a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// The passphrase is another one.
    #[error("the passphrase is not the one it was encrypted with")]
    Passphrase,
    /// No identity is of any recipient.
    #[error("none of the identities is of a recipient")]
    NoIdentityFits,
    /// The file with identities holds none, or something else.
    #[error("the identity file can't be read")]
    IdentityFile,
    /// It wants a passphrase, and an identity was given, or the other way round.
    #[error("it was encrypted in the other way: to recipients, or with a passphrase")]
    OtherWay,
}

impl BackupRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "backup-malformed",
            Self::KeyNeeded => "backup-key-needed",
            Self::KeyRefused { .. } => "backup-key-refused",
            Self::Recipient { .. } => "backup-recipient",
            Self::PassphraseEmpty => "backup-passphrase-empty",
            Self::Unsound { .. } => "log-unsound",
            Self::Behind { .. } => "backup-behind",
            Self::CheckpointForeign { .. } => "checkpoint-foreign",
            Self::Forked { .. } => "backup-forked",
            Self::Unverified { .. } => "backup-unverified",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Malformed { fault } => vec![("detail", shown(fault))],
            Self::KeyNeeded | Self::PassphraseEmpty => vec![],
            Self::KeyRefused { fault } => vec![("detail", fault.words(language).to_owned())],
            Self::Recipient { given } => vec![("given", shown(given))],
            Self::Unsound { detail } | Self::Unverified { detail } => {
                vec![("detail", detail.trim_end_matches('.').to_owned())]
            }
            Self::CheckpointForeign { detail } => vec![("detail", shown(detail))],
            Self::Behind { held, shown } => vec![
                ("held", held.to_string()),
                ("shown", shown.to_string()),
                ("missing", shown.saturating_sub(*held).to_string()),
            ],
            Self::Forked { size } => vec![("size", size.to_string())],
        }
    }
}

impl KeyFault {
    fn words(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::En, Self::Passphrase) => "the passphrase is another one",
            (Language::En, Self::NoIdentityFits) => "none of the identities is of a recipient",
            (Language::En, Self::IdentityFile) => "the identity file holds no identity of age",
            (Language::En, Self::OtherWay) => {
                "it wants a passphrase where an identity was given, or the other way round"
            }
            (Language::De, Self::Passphrase) => "das Passwort ist ein anderes",
            (Language::De, Self::NoIdentityFits) => {
                "keine der Identitäten gehört zu einem Empfänger"
            }
            (Language::De, Self::IdentityFile) => {
                "die Identitätsdatei enthält keine Identität von age"
            }
            (Language::De, Self::OtherWay) => {
                "sie verlangt ein Passwort, wo eine Identität gegeben wurde, oder umgekehrt"
            }
        }
    }
}
