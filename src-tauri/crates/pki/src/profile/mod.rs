//! Building what a CA will sign, profile by profile. Key usages come from
//! [`chancery_domain::profile::Profile`], so that a request's profile hash names
//! what is built here.
//!
//! | profile | key | validity: default, cap | besides |
//! |---|---|---|---|
//! | root CA | P-384 | 20 y, 25 y | CA, self-signed |
//! | issuing CA | P-256 or P-384 | 5 y, 10 y | CA, path length 0; the root's list; policies |
//! | agent | P-256 | 90 d, 397 d | scope; one SAN URI; policies; AIA; list; with one limit QcLimitValue |
//! | officer | P-256 | 1 y, 2 y | common name is a pseudonym; AIA; list |
//! | OCSP responder | P-256 | 30 d, 30 d | nocheck; AIA without a responder; no list |
//! | report seal, service seal | P-256 | 1 y, 1 y | AIA; list |
//!
//! All are version 3, with a random serial number of 16 octets, whole seconds in
//! UTC, backdated by at most 60 s, and with both key identifiers. Practice
//! certificates carry id-cp-practice.
//!
//! Nothing is left to the defaults of the library underneath: serial number,
//! validity and key identifiers are always set.

mod agent;
mod authority;
mod end_entity;
mod extension;

pub use agent::{AgentContent, agent};
pub use authority::{issuing_ca, root_ca};
pub use end_entity::{ocsp_responder, officer, report_seal, service_seal};

use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, Spki};
use rcgen::{
    CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyUsagePurpose,
};

use crate::certificate::Certificate;
use crate::key_identifier::KeyIdentifier;
use crate::name::{Subject, rcgen_key};
use crate::serial::SerialNumber;
use crate::signature::key_algorithm;
use crate::tbs::{NotToBeSigned, ToBeSigned};
use crate::throwaway;
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

/// Where relying parties find things about a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locations {
    /// The issuer's revocation list: `http://pki.practice.example/crl/issuing-1.crl`.
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
    SubjectKey(#[source] rcgen::Error),
    /// The issuer's certificate or key is not one of a CA here.
    #[error(
        "the issuer can't issue: its key is neither P-256 nor P-384, or it has no key identifier"
    )]
    Issuer,
    /// The scope can't be written.
    #[error("the scope can't be written into a certificate")]
    Scope(#[source] crate::scope_extension::ScopeError),
    /// The library underneath did not encode it.
    #[error("the certificate could not be encoded")]
    Encode(#[source] rcgen::Error),
    /// What was encoded does not read back.
    #[error("the encoded certificate does not read back")]
    ReadBack(#[source] NotToBeSigned),
}

/// The parameters that follow from a profile and the common fields.
fn base(profile: ProfileId, fields: &Fields) -> Result<CertificateParams, BuildError> {
    let rules = Profile::built_in(profile);
    let mut params = CertificateParams::default();
    params.serial_number = Some(fields.serial_number.magnitude().to_vec().into());
    params.not_before = fields.validity.not_before.offset_date_time();
    params.not_after = fields.validity.not_after.offset_date_time();
    params.distinguished_name = fields.subject.to_distinguished_name()?;
    params.is_ca = IsCa::NoCa;
    params.key_usages = rules
        .key_usage
        .iter()
        .map(|usage| key_usage(usage))
        .collect();
    params.extended_key_usages = rules
        .extended_key_usage
        .iter()
        .map(|usage| extended_key_usage(usage))
        .collect();
    params.use_authority_key_identifier_extension = true;
    let identifier = subject_key_identifier(fields)?;
    params.key_identifier_method = KeyIdMethod::PreSpecified(identifier.as_bytes().to_vec());
    Ok(params)
}

fn subject_key_identifier(fields: &Fields) -> Result<KeyIdentifier, BuildError> {
    KeyIdentifier::of(&fields.subject_key).ok_or(BuildError::SubjectKey(
        rcgen::Error::UnsupportedSignatureAlgorithm,
    ))
}

fn key_usage(name: &str) -> KeyUsagePurpose {
    match name {
        "digitalSignature" => KeyUsagePurpose::DigitalSignature,
        "contentCommitment" => KeyUsagePurpose::ContentCommitment,
        "keyCertSign" => KeyUsagePurpose::KeyCertSign,
        "cRLSign" => KeyUsagePurpose::CrlSign,
        other => unreachable!("built-in profiles use no key usage {other}"),
    }
}

fn extended_key_usage(dotted: &str) -> ExtendedKeyUsagePurpose {
    let arcs = dotted
        .split('.')
        .map(|arc| arc.parse().expect("built-in profiles hold OIDs"));
    ExtendedKeyUsagePurpose::Other(arcs.collect())
}

/// Encodes under the throwaway key of the issuer's algorithm and keeps the part
/// that is to be signed.
fn encode_under(
    issuer: &Certificate,
    params: &CertificateParams,
    fields: &Fields,
) -> Result<ToBeSigned, BuildError> {
    if issuer.subject_key_identifier.is_none() {
        return Err(BuildError::Issuer);
    }
    let key = throwaway::key(ca_algorithm(&issuer.spki)?);
    let issuer = Issuer::from_ca_cert_der(&issuer.der().into(), key).map_err(BuildError::Encode)?;
    encode(&issuer, params, fields)
}

fn encode_self_issued(
    params: &CertificateParams,
    fields: &Fields,
) -> Result<ToBeSigned, BuildError> {
    let key = throwaway::key(ca_algorithm(&fields.subject_key)?);
    encode(&Issuer::from_params(params, key), params, fields)
}

fn encode(
    issuer: &Issuer<'_, &rcgen::KeyPair>,
    params: &CertificateParams,
    fields: &Fields,
) -> Result<ToBeSigned, BuildError> {
    let subject_key = rcgen_key(&fields.subject_key)?;
    let certificate = params
        .signed_by(&subject_key, issuer)
        .map_err(BuildError::Encode)?;
    ToBeSigned::of_certificate(certificate.der()).map_err(BuildError::ReadBack)
}

/// CA keys are P-256 or P-384 only.
fn ca_algorithm(key: &Spki) -> Result<Algorithm, BuildError> {
    match key_algorithm(key) {
        Some(algorithm @ (Algorithm::EcdsaP256Sha256 | Algorithm::EcdsaP384Sha384)) => {
            Ok(algorithm)
        }
        _ => Err(BuildError::Issuer),
    }
}
