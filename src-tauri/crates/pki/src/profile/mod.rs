//! Building what a CA will sign, from the [`Profile`] in force: key usages,
//! purposes, scope and revocation are what its data says, so that a request's
//! profile hash names what is built here.
//!
//! | profile | validity: default, cap | besides |
//! |---|---|---|
//! | root CA | 20 y, 25 y | CA, self-signed |
//! | issuing CA | 5 y, 10 y | CA, path length 0; the root's list; policies |
//! | agent | 90 d, 397 d | scope; one SAN URI; policies; AIA; list; with one limit QcLimitValue |
//! | agent, short-lived | 24 h, 24 h | as an agent, with noRevAvail in place of list and responder |
//! | agent TLS | 90 d, 90 d | one SAN URI (an X.509-SVID); policies; AIA; list |
//! | officer | 1 y, 2 y | common name is a pseudonym; AIA; list |
//! | OCSP responder | 30 d, 30 d | nocheck; AIA without a responder; no list |
//! | report seal, service seal | 1 y, 1 y | AIA; list |
//! | time stamp | 1 y, 1 y | the one purpose critical; AIA; list |
//!
//! All are version 3, with a random serial number of 16 octets, whole seconds in
//! UTC, backdated by at most 60 s, and with both key identifiers. Practice
//! certificates carry id-cp-practice. The subject's key may be of any algorithm
//! that the profile allows, the issuer's is on P-256 or P-384.
//!
//! Everything is written in DER here; nothing is left to a library's defaults.

mod extension;
mod tbs_certificate;

pub use tbs_certificate::build;

use chancery_domain::Spki;
use chancery_domain::profile::ProfileId;

use crate::name::Subject;
use crate::scope_extension::AgentScope;
use crate::serial::SerialNumber;
use crate::validity::Validity;

/// What every certificate has.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Serial number, drawn by the caller.
    pub serial_number: SerialNumber,
    /// When it is valid.
    pub validity: Validity,
    /// Whose it is.
    pub subject: Subject,
    /// The subject's key.
    pub subject_key: Spki,
    /// Whether it is for practice only, and says so.
    pub practice: bool,
}

/// What an agent's certificate says besides the common fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentContent {
    /// `spiffe://<trust domain>/agent/<agent id>`, the one alternative name.
    pub spiffe_id: String,
    /// What it may do and who allowed it; `None` where the profile has no scope.
    pub scope: Option<AgentScope>,
}

/// Where relying parties find things about a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locations {
    /// The issuer's revocation list, or the part of it that covers the certificate:
    /// `http://pki.practice.example/crl/issuing-1.crl`.
    pub crl_url: String,
    /// The issuer's certificate.
    pub issuer_url: String,
    /// The OCSP responder, if there is one.
    pub ocsp_url: Option<String>,
}

/// Why a certificate can't be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A text has characters that its place does not allow.
    #[error("{0} has characters that a certificate does not allow there")]
    Text(&'static str),
    /// The subject's key is malformed, or of no kind that is known here.
    #[error("the subject's key can't be put into a certificate")]
    SubjectKey(#[source] crate::signature::UnsupportedKey),
    /// The issuer's certificate or key is not one of a CA here.
    #[error(
        "the issuer can't issue: its key is neither P-256 nor P-384, or it has no key identifier"
    )]
    Issuer,
    /// Only a root has no issuer, and a root has none.
    #[error("a certificate of the profile {} needs {}", profile.name(), if *needed { "an issuer and its locations" } else { "to be its own issuer" })]
    Issuance {
        /// The profile.
        profile: ProfileId,
        /// Whether an issuer is missing, or is too much.
        needed: bool,
    },
    /// Agent, scope and profile do not go together.
    #[error("a certificate of the profile {} {} {what}", profile.name(), if *needed { "needs" } else { "has no" })]
    Content {
        /// The profile.
        profile: ProfileId,
        /// What is missing, or too much.
        what: &'static str,
        /// Which of the two.
        needed: bool,
    },
    /// The profile names a usage or a purpose that is not known.
    #[error("the profile names {0}, which can't be written")]
    Profile(String),
    /// The scope can't be written.
    #[error("the scope can't be written into a certificate")]
    Scope(#[source] crate::scope_extension::ScopeError),
}

#[cfg(test)]
mod tests;
