//! Why nothing was done about a certificate or a key, beyond what any operation can say.

use chancery_domain::{Language, Utc};

use crate::{crl::Known, failure::shown};

/// Why nothing was done about a certificate or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateRefusal {
    /// It is on hold already.
    #[error("certificate {serial} is on hold already")]
    AlreadySuspended {
        /// Which.
        serial: String,
        /// Since when.
        since: String,
    },
    /// It is not on hold.
    #[error("certificate {serial} is not on hold")]
    NotSuspended {
        /// Which.
        serial: String,
    },
    /// Nobody is asked to confirm anything about it.
    #[error("no revocation of {serial} waits to be confirmed")]
    NothingToConfirm {
        /// Which.
        serial: String,
    },
    /// Who revoked can't confirm it.
    #[error("{officer} revoked {serial} and can't confirm it")]
    OwnRevocation {
        /// Which.
        serial: String,
        /// Who.
        officer: String,
    },
    /// Its release was proposed before, and waits.
    #[error("the release of {serial} waits for a second officer: {change}")]
    ReleaseWaits {
        /// Which.
        serial: String,
        /// The change.
        change: String,
    },
    /// What was given is the beginning of serials, and no serial.
    #[error("{given} is the beginning of {} serial(s)", nearest.len())]
    SerialIncomplete {
        /// What was given.
        given: String,
        /// Serials that begin so, the first few.
        nearest: Vec<String>,
    },
    /// Not an instant from 1970 on, or one to come.
    #[error("{given} is no instant that has passed")]
    InvalidityDate {
        /// What was given.
        given: String,
    },
    /// The key was declared compromised before.
    #[error("the key {spki} was declared compromised before")]
    AlreadyCompromised {
        /// SHA-256 of its SubjectPublicKeyInfo.
        spki: String,
        /// When.
        at: String,
    },
    /// The key is compromised: nothing new may stand on it.
    #[error("the key {spki} is compromised")]
    KeyCompromised {
        /// SHA-256 of its SubjectPublicKeyInfo.
        spki: String,
        /// The certificate that was revoked for it; `None`: the key was declared compromised.
        revoked: Option<String>,
    },
    /// The authority's key was declared compromised: it issues nothing any more.
    #[error("the key of {authority} is compromised")]
    AuthorityCompromised {
        /// Its name.
        authority: String,
    },
    /// What stands on the key changed between reading and recording.
    #[error("what stands on the key changed meanwhile")]
    CompromiseOutdated,
    /// The certificate of the OCSP responder is of no use at this time.
    #[error("the OCSP responder can't answer: {detail}")]
    ResponderUnusable {
        /// Not valid now, or denied.
        detail: ServiceFault,
    },
    /// The certificate of the report seal is of no use at this time.
    #[error("no report can be sealed: {detail}")]
    SealUnusable {
        /// Not valid now, or denied.
        detail: ServiceFault,
    },
    /// The clock is behind what is known to have been: what it dates would be wrong.
    #[error("the clock shows {}, but {known}", clock.to_seconds_string())]
    ClockBehind {
        /// What it shows.
        clock: Utc,
        /// What is later.
        known: Known,
    },
    /// Nothing is in a calendar of reminders.
    #[error("nothing ends in that time")]
    NothingToRemind,
    /// There is no full list to which a delta could add.
    #[error("there is no list to which a delta could add")]
    NoBase,
}

/// What is wrong with the certificate of a service.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceFault {
    /// It ended.
    #[error("its certificate ended at {at}")]
    Ended {
        /// When.
        at: String,
    },
    /// It has not begun.
    #[error("its certificate begins only at {at}")]
    NotYet {
        /// When.
        at: String,
    },
    /// It was denied, alone or with its issuer.
    #[error("its certificate was revoked")]
    Denied,
}

impl CertificateRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::AlreadySuspended { .. } => "already-suspended",
            Self::NotSuspended { .. } => "not-suspended",
            Self::NothingToConfirm { .. } => "nothing-to-confirm",
            Self::OwnRevocation { .. } => "own-revocation",
            Self::ReleaseWaits { .. } => "release-waits",
            Self::SerialIncomplete { .. } => "serial-incomplete",
            Self::InvalidityDate { .. } => "invalidity-date",
            Self::AlreadyCompromised { .. } => "already-compromised",
            Self::KeyCompromised { .. } => "key-compromised",
            Self::AuthorityCompromised { .. } => "authority-compromised",
            Self::CompromiseOutdated => "compromise-outdated",
            Self::ResponderUnusable { .. } => "responder-unusable",
            Self::SealUnusable { .. } => "seal-unusable",
            Self::ClockBehind { .. } => "clock-behind",
            Self::NothingToRemind => "nothing-to-remind",
            Self::NoBase => "no-base",
        }
    }

    /// The values that the texts name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::AlreadySuspended { serial, since } => {
                vec![("serial", serial.clone()), ("since", since.clone())]
            }
            Self::NothingToConfirm { serial } => vec![("serial", serial.clone())],
            Self::OwnRevocation { serial, officer } => {
                vec![("serial", serial.clone()), ("officer", officer.clone())]
            }
            Self::ReleaseWaits { serial, change } => {
                vec![("serial", serial.clone()), ("change", change.clone())]
            }
            Self::NotSuspended { serial } => vec![("serial", serial.clone())],
            Self::SerialIncomplete { given, nearest } => {
                vec![("given", shown(given)), ("nearest", nearest.join(", "))]
            }
            Self::InvalidityDate { given } => vec![("given", shown(given))],
            Self::AlreadyCompromised { spki, at } => {
                vec![("spki", spki.clone()), ("at", at.clone())]
            }
            Self::KeyCompromised { spki, revoked } => vec![
                ("spki", spki.clone()),
                ("ground", ground(revoked.as_deref(), language)),
            ],
            Self::AuthorityCompromised { authority } => vec![("authority", authority.clone())],
            Self::ResponderUnusable { detail } | Self::SealUnusable { detail } => {
                vec![("detail", detail.words(language))]
            }
            Self::ClockBehind { clock, known } => vec![
                ("clock", clock.to_seconds_string()),
                ("known", known.words(language)),
            ],
            Self::CompromiseOutdated | Self::NothingToRemind | Self::NoBase => vec![],
        }
    }
}

/// Who said that a key is compromised.
fn ground(revoked: Option<&str>, language: Language) -> String {
    match (language, revoked) {
        (Language::En, None) => "it was declared so".to_owned(),
        (Language::En, Some(serial)) => {
            format!(
                "certificate {serial}, which stands on it, was revoked for that (keyCompromise)"
            )
        }
        (Language::De, None) => "Er wurde dafür erklärt".to_owned(),
        (Language::De, Some(serial)) => {
            format!("Das Zertifikat {serial} über ihn wurde deshalb widerrufen (keyCompromise)")
        }
    }
}

impl ServiceFault {
    fn words(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, fault) => fault.to_string(),
            (Language::De, Self::Ended { at }) => format!("ihr Zertifikat endete um {at}"),
            (Language::De, Self::NotYet { at }) => format!("ihr Zertifikat beginnt erst um {at}"),
            (Language::De, Self::Denied) => "ihr Zertifikat ist widerrufen".to_owned(),
        }
    }
}
