//! Throwaway keys, certificates and documents.

#![allow(
    dead_code,
    reason = "each test file compiles this module and uses its own part of it"
)]

pub(crate) mod document;

mod key;

use chancery_domain::{Algorithm, SigningKey, Utc};
use der::{Decode, Encode, asn1::BitString};
pub(crate) use key::ThrowawayKey;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, SigningKey as _, date_time_ymd,
};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::Certificate;

/// id-kp-documentSigning, RFC 9336.
const DOCUMENT_SIGNING: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 36];

/// 2026-11-22T14:33:00Z.
pub(crate) fn moment() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("a literal instant")
}

/// A signer with its certificate and its issuer's.
pub(crate) struct Signer {
    pub(crate) key: ThrowawayKey,
    pub(crate) leaf: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
}

impl Signer {
    pub(crate) fn new(algorithm: Algorithm) -> Self {
        let key = ThrowawayKey::generate(algorithm);
        let issuer_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("ring makes keys");
        let issuer = issuer_params()
            .self_signed(&issuer_key)
            .expect("rcgen signs");
        Self {
            leaf: leaf(&key, &issuer_key),
            key,
            issuer: issuer.der().to_vec(),
        }
    }

    pub(crate) fn chain(&self) -> [&[u8]; 2] {
        [&self.leaf, &self.issuer]
    }
}

/// rcgen knows no P-521 and makes no RSA keys: it writes the certificate for another key, which
/// is exchanged before the issuer signs again.
fn leaf(key: &ThrowawayKey, issuer_key: &KeyPair) -> Vec<u8> {
    let issuer = Issuer::new(issuer_params(), issuer_key);
    let other = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("ring makes keys");
    let other = leaf_params().signed_by(&other, &issuer);
    let mut leaf = Certificate::from_der(other.expect("rcgen signs").der()).expect("reads");
    leaf.tbs_certificate.subject_public_key_info =
        SubjectPublicKeyInfoOwned::from_der(key.spki().der()).expect("reads");
    let tbs = leaf.tbs_certificate.to_der().expect("writes");
    let signature = issuer_key.sign(&tbs).expect("ring signs");
    leaf.signature = BitString::from_bytes(&signature).expect("writes");
    leaf.to_der().expect("writes")
}

fn issuer_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Chancery Tests");
    params
        .distinguished_name
        .push(DnType::CommonName, "Throwaway CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2036, 1, 1);
    params
}

fn leaf_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Chancery Tests");
    params
        .distinguished_name
        .push(DnType::CommonName, "Throwaway seal");
    params.key_usages = vec![
        KeyUsagePurpose::DigitalSignature,
        KeyUsagePurpose::ContentCommitment,
    ];
    params.extended_key_usages = vec![
        ExtendedKeyUsagePurpose::Other(DOCUMENT_SIGNING.to_vec()),
        ExtendedKeyUsagePurpose::EmailProtection,
    ];
    params.use_authority_key_identifier_extension = true;
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2036, 1, 1);
    params
}
