//! An authority, its OCSP responder, and the responder's key: with it, hostile
//! content is signed as its owner would sign it, so that what lies behind the
//! signature is reached too.

use std::sync::LazyLock;

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki, Utc};
use chancery_pki::Certificate;
use ring::signature::Ed25519KeyPair;

/// The key of `fixtures/fuzz/responder.der`.
const SEED: [u8; 32] = {
    let mut seed = [0; 32];
    let mut at = 0;
    while at < 32 {
        seed[at] = at as u8;
        at += 1;
    }
    seed
};

pub(crate) struct Responder {
    pub(crate) issuer: Certificate,
    pub(crate) certificate: Certificate,
    pair: Ed25519KeyPair,
}

pub(crate) static RESPONDER: LazyLock<Responder> = LazyLock::new(|| {
    let read = |der: &[u8]| Certificate::from_der(der).expect("a certificate");
    Responder {
        issuer: read(include_bytes!("../../fixtures/fuzz/issuer.der")),
        certificate: read(include_bytes!("../../fixtures/fuzz/responder.der")),
        pair: Ed25519KeyPair::from_seed_unchecked(&SEED).expect("a seed"),
    }
});

impl Responder {
    /// When it answers.
    pub(crate) fn now() -> Utc {
        Utc::parse("2030-01-01T00:00:00Z").expect("an instant")
    }
}

impl SigningKey for Responder {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Ed25519
    }

    fn spki(&self) -> &Spki {
        &self.certificate.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        Ok(RawSignature(self.pair.sign(message).as_ref().to_vec()))
    }
}
