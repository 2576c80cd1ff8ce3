//! The rules that a path can break.

use chancery_domain::Utc;

use super::budget::Exhausted;
use super::certificate::{ForeignCertificate, Unreadable};
use super::oid::Oid;
use crate::crl::RevocationReason;
use crate::signature::SignatureError;

/// A rule that a certificate on a path breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// Its bytes are not what a certificate's must be.
    #[error("it can't be read")]
    Unreadable(#[source] Unreadable),
    /// None of the CAs at hand is its issuer.
    #[error("its issuer is not known")]
    NoIssuer,
    /// It stands too far from any anchor.
    #[error("more CA certificates stand above it than are followed")]
    Depth,
    /// The issuer's key did not sign it, or with an algorithm that is not accepted.
    #[error("its signature is not the issuer's")]
    Signature(#[source] SignatureError),
    /// Not valid at the instant asked about.
    #[error("it is not valid at {at}")]
    Validity {
        /// The instant.
        at: Utc,
    },
    /// It issued, and has no name.
    #[error("it issued certificates, and has no name")]
    EmptyName,
    /// A name that no CA above it permits.
    #[error("a CA above it does not permit the name {name}")]
    NotPermitted {
        /// The name.
        name: String,
    },
    /// A name that a CA above it excludes.
    #[error("a CA above it excludes the name {name}")]
    Excluded {
        /// The name.
        name: String,
    },
    /// A constraint with a minimum or a maximum, which are never used.
    #[error("it constrains names in a way that is not processed")]
    UnprocessedConstraint,
    /// A policy is demanded, and none is left.
    #[error("the path is not valid for any policy that is accepted")]
    Policy,
    /// A mapping from or to anyPolicy.
    #[error("it maps policies from or to anyPolicy")]
    AnyPolicyMapped,
    /// A qualifier of another kind in a critical extension.
    #[error("it has a policy qualifier that is not understood")]
    PolicyQualifier,
    /// It issued, and is no CA's.
    #[error("it issued certificates, and is not a CA's")]
    NotACa,
    /// More CAs below it, or below one above it, than is allowed.
    #[error("fewer CA certificates are allowed below it")]
    PathLength,
    /// It issued, and its key may not sign certificates.
    #[error("its key may not sign certificates")]
    KeyCertSign,
    /// A critical extension that is not known here.
    #[error("its critical extension {oid} is not understood")]
    UnknownCritical {
        /// Which.
        oid: Oid,
    },
    /// It, or a CA above the leaf, is for other purposes.
    #[error("it is not for this purpose")]
    Purpose,
    /// The leaf's key may not be used so.
    #[error("its key may not be used in this way")]
    KeyUsage,
    /// No list at hand says, for every reason and at that instant, whether it is
    /// revoked.
    #[error("its status is not known: no current revocation list covers it")]
    StatusUnknown,
    /// Revoked or on hold at that instant.
    #[error("it was revoked on {}: {}", since.map_or("a day before 1970".to_owned(), |at| at.to_string()), reason.name())]
    Revoked {
        /// Since when; `None` for a date that is not shown here.
        since: Option<Utc>,
        /// Why.
        reason: RevocationReason,
        /// Since when its key is thought to be no longer good, if the list says so.
        invalid_since: Option<Utc>,
    },
    /// What is at hand asks for more work than is given to one question.
    #[error("it could not be decided")]
    Budget(#[source] Exhausted),
}

impl From<Exhausted> for Rule {
    fn from(exhausted: Exhausted) -> Self {
        Self::Budget(exhausted)
    }
}

impl Rule {
    /// The fault of this certificate.
    pub(crate) fn broken_by(self, certificate: &ForeignCertificate) -> PathError {
        PathError {
            subject: certificate.called(),
            rule: self,
        }
    }

    /// Its name for programs.
    // Printed: scripts compare with it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NoIssuer => "no-issuer",
            Self::Depth => "depth",
            Self::Signature(_) => "signature",
            Self::Validity { .. } => "validity",
            Self::EmptyName => "empty-name",
            Self::NotPermitted { .. } => "not-permitted",
            Self::Excluded { .. } => "excluded",
            Self::UnprocessedConstraint => "unprocessed-constraint",
            Self::Policy => "policy",
            Self::AnyPolicyMapped => "any-policy-mapped",
            Self::PolicyQualifier => "policy-qualifier",
            Self::NotACa => "not-a-ca",
            Self::PathLength => "path-length",
            Self::KeyCertSign => "key-cert-sign",
            Self::UnknownCritical { .. } => "unknown-critical",
            Self::Purpose => "purpose",
            Self::KeyUsage => "key-usage",
            Self::StatusUnknown => "status-unknown",
            Self::Revoked { .. } => "revoked",
            Self::Budget(_) => "budget",
        }
    }

    /// The clause of RFC 5280, or of what stands beside it.
    pub fn clause(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "RFC 5280, 4.1 and 4.2",
            Self::NoIssuer => "RFC 5280, 6.1",
            Self::Signature(_) => "RFC 5280, 6.1.3 (a)(1)",
            Self::Validity { .. } => "RFC 5280, 6.1.3 (a)(2)",
            Self::Revoked { .. } => "RFC 5280, 6.1.3 (a)(3)",
            Self::StatusUnknown => "RFC 5280, 6.3.3",
            Self::EmptyName => "RFC 5280, 4.1.2.4",
            Self::NotPermitted { .. } => "RFC 5280, 6.1.3 (b)",
            Self::Excluded { .. } => "RFC 5280, 6.1.3 (c)",
            Self::UnprocessedConstraint => "RFC 5280, 4.2.1.10",
            Self::Policy => "RFC 5280, 6.1.3 (f) and 6.1.5 (g)",
            Self::AnyPolicyMapped => "RFC 5280, 6.1.4 (a)",
            Self::PolicyQualifier => "RFC 5280, 4.2.1.4",
            Self::NotACa => "RFC 5280, 6.1.4 (k)",
            Self::PathLength => "RFC 5280, 6.1.4 (l)",
            Self::KeyCertSign => "RFC 5280, 6.1.4 (n)",
            Self::UnknownCritical { .. } => "RFC 5280, 6.1.4 (o) and 6.1.5 (f)",
            Self::Purpose => "RFC 5280, 4.2.1.12",
            Self::KeyUsage => "RFC 5280, 4.2.1.3",
            Self::Depth | Self::Budget(_) => "RFC 5280, 8",
        }
    }
}

/// Why a path does not hold: the certificate at fault, and the rule that it breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{subject}: {rule}")]
pub struct PathError {
    /// The certificate at fault.
    pub subject: String,
    /// The rule.
    pub rule: Rule,
}
