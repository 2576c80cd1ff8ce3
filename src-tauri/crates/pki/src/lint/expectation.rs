//! What was approved, and what the certificate must therefore be.

use std::sync::Arc;

use chancery_domain::profile::Profile;
use chancery_domain::{Spki, Utc};

use crate::certificate::Certificate;
use crate::name::Subject;
use crate::profile::{AgentContent, Locations};

/// What was approved, and what the certificate must therefore be. Shared parts, since it is kept
/// until the signature is there: of a batch, by every certificate.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The rules of the profile in force.
    pub profile: Arc<Profile>,
    /// Who will sign; `None` for a root.
    pub issuer: Option<Arc<Certificate>>,
    /// Whose it is.
    pub subject: Arc<Subject>,
    /// The subject's key.
    pub subject_key: Spki,
    /// Whether it is for practice only.
    pub practice: bool,
    /// For an agent: name and scope. `None` for all others.
    pub agent: Option<Arc<AgentContent>>,
    /// Where relying parties find things; `None` for a root. Of an issuing CA only
    /// the list's address counts.
    pub locations: Option<Arc<Locations>>,
    /// The instant of issuance. For an intent taken up after a crash: the
    /// intent's.
    pub now: Utc,
}

impl Expectation {
    /// The key that will sign: the issuer's, or for a root the subject's own.
    pub(super) fn issuer_key(&self) -> &Spki {
        let issuer = self.issuer.as_ref();
        issuer.map_or(&self.subject_key, |issuer| &issuer.spki)
    }
}
