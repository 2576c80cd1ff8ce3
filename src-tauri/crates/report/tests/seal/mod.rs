//! A throwaway root, a throwaway seal under it, and a report sealed with it.
#![allow(unreachable_pub, reason = "a module of a test")]
#![allow(dead_code, reason = "the example uses a part of it")]

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki, Utc};
use chancery_report::Rendered;
use chancery_seal::pdf::{SealText, seal};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData, date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

struct ThrowawayKey {
    pair: KeyPair,
    spki: Spki,
}

impl SigningKey for ThrowawayKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EcdsaP256Sha256
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let random = SystemRandom::new();
        let pkcs8 = self.pair.serialized_der();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random);
        let signature = key
            .expect("a generated key reads back")
            .sign(&random, message);
        Ok(RawSignature(signature.expect("it signs").as_ref().to_vec()))
    }
}

pub struct Sealed {
    pub pdf: Vec<u8>,
    pub root: Vec<u8>,
}

pub fn sealed(rendered: Rendered) -> Sealed {
    let root_key = KeyPair::generate().expect("ring makes keys");
    let root_params = root();
    let root_der = root_params
        .self_signed(&root_key)
        .expect("rcgen signs")
        .der()
        .to_vec();
    let pair = KeyPair::generate().expect("ring makes keys");
    let issuer = Issuer::new(root_params, root_key);
    let leaf = leaf()
        .signed_by(&pair, &issuer)
        .expect("rcgen signs")
        .der()
        .to_vec();
    let spki = Spki::from_der(pair.subject_public_key_info());
    let text = SealText {
        name: "Report seal".into(),
        reason: None,
        location: None,
    };
    let at = Utc::parse("2026-11-22T16:12:32Z").expect("RFC 3339");
    let key = ThrowawayKey { pair, spki };
    let pdf = seal(
        rendered.pdf,
        &rendered.slot,
        at,
        &text,
        &[&leaf, &root_der],
        &key,
    );
    Sealed {
        pdf: pdf.expect("the slot is sound"),
        root: root_der,
    }
}

fn common(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2036, 1, 1);
    params
}

fn root() -> CertificateParams {
    let mut params = common("Throwaway root");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params
}

fn leaf() -> CertificateParams {
    let mut params = common("Throwaway seal");
    params.key_usages = vec![
        KeyUsagePurpose::DigitalSignature,
        KeyUsagePurpose::ContentCommitment,
    ];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
    params
}
