//! A certificate as read: everything in it that a person or a rule here asks
//! about. Reading judges nothing; see [`crate::chain`] for that.

mod read;

pub(crate) use read::instant;

use crate::key_identifier::KeyIdentifier;
use crate::name::Name;
use crate::oid;
use crate::scope_extension::{AgentScope, ScopeError};
use crate::serial::SerialNumber;
use crate::signature;
use crate::validity::Validity;
use chancery_domain::{Algorithm, Sha256Digest, Spki};

/// The bytes are no certificate that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACertificate {
    /// Not one X.509 certificate in DER.
    #[error("the bytes are not one X.509 certificate in DER")]
    Form,
    /// The serial number is zero, or negative.
    #[error("the certificate's serial number is not positive")]
    Serial,
    /// A date outside the years 1970 to 9999.
    #[error("the certificate's validity is out of range")]
    Validity,
    /// The two places that name the signature algorithm disagree.
    #[error("the certificate names two signature algorithms")]
    TwoAlgorithms,
    /// An extension can't be read, or stands there twice.
    #[error("an extension of the certificate can't be read, or is there twice")]
    Extension,
}

/// What a certificate says of scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopeReading {
    /// No scope extension: no action is permitted.
    Absent,
    /// Understood in full.
    Understood(Box<AgentScope>),
    /// Not understood in full: no action is permitted.
    NotUnderstood(ScopeError),
}

/// Basic constraints of a CA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaConstraints {
    /// How many CA certificates may follow; `None` for any number.
    pub path_len: Option<u32>,
}

/// A certificate with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Vec<u8>,
    signature: Vec<u8>,
    /// Serial number.
    pub serial_number: SerialNumber,
    /// Who issued it.
    pub issuer: Name,
    /// Whose it is.
    pub subject: Name,
    /// When it is valid.
    pub validity: Validity,
    /// The subject's key.
    pub spki: Spki,
    /// The algorithm that signs with that key; `None` if it is of another kind.
    pub key_algorithm: Option<Algorithm>,
    /// The algorithm of the issuer's signature; `None` if it is of another kind.
    pub signature_algorithm: Option<Algorithm>,
    /// Subject key identifier.
    pub subject_key_identifier: Option<KeyIdentifier>,
    /// Authority key identifier.
    pub authority_key_identifier: Option<KeyIdentifier>,
    /// Basic constraints, if it is a CA's.
    pub ca: Option<CaConstraints>,
    /// Key usages by their names in RFC 5280, in its order.
    pub key_usage: Vec<&'static str>,
    /// Extended key usages, dotted.
    pub extended_key_usage: Vec<String>,
    /// Certificate policies, dotted.
    pub policies: Vec<String>,
    /// URIs among the subject's alternative names.
    pub uris: Vec<String>,
    /// Where its revocation list is.
    pub crl_urls: Vec<String>,
    /// Where its status is told.
    pub ocsp_urls: Vec<String>,
    /// Where its issuer's certificate is.
    pub issuer_urls: Vec<String>,
    /// What its agent may do.
    pub scope: ScopeReading,
    /// Critical extensions that are not known here, dotted.
    pub unknown_critical: Vec<String>,
}

impl Certificate {
    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The bytes that the issuer signed.
    pub fn tbs_der(&self) -> &[u8] {
        &self.tbs
    }

    /// SHA-256 of the DER bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.der)
    }

    /// RFC 7468 text.
    pub fn to_pem(&self) -> String {
        crate::pem::encode(crate::pem::Label::Certificate, &self.der)
    }

    /// Whether the certificate's signature is by this key.
    pub fn is_signed_by(&self, issuer_key: &Spki) -> bool {
        self.signature_algorithm.is_some_and(|algorithm| {
            signature::verifies(issuer_key, algorithm, &self.tbs, &self.signature)
        })
    }

    /// Whether subject and issuer are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.subject.der() == self.issuer.der()
    }

    /// Whether it says of itself that it is for practice only.
    pub fn is_practice(&self) -> bool {
        self.policies.contains(&oid::POLICY_PRACTICE.to_string())
    }

    /// Whether it lists an extended key usage.
    pub fn has_purpose(&self, purpose: const_oid::ObjectIdentifier) -> bool {
        self.extended_key_usage.contains(&purpose.to_string())
    }

    /// The scope, if it is understood.
    pub fn agent_scope(&self) -> Option<&AgentScope> {
        match &self.scope {
            ScopeReading::Understood(scope) => Some(scope),
            ScopeReading::Absent | ScopeReading::NotUnderstood(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
