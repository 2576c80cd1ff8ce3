//! Throwaway keys, certificates and documents.

#![allow(
    dead_code,
    reason = "each test file compiles this module and uses its own part of it"
)]

pub(crate) mod document;

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PublicKeyData,
    date_time_ymd,
};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm, Ed25519KeyPair,
    },
};

/// id-kp-documentSigning, RFC 9336.
const DOCUMENT_SIGNING: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 36];

/// 2026-11-22T14:33:00Z.
pub(crate) fn moment() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("a literal instant")
}

/// A key in memory, for tests alone.
pub(crate) struct ThrowawayKey {
    pair: KeyPair,
    algorithm: Algorithm,
    spki: Spki,
}

impl ThrowawayKey {
    pub(crate) fn generate(algorithm: Algorithm) -> Self {
        let rcgen_algorithm = match algorithm {
            Algorithm::EcdsaP256Sha256 => &PKCS_ECDSA_P256_SHA256,
            Algorithm::EcdsaP384Sha384 => &PKCS_ECDSA_P384_SHA384,
            Algorithm::Ed25519 => &PKCS_ED25519,
            other => unreachable!("no {other} keys in memory"),
        };
        let pair = KeyPair::generate_for(rcgen_algorithm).expect("ring makes keys");
        let spki = Spki::from_der(pair.subject_public_key_info());
        Self {
            pair,
            algorithm,
            spki,
        }
    }

    fn sign_ecdsa(&self, algorithm: &'static EcdsaSigningAlgorithm, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        EcdsaKeyPair::from_pkcs8(algorithm, self.pair.serialized_der(), &random)
            .and_then(|key| key.sign(&random, message).map_err(|_| unreachable!()))
            .expect("a generated key signs")
            .as_ref()
            .to_vec()
    }

    fn sign_ed25519(&self, message: &[u8]) -> Vec<u8> {
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(self.pair.serialized_der())
            .expect("a generated key reads back")
            .sign(message)
            .as_ref()
            .to_vec()
    }
}

impl SigningKey for ThrowawayKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        Ok(RawSignature(match self.algorithm {
            Algorithm::EcdsaP256Sha256 => {
                self.sign_ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING, message)
            }
            Algorithm::EcdsaP384Sha384 => {
                self.sign_ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING, message)
            }
            _ => self.sign_ed25519(message),
        }))
    }
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
        let issuer_params = issuer_params();
        let issuer = issuer_params
            .self_signed(&issuer_key)
            .expect("rcgen signs")
            .der()
            .to_vec();
        let leaf = leaf_params()
            .signed_by(&key.pair, &Issuer::new(issuer_params, issuer_key))
            .expect("rcgen signs")
            .der()
            .to_vec();
        Self { key, leaf, issuer }
    }

    pub(crate) fn chain(&self) -> [&[u8]; 2] {
        [&self.leaf, &self.issuer]
    }
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
