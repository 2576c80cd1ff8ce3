//! A certificate judged by what was handed over with it.

use chancery_domain::{Sha256Digest, Utc};
use chancery_pki::path::{
    Budget, CertificateList, ForeignCertificate, Lists, PathError, PolicyInputs, Question, Rule,
    answer,
};
use chancery_pki::{AgentScope, Certificate, RevocationReason, ScopeReading, oid};
use const_oid::ObjectIdentifier;

use crate::purpose::Purpose;

/// Whom the asker trusts.
#[derive(Debug, Clone)]
pub enum Root {
    /// This certificate.
    Certificate(Box<ForeignCertificate>),
    /// The one of this SHA-256 among those handed over.
    Fingerprint(Sha256Digest),
}

/// What is handed over, and what is asked.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The certificate in question.
    pub leaf: ForeignCertificate,
    /// Others, in any order.
    pub intermediates: Vec<ForeignCertificate>,
    /// Whom the asker trusts, if anyone was named.
    pub root: Option<Root>,
    /// Revocation lists; `None` if revocation is not asked about.
    pub lists: Option<Vec<CertificateList>>,
    /// The instant to which the verdict applies.
    pub at: Utc,
    /// For what it must be good; `None` for anything.
    pub purpose: Option<Purpose>,
}

/// The root was named by a hash, and none of the certificates has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("none of the certificates that were given has the SHA-256 {}", .0.to_hex())]
pub struct RootNotGiven(pub Sha256Digest);

/// What follows from the verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overall {
    /// It comes from the root that was named, and nothing speaks against it.
    Authentic,
    /// As authentic, and for practice: it proves nothing about anyone.
    Practice,
    /// What is there fits together; nobody was named who vouches for it.
    IntegrityOnly,
    /// It can't be said.
    Undecided,
    /// Something speaks against it.
    Failed,
}

/// Whether there is a path to an anchor (RFC 5280, 6); where lists were given, one
/// whose certificates are not revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathVerdict {
    /// There is; from the certificate up to the anchor.
    Valid(Vec<Step>),
    /// There is none: who breaks which rule.
    Invalid(PathError),
    /// Whether there is can't be said.
    Undecided(PathError),
}

/// A certificate on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of its DER.
    pub sha256: Sha256Digest,
}

/// What the lists say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevocationVerdict {
    /// Neither it nor a CA above it is listed.
    Good,
    /// CAs above it are not listed; its own status is never told (RFC 9608).
    NeverTold,
    /// On hold at the instant asked about.
    Suspended {
        /// Which certificate.
        subject: String,
        /// Since when.
        since: Option<Utc>,
    },
    /// Revoked at the instant asked about.
    Revoked {
        /// Which certificate.
        subject: String,
        /// Since when.
        since: Option<Utc>,
        /// Why.
        reason: RevocationReason,
        /// Since when its key is thought to be no longer good.
        invalid_since: Option<Utc>,
    },
    /// No list was given.
    NotAsked,
    /// No list covers it, or no path holds on which one could be believed.
    Unknown,
}

/// What the certificate says its agent may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopeVerdict {
    /// Understood in full.
    Understood {
        /// Whose scope.
        agent: String,
        /// Last day of validity.
        until: Option<Utc>,
        /// The scope.
        scope: Box<AgentScope>,
    },
    /// It says nothing.
    Absent,
    /// It says what is not understood in full: everything is denied.
    NotUnderstood(String),
}

/// The verdicts on a certificate.
#[derive(Debug, Clone)]
pub struct CertificateVerdict {
    /// What follows.
    pub overall: Overall,
    /// The instant to which they apply.
    pub at: Utc,
    /// For what it was asked to be good.
    pub purpose: Option<Purpose>,
    /// Whether a root was named.
    pub root_named: bool,
    /// Whether the certificate, or one above it, is for practice.
    pub practice: bool,
    /// Whether it is an agent's, which without a scope may do nothing.
    pub of_agent: bool,
    /// The certificate.
    pub certificate: ForeignCertificate,
    /// Whether there is a path.
    pub path: PathVerdict,
    /// What the lists say.
    pub revocation: RevocationVerdict,
    /// What the agent may do.
    pub scope: ScopeVerdict,
}

/// A path that holds, by itself.
struct Found {
    steps: Vec<Step>,
    practice: bool,
}

impl Submission {
    /// Judges it.
    pub fn judge(&self) -> Result<CertificateVerdict, RootNotGiven> {
        let scope = scope(&self.leaf);
        let found = self.find(&scope)?;
        let of_agent = self.purpose == Some(Purpose::AgentAction)
            || self.leaf.names_purpose(oid::AGENT_ACTION);
        let practice = match &found {
            Ok(found) => found.practice,
            Err(_) => is_practice(&self.leaf),
        };
        let revocation = self.revocation(&found);
        let path = match found {
            Ok(found) => PathVerdict::Valid(found.steps),
            Err(fault) if leaves_open(&fault.rule) => PathVerdict::Undecided(fault),
            Err(fault) => PathVerdict::Invalid(fault),
        };
        let denied = of_agent && !matches!(scope, ScopeVerdict::Understood { .. });
        let root_named = self.root.is_some();
        let overall = match &path {
            PathVerdict::Invalid(_) => Overall::Failed,
            PathVerdict::Undecided(_) => Overall::Undecided,
            PathVerdict::Valid(_) if denied => Overall::Failed,
            PathVerdict::Valid(_) if !root_named => Overall::IntegrityOnly,
            PathVerdict::Valid(_) if practice => Overall::Practice,
            PathVerdict::Valid(_) => Overall::Authentic,
        };
        Ok(CertificateVerdict {
            overall,
            at: self.at,
            purpose: self.purpose,
            root_named,
            practice,
            of_agent,
            certificate: self.leaf.clone(),
            path,
            revocation,
            scope,
        })
    }

    /// A path to the root that was named. Without one, to the CAs that vouch for
    /// themselves, or if no path leads to one of those, to any that was given.
    fn find(&self, scope: &ScopeVerdict) -> Result<Result<Found, PathError>, RootNotGiven> {
        if let Some(root) = &self.root {
            let anchor = self.anchor(root)?;
            return Ok(self.path_to(std::slice::from_ref(anchor), scope));
        }
        let tops = self.intermediates.iter();
        let tops = tops.filter(|one| one.subject() == one.issuer()).cloned();
        let found = self.path_to(&tops.collect::<Vec<_>>(), scope);
        Ok(match found {
            Err(fault) if fault.rule == Rule::NoIssuer => self.path_to(&self.intermediates, scope),
            other => other,
        })
    }

    fn anchor<'a>(&'a self, root: &'a Root) -> Result<&'a ForeignCertificate, RootNotGiven> {
        match root {
            Root::Certificate(certificate) => Ok(certificate),
            Root::Fingerprint(sha256) => self
                .intermediates
                .iter()
                .chain([&self.leaf])
                .find(|one| Sha256Digest::of(one.der()) == *sha256)
                .ok_or(RootNotGiven(*sha256)),
        }
    }

    fn path_to(
        &self,
        anchors: &[ForeignCertificate],
        scope: &ScopeVerdict,
    ) -> Result<Found, PathError> {
        let lists: Vec<_> = self.lists.iter().flatten().collect();
        let question = Question {
            leaf: &self.leaf,
            intermediates: &self.intermediates,
            anchors,
            at: self.at,
            purpose: self.purpose.map(Purpose::extended_key_usage),
            key_usage: self.purpose.and_then(Purpose::key_usage),
            policies: PolicyInputs::default(),
            lists: match self.lists {
                Some(_) => Lists::Checked(&lists),
                None => Lists::NotAsked,
            },
            understood: understood(scope),
            budget: Budget::default(),
        };
        answer(&question).verdict.map(|path| Found {
            steps: path.certificates.iter().map(|one| step(one)).collect(),
            practice: path.certificates.iter().any(|one| is_practice(one)),
        })
    }

    fn revocation(&self, found: &Result<Found, PathError>) -> RevocationVerdict {
        match found {
            _ if self.lists.is_none() => RevocationVerdict::NotAsked,
            // An anchor is trusted because the asker says so: no list is asked.
            Ok(found) if found.steps.len() == 1 => RevocationVerdict::NotAsked,
            Ok(_) if self.leaf.status_is_never_told() => RevocationVerdict::NeverTold,
            Ok(_) => RevocationVerdict::Good,
            Err(fault) => revoked(fault).unwrap_or(RevocationVerdict::Unknown),
        }
    }
}

fn revoked(fault: &PathError) -> Option<RevocationVerdict> {
    let Rule::Revoked {
        since,
        reason,
        invalid_since,
    } = fault.rule
    else {
        return None;
    };
    let subject = fault.subject.clone();
    Some(match reason {
        RevocationReason::CertificateHold => RevocationVerdict::Suspended { subject, since },
        _ => RevocationVerdict::Revoked {
            subject,
            since,
            reason,
            invalid_since,
        },
    })
}

/// Not that the certificate is bad: that it can't be said.
fn leaves_open(rule: &Rule) -> bool {
    matches!(rule, Rule::StatusUnknown | Rule::Depth | Rule::Budget(_))
}

/// A critical scope that is not understood must end the path (RFC 5280, 4.2).
fn understood(scope: &ScopeVerdict) -> &'static [ObjectIdentifier] {
    match scope {
        ScopeVerdict::Understood { .. } => &[oid::AGENT_SCOPE],
        ScopeVerdict::Absent | ScopeVerdict::NotUnderstood(_) => &[],
    }
}

fn is_practice(certificate: &ForeignCertificate) -> bool {
    certificate.names_policy(oid::POLICY_PRACTICE)
}

fn step(certificate: &ForeignCertificate) -> Step {
    Step {
        subject: certificate.called(),
        sha256: Sha256Digest::of(certificate.der()),
    }
}

fn scope(leaf: &ForeignCertificate) -> ScopeVerdict {
    let certificate = match Certificate::from_der(leaf.der()) {
        Ok(certificate) => certificate,
        Err(why) => return ScopeVerdict::NotUnderstood(why.to_string()),
    };
    match &certificate.scope {
        ScopeReading::Absent => ScopeVerdict::Absent,
        ScopeReading::NotUnderstood(why) => ScopeVerdict::NotUnderstood(why.to_string()),
        ScopeReading::Understood(scope) => ScopeVerdict::Understood {
            agent: certificate
                .subject
                .common_name()
                .unwrap_or_default()
                .to_owned(),
            until: leaf.valid_between().1,
            scope: scope.clone(),
        },
    }
}
