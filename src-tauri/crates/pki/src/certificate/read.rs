//! From DER to the plain struct.

use chancery_domain::{Spki, Utc};
use const_oid::ObjectIdentifier;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{
    AuthorityInfoAccess, CRLDistributionPoints, DistributionPointName, GeneralName,
    ParsedExtension, X509Extension,
};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

use super::{CaConstraints, Certificate, NotACertificate, ScopeReading};
use crate::key_identifier::KeyIdentifier;
use crate::name::Name;
use crate::oid;
use crate::scope_extension::AgentScope;
use crate::serial::SerialNumber;
use crate::signature;
use crate::validity::Validity;

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
        let extensions = x509.extensions();
        // RFC 5280, 4.2: "MUST NOT include more than one instance of a particular extension".
        let mut kinds: Vec<&[u8]> = extensions.iter().map(|one| one.oid.as_bytes()).collect();
        kinds.sort_unstable();
        if kinds.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(NotACertificate::Extension);
        }
        for extension in extensions {
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
                x509.signature_algorithm.algorithm.as_bytes(),
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
                self.crl_urls = distribution_points(points);
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                self.ocsp_urls = access_locations(access, oid::AD_OCSP);
                self.issuer_urls = access_locations(access, oid::AD_CA_ISSUERS);
            }
            ParsedExtension::ParseError { .. } => return Err(NotACertificate::Extension),
            _ => self.read_unparsed(extension),
        }
        Ok(())
    }

    fn read_unparsed(&mut self, extension: &X509Extension<'_>) {
        if extension.oid.as_bytes() == oid::AGENT_SCOPE.as_bytes() {
            self.scope = match AgentScope::from_der(extension.value) {
                Ok(scope) => ScopeReading::Understood(Box::new(scope)),
                Err(error) => ScopeReading::NotUnderstood(error),
            };
        } else if extension.critical {
            self.unknown_critical.push(extension.oid.to_id_string());
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
    let list: Vec<ObjectIdentifier> =
        der::Decode::from_der(der).map_err(|_| NotACertificate::Extension)?;
    Ok(list.iter().map(ToString::to_string).collect())
}

fn distribution_points(points: &CRLDistributionPoints<'_>) -> Vec<String> {
    let full_names = points
        .iter()
        .filter_map(|point| match &point.distribution_point {
            Some(DistributionPointName::FullName(names)) => Some(uris(names)),
            _ => None,
        });
    full_names.flatten().collect()
}

fn access_locations(access: &AuthorityInfoAccess<'_>, method: ObjectIdentifier) -> Vec<String> {
    access
        .iter()
        .filter(|description| description.access_method.as_bytes() == method.as_bytes())
        .flat_map(|description| uris(std::slice::from_ref(&description.access_location)))
        .collect()
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
