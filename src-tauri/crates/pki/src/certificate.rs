//! A certificate as read: everything in it that a person or a rule here asks
//! about. Reading judges nothing; see [`crate::chain`] for that.

use chancery_domain::{Algorithm, Sha256Digest, Spki, Utc};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{DistributionPointName, GeneralName, ParsedExtension, X509Extension};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

use crate::key_identifier::KeyIdentifier;
use crate::name::Name;
use crate::oid;
use crate::scope_extension::{AgentScope, ScopeError};
use crate::serial::SerialNumber;
use crate::signature;
use crate::validity::Validity;

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
    /// Reads exactly one certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACertificate> {
        let (rest, x509) = X509Certificate::from_der(der).map_err(|_| NotACertificate::Form)?;
        if !rest.is_empty() {
            return Err(NotACertificate::Form);
        }
        if x509.signature_algorithm != x509.tbs_certificate.signature {
            return Err(NotACertificate::TwoAlgorithms);
        }
        let mut certificate = Self::without_extensions(der, &x509)?;
        let (tbs, bits) = (&certificate.tbs, &certificate.signature);
        if !signature::is_exactly(der, tbs, certificate.signature_algorithm, bits) {
            return Err(NotACertificate::Form);
        }
        x509.tbs_certificate
            .extensions_map()
            .map_err(|_| NotACertificate::Extension)?;
        for extension in x509.extensions() {
            certificate.read_extension(extension)?;
        }
        Ok(certificate)
    }

    fn without_extensions(der: &[u8], x509: &X509Certificate<'_>) -> Result<Self, NotACertificate> {
        let raw_serial = x509.tbs_certificate.raw_serial();
        let positive = raw_serial.first().is_some_and(|first| *first < 0x80);
        let spki = Spki::from_der(x509.tbs_certificate.subject_pki.raw.to_vec());
        Ok(Self {
            der: der.to_vec(),
            tbs: x509.tbs_certificate.as_ref().to_vec(),
            signature: x509.signature_value.data.to_vec(),
            serial_number: SerialNumber::from_magnitude(raw_serial)
                .filter(|_| positive)
                .ok_or(NotACertificate::Serial)?,
            issuer: Name::read(x509.issuer()),
            subject: Name::read(x509.subject()),
            validity: Validity {
                not_before: instant(x509.validity().not_before).ok_or(NotACertificate::Validity)?,
                not_after: instant(x509.validity().not_after).ok_or(NotACertificate::Validity)?,
            },
            key_algorithm: signature::key_algorithm(&spki),
            spki,
            signature_algorithm: signature::algorithm_of(
                &x509.signature_algorithm.algorithm.to_id_string(),
            ),
            subject_key_identifier: None,
            authority_key_identifier: None,
            ca: None,
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            policies: Vec::new(),
            uris: Vec::new(),
            crl_urls: Vec::new(),
            ocsp_urls: Vec::new(),
            issuer_urls: Vec::new(),
            scope: ScopeReading::Absent,
            unknown_critical: Vec::new(),
        })
    }

    fn read_extension(&mut self, extension: &X509Extension<'_>) -> Result<(), NotACertificate> {
        match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(id) => {
                self.subject_key_identifier = Some(KeyIdentifier::from_bytes(id.0));
            }
            ParsedExtension::AuthorityKeyIdentifier(aki) => {
                self.authority_key_identifier = aki
                    .key_identifier
                    .as_ref()
                    .map(|id| KeyIdentifier::from_bytes(id.0));
            }
            ParsedExtension::BasicConstraints(constraints) => {
                let path_len = constraints.path_len_constraint;
                self.ca = constraints.ca.then_some(CaConstraints { path_len });
            }
            ParsedExtension::KeyUsage(usage) => self.key_usage = key_usages(usage.flags),
            ParsedExtension::ExtendedKeyUsage(_) => {
                self.extended_key_usage = object_identifiers(extension.value)?;
            }
            ParsedExtension::CertificatePolicies(policies) => {
                self.policies = policies
                    .iter()
                    .map(|p| p.policy_id.to_id_string())
                    .collect();
            }
            ParsedExtension::SubjectAlternativeName(names) => {
                self.uris = uris(&names.general_names);
            }
            ParsedExtension::CRLDistributionPoints(points) => {
                self.crl_urls = points
                    .iter()
                    .filter_map(|point| match &point.distribution_point {
                        Some(DistributionPointName::FullName(names)) => Some(uris(names)),
                        _ => None,
                    })
                    .flatten()
                    .collect();
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                let at = |method: const_oid::ObjectIdentifier| -> Vec<String> {
                    let wanted = method.to_string();
                    access
                        .iter()
                        .filter(|description| description.access_method.to_id_string() == wanted)
                        .flat_map(|description| {
                            uris(std::slice::from_ref(&description.access_location))
                        })
                        .collect()
                };
                (self.ocsp_urls, self.issuer_urls) = (at(oid::AD_OCSP), at(oid::AD_CA_ISSUERS));
            }
            ParsedExtension::ParseError { .. } => return Err(NotACertificate::Extension),
            _ => self.read_unparsed(extension),
        }
        Ok(())
    }

    fn read_unparsed(&mut self, extension: &X509Extension<'_>) {
        let id = extension.oid.to_id_string();
        if id == oid::AGENT_SCOPE.to_string() {
            self.scope = match AgentScope::from_der(extension.value) {
                Ok(scope) => ScopeReading::Understood(Box::new(scope)),
                Err(error) => ScopeReading::NotUnderstood(error),
            };
        } else if extension.critical {
            self.unknown_critical.push(id);
        }
    }

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

/// Names of RFC 5280, 4.2.1.3, by bit.
const KEY_USAGES: [&str; 9] = [
    "digitalSignature",
    "contentCommitment",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

fn key_usages(flags: u16) -> Vec<&'static str> {
    KEY_USAGES
        .iter()
        .enumerate()
        .filter(|(bit, _)| flags >> bit & 1 == 1)
        .map(|(_, u)| *u)
        .collect()
}

/// `ExtKeyUsageSyntax` in the order in which it is written.
fn object_identifiers(der: &[u8]) -> Result<Vec<String>, NotACertificate> {
    let list: Vec<const_oid::ObjectIdentifier> =
        der::Decode::from_der(der).map_err(|_| NotACertificate::Extension)?;
    Ok(list.iter().map(ToString::to_string).collect())
}

fn uris(names: &[GeneralName<'_>]) -> Vec<String> {
    names
        .iter()
        .filter_map(|name| match name {
            GeneralName::URI(uri) => Some((*uri).to_owned()),
            _ => None,
        })
        .collect()
}

pub(crate) fn instant(time: ASN1Time) -> Option<Utc> {
    Utc::from_unix_seconds(time.timestamp())
}

#[cfg(test)]
mod tests {
    use chancery_domain::SigningKey as _;
    use chancery_domain::profile::ProfileId;

    use super::*;
    use crate::fixtures::{Hierarchy, agent_content, locations, now};

    #[test]
    fn agents_certificate_reads_as_it_was_asked_for() {
        let hierarchy = Hierarchy::new();
        let agent = hierarchy.leaf(ProfileId::Agent, 9);
        assert_eq!(
            agent.subject.to_string(),
            "C=DE, O=Übungsbank AG, organizationIdentifier=LEIXG-529900T8BM49AURSDO55, \
             CN=ai_trader_bot_v2"
        );
        assert_eq!(agent.uris, [agent_content().spiffe_id]);
        assert_eq!(agent.agent_scope(), Some(&agent_content().scope));
        assert_eq!(agent.key_usage, ["digitalSignature", "contentCommitment"]);
        assert_eq!(agent.extended_key_usage, [oid::AGENT_ACTION.to_string()]);
        assert_eq!(agent.crl_urls, [locations().crl_url]);
        assert_eq!(agent.issuer_urls, [locations().issuer_url]);
        assert_eq!(agent.ocsp_urls, [locations().ocsp_url.expect("has one")]);
        assert_eq!(agent.validity.not_before, now().plus_seconds(-60));
        assert!(agent.validity.is_within_days(90) && !agent.validity.is_within_days(89));
        assert!(agent.is_practice() && agent.ca.is_none() && !agent.is_self_issued());
        assert!(hierarchy.root.is_self_issued());
    }

    #[test]
    fn no_changed_byte_leaves_a_certificate_that_verifies() {
        let hierarchy = Hierarchy::new();
        let agent = hierarchy.leaf(ProfileId::Agent, 9);
        for at in 0..agent.der().len() {
            let mut bent = agent.der().to_vec();
            bent[at] ^= 1;
            let good = Certificate::from_der(&bent)
                .is_ok_and(|bent| bent.is_signed_by(hierarchy.issuing_key.spki()));
            assert!(!good, "byte {at}");
        }
        let trailing = [agent.der(), &[0]].concat();
        assert_eq!(Certificate::from_der(&trailing), Err(NotACertificate::Form));
    }
}
