//! What was approved, and what the certificate must therefore be.

use chancery_domain::profile::Profile;
use chancery_domain::{Spki, Utc};

use crate::certificate::Certificate;
use crate::name::Subject;
use crate::profile::{AgentContent, Locations};

/// What was approved, and what the certificate must therefore be.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The rules of the profile in force.
    pub profile: &'a Profile,
    /// Who will sign; `None` for a root.
    pub issuer: Option<&'a Certificate>,
    /// Whose it is.
    pub subject: &'a Subject,
    /// The subject's key.
    pub subject_key: &'a Spki,
    /// Whether it is for practice only.
    pub practice: bool,
    /// For an agent: name and scope. `None` for all others.
    pub agent: Option<&'a AgentContent>,
    /// Where relying parties find things; `None` for a root. Of an issuing CA only
    /// the list's address counts.
    pub locations: Option<&'a Locations>,
    /// The instant of issuance. For an intent taken up after a crash: the
    /// intent's.
    pub now: Utc,
}

impl Expectation<'_> {
    /// The key that will sign: the issuer's, or for a root the subject's own.
    pub(super) fn issuer_key(&self) -> &Spki {
        self.issuer.map_or(self.subject_key, |issuer| &issuer.spki)
    }
}

/// The same, kept until the signature is there.
#[derive(Debug)]
pub(crate) struct OwnedExpectation {
    profile: Profile,
    issuer: Option<Certificate>,
    subject: Subject,
    subject_key: Spki,
    practice: bool,
    agent: Option<AgentContent>,
    locations: Option<Locations>,
    now: Utc,
}

impl OwnedExpectation {
    pub(super) fn of(expected: &Expectation<'_>) -> Self {
        Self {
            profile: expected.profile.clone(),
            issuer: expected.issuer.cloned(),
            subject: expected.subject.clone(),
            subject_key: expected.subject_key.clone(),
            practice: expected.practice,
            agent: expected.agent.cloned(),
            locations: expected.locations.cloned(),
            now: expected.now,
        }
    }

    pub(super) fn borrow(&self) -> Expectation<'_> {
        Expectation {
            profile: &self.profile,
            issuer: self.issuer.as_ref(),
            subject: &self.subject,
            subject_key: &self.subject_key,
            practice: self.practice,
            agent: self.agent.as_ref(),
            locations: self.locations.as_ref(),
            now: self.now,
        }
    }

    pub(super) fn issuer_key(&self) -> &Spki {
        let issuer = self.issuer.as_ref();
        issuer.map_or(&self.subject_key, |issuer| &issuer.spki)
    }
}
