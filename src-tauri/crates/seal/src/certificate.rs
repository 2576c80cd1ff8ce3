//! The signer's certificate: only its key is read here.

use chancery_domain::{Algorithm, Spki};
use p521::ecdsa::{Signature as P521Signature, VerifyingKey, signature::Verifier as _};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_ASN1,
    ECDSA_P384_SHA384_FIXED, ED25519, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
    VerificationAlgorithm,
};
use x509_parser::{
    certificate::X509Certificate,
    oid_registry::{
        OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_NIST_EC_P384, OID_NIST_EC_P521,
        OID_PKCS1_RSAENCRYPTION, OID_SIG_ED25519, Oid,
    },
    prelude::FromDer,
    public_key::PublicKey,
    x509::SubjectPublicKeyInfo,
};

/// The longest certificate that is looked at. An agent certificate with the
/// largest scope stays well below.
pub(crate) const MAX_CERTIFICATE_LEN: usize = 64 * 1024;

/// What is wrong with a certificate that travels with a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// Too long, not DER, or followed by other bytes.
    #[error("the certificate is not one DER-encoded X.509 certificate")]
    Malformed,
    /// Of no algorithm that a key may have here.
    #[error("the certificate's key is of no algorithm that is known here")]
    KeyUnsupported,
}

/// The public key that a certificate names.
pub(crate) struct SignerKey {
    algorithm: Algorithm,
    spki: Spki,
    point: Vec<u8>,
}

impl SignerKey {
    /// Reads the key of the one certificate in `der`.
    pub(crate) fn of_certificate(der: &[u8]) -> Result<Self, CertificateError> {
        let certificate = parse(der)?;
        let info = &certificate.tbs_certificate.subject_pki;
        Ok(Self {
            algorithm: algorithm(info).ok_or(CertificateError::KeyUnsupported)?,
            spki: Spki::from_der(info.raw.to_vec()),
            point: info.subject_public_key.data.to_vec(),
        })
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub(crate) fn spki(&self) -> &Spki {
        &self.spki
    }

    /// Whether `der` (`ECDSA-Sig-Value`, RFC 3279) signs `message`. Only seals sign so: P-256 and P-384.
    pub(crate) fn signed_der(&self, message: &[u8], der: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match self.algorithm {
            Algorithm::EcdsaP256Sha256 => &ECDSA_P256_SHA256_ASN1,
            Algorithm::EcdsaP384Sha384 => &ECDSA_P384_SHA384_ASN1,
            _ => return false,
        };
        UnparsedPublicKey::new(algorithm, &self.point)
            .verify(message, der)
            .is_ok()
    }

    /// Whether `raw` (`r || s`, the 64 bytes of Ed25519, or RSASSA-PSS) signs `message`.
    pub(crate) fn signed(&self, message: &[u8], raw: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match self.algorithm {
            Algorithm::EcdsaP256Sha256 => &ECDSA_P256_SHA256_FIXED,
            Algorithm::EcdsaP384Sha384 => &ECDSA_P384_SHA384_FIXED,
            Algorithm::EcdsaP521Sha512 => return self.signed_p521(message, raw),
            Algorithm::Ed25519 => &ED25519,
            Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => {
                &RSA_PSS_2048_8192_SHA256
            }
        };
        UnparsedPublicKey::new(algorithm, &self.point)
            .verify(message, raw)
            .is_ok()
    }

    fn signed_p521(&self, message: &[u8], raw: &[u8]) -> bool {
        let key = VerifyingKey::from_sec1_bytes(&self.point);
        let signature = P521Signature::from_slice(raw);
        match (key, signature) {
            (Ok(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
            _ => false,
        }
    }
}

/// Parses exactly one certificate.
pub(crate) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, CertificateError> {
    if der.len() > MAX_CERTIFICATE_LEN {
        return Err(CertificateError::Malformed);
    }
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Ok(certificate),
        _ => Err(CertificateError::Malformed),
    }
}

fn algorithm(info: &SubjectPublicKeyInfo<'_>) -> Option<Algorithm> {
    let key_type = &info.algorithm.algorithm;
    if *key_type == OID_SIG_ED25519 {
        return info
            .algorithm
            .parameters
            .is_none()
            .then_some(Algorithm::Ed25519);
    }
    if *key_type == OID_PKCS1_RSAENCRYPTION {
        return rsa(info);
    }
    if *key_type != OID_KEY_TYPE_EC_PUBLIC_KEY {
        return None;
    }
    let curve: Oid<'_> = info.algorithm.parameters.as_ref()?.as_oid().ok()?;
    match curve {
        curve if curve == OID_EC_P256 => Some(Algorithm::EcdsaP256Sha256),
        curve if curve == OID_NIST_EC_P384 => Some(Algorithm::EcdsaP384Sha384),
        curve if curve == OID_NIST_EC_P521 => Some(Algorithm::EcdsaP521Sha512),
        _ => None,
    }
}

fn rsa(info: &SubjectPublicKeyInfo<'_>) -> Option<Algorithm> {
    let Ok(PublicKey::RSA(key)) = info.parsed() else {
        return None;
    };
    Algorithm::ALL
        .into_iter()
        .find(|algorithm| algorithm.modulus_bits() == Some(key.key_size()))
}
