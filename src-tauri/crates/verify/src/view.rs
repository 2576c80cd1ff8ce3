//! A verdict as it is shown: stable names for programs, words for people.

use chancery_domain::{Language, Sha256Digest, Utc};
use chancery_pki::path::PathError;
use serde::Serialize;

use crate::certificate::{
    CertificateVerdict, Overall, PathVerdict, RevocationVerdict, ScopeVerdict,
};
use crate::words;

/// The verdicts on a certificate.
// Printed: scripts read these names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateVerdictView {
    /// `authentic`, `practice`, `integrity_only`, `undecided`, `failed`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// The instant to which it applies.
    pub at: String,
    /// For what it was asked to be good; null for anything.
    pub purpose: Option<String>,
    /// The certificate.
    pub certificate: IdentityView,
    /// Whether a root was named.
    pub root_named: bool,
    /// Whether it, or one above it, is for practice.
    pub practice: bool,
    /// Whether there is a path.
    pub path: PathView,
    /// What the lists say.
    pub revocation: RevocationView,
    /// What the agent may do.
    pub scope: ScopeView,
}

/// Which certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentityView {
    /// Whose it is; its serial number if it does not say.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// First second of its validity; null before 1970.
    pub not_before: Option<String>,
    /// Last second of its validity.
    pub not_after: Option<String>,
    /// SHA-256 of its DER.
    pub sha256: String,
}

/// Whether there is a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathView {
    /// `valid`, `invalid`, `status_unknown`, `undecided`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// From the certificate up to the anchor; empty unless valid.
    pub steps: Vec<StepView>,
    /// What is at fault, unless valid.
    pub fault: Option<FaultView>,
}

/// A certificate on the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of its DER.
    pub sha256: String,
}

/// Who breaks which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultView {
    /// The certificate at fault.
    pub subject: String,
    /// The rule's name.
    pub rule: &'static str,
    /// Where it stands.
    pub clause: &'static str,
    /// The rule in words.
    pub message: String,
}

/// What the lists say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RevocationView {
    /// `good`, `never_told`, `suspended`, `revoked`, `not_asked`, `unknown`.
    pub verdict: &'static str,
    /// The same in words.
    pub message: String,
    /// Which certificate is denied.
    pub subject: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// Why, by its name in RFC 5280.
    pub reason: Option<&'static str>,
    /// Since when its key is thought to be no longer good.
    pub invalid_since: Option<String>,
}

/// What the agent may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeView {
    /// `understood`, `absent`, `not_understood`.
    pub verdict: &'static str,
    /// The same in words: the sentence, if it is understood; what precedes it says so
    /// unless it can be relied on.
    pub message: String,
}

impl CertificateVerdict {
    /// As it is shown to a person.
    pub fn to_view(&self, language: Language) -> CertificateVerdictView {
        CertificateVerdictView {
            verdict: self.overall.name(),
            message: words::overall(self, language),
            at: self.at.to_seconds_string(),
            purpose: self.purpose.map(|purpose| purpose.to_string()),
            certificate: self.identity(),
            root_named: self.root_named,
            practice: self.practice,
            path: self.path.to_view(self.root_named, language),
            revocation: self.revocation.to_view(language),
            scope: ScopeView {
                verdict: self.scope.name(),
                message: words::scope(self, language),
            },
        }
    }

    fn identity(&self) -> IdentityView {
        let (not_before, not_after) = self.certificate.valid_between();
        IdentityView {
            subject: self.certificate.called(),
            issuer: self.certificate.issuer().to_string(),
            serial: self.certificate.serial_hex(),
            not_before: not_before.map(Utc::to_seconds_string),
            not_after: not_after.map(Utc::to_seconds_string),
            sha256: Sha256Digest::of(self.certificate.der()).to_hex(),
        }
    }
}

impl CertificateVerdictView {
    /// For the terminal: the conclusion, then each verdict on its own.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let [certificate, path, revocation, scope, practice] = words::labels(language);
        let named = format!("{} ({})", self.certificate.subject, self.certificate.serial);
        let above = self.path.steps.iter().skip(1);
        let above = above.map(|step| ("", format!("← {}", step.subject)));
        let rows = [(certificate, named), (path, self.path.message.clone())]
            .into_iter()
            .chain(above)
            .chain([
                (revocation, self.revocation.message.clone()),
                (scope, self.scope.message.clone()),
                (
                    practice,
                    words::practice(self.practice, language).to_owned(),
                ),
            ]);
        let rows = rows.map(|(label, text)| format!("  {label:<11}  {}", in_one_line(&text)));
        std::iter::once(self.message.clone()).chain(rows).collect()
    }
}

/// Names are what strangers wrote: none may begin a line of its own, nor turn one round.
pub(crate) fn in_one_line(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c| matches!(c, '\u{2028}' | '\u{2029}');
    text.chars()
        .map(|c| {
            if c.is_control() || turns(c) || breaks(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

impl Overall {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::Practice => "practice",
            Self::IntegrityOnly => "integrity_only",
            Self::Undecided => "undecided",
            Self::Failed => "failed",
        }
    }

    /// Whether a person may go on: all others are negative.
    pub fn is_positive(self) -> bool {
        matches!(self, Self::Authentic | Self::Practice)
    }
}

impl PathVerdict {
    fn to_view(&self, root_named: bool, language: Language) -> PathView {
        let (verdict, fault) = match self {
            Self::Valid(_) => ("valid", None),
            Self::Invalid(fault) => ("invalid", Some(fault)),
            Self::Undecided(fault) if fault.rule.name() == "status-unknown" => {
                ("status_unknown", Some(fault))
            }
            Self::Undecided(fault) => ("undecided", Some(fault)),
        };
        let steps = match self {
            Self::Valid(steps) => steps.as_slice(),
            Self::Invalid(_) | Self::Undecided(_) => &[],
        };
        let shown = steps.iter().map(|step| StepView {
            subject: step.subject.clone(),
            sha256: step.sha256.to_hex(),
        });
        PathView {
            verdict,
            message: words::path(self, root_named, language),
            steps: shown.collect(),
            fault: fault.map(|fault| fault_view(fault, language)),
        }
    }
}

fn fault_view(fault: &PathError, language: Language) -> FaultView {
    FaultView {
        subject: fault.subject.clone(),
        rule: fault.rule.name(),
        clause: fault.rule.clause(),
        message: words::rule(&fault.rule, language),
    }
}

impl RevocationVerdict {
    fn to_view(&self, language: Language) -> RevocationView {
        let shown = |instant: &Option<Utc>| instant.map(Utc::to_seconds_string);
        let view = RevocationView {
            verdict: self.name(),
            message: words::revocation(self, language),
            ..RevocationView::default()
        };
        match self {
            Self::Suspended { subject, since } => RevocationView {
                subject: Some(subject.clone()),
                since: shown(since),
                ..view
            },
            Self::Revoked {
                subject,
                since,
                reason,
                invalid_since,
            } => RevocationView {
                subject: Some(subject.clone()),
                since: shown(since),
                reason: Some(reason.name()),
                invalid_since: shown(invalid_since),
                ..view
            },
            Self::Good | Self::NeverTold | Self::NotAsked | Self::Unknown => view,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::NeverTold => "never_told",
            Self::Suspended { .. } => "suspended",
            Self::Revoked { .. } => "revoked",
            Self::NotAsked => "not_asked",
            Self::Unknown => "unknown",
        }
    }
}

impl ScopeVerdict {
    fn name(&self) -> &'static str {
        match self {
            Self::Understood { .. } => "understood",
            Self::Absent => "absent",
            Self::NotUnderstood(_) => "not_understood",
        }
    }
}
