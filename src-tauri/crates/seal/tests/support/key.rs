//! A key in memory, for tests alone, of every algorithm that a token may have.

use std::process::Command;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
use der::{
    Encode,
    asn1::{AnyRef, BitStringRef},
};
use p521::{
    ecdsa::{Signature, SigningKey as P521Key, VerifyingKey, signature::RandomizedSigner as _},
    elliptic_curve::rand_core::{CryptoRng, Error, RngCore, impls},
};
use rcgen::{
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PublicKeyData as _,
};
use ring::{
    rand::{SecureRandom as _, SystemRandom},
    rsa,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm, Ed25519KeyPair, RSA_PSS_SHA256,
    },
};
use spki::{AlgorithmIdentifierRef, ObjectIdentifier, SubjectPublicKeyInfo};

const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
const SECP521R1: &str = "1.3.132.0.35";
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";

pub(crate) struct ThrowawayKey {
    private: Private,
    algorithm: Algorithm,
    spki: Spki,
}

enum Private {
    Ecdsa(&'static EcdsaSigningAlgorithm, KeyPair),
    P521(P521Key),
    Ed25519(KeyPair),
    Rsa(rsa::KeyPair),
}

impl ThrowawayKey {
    pub(crate) fn generate(algorithm: Algorithm) -> Self {
        let (private, spki) = match algorithm {
            Algorithm::EcdsaP256Sha256 => {
                let (pair, spki) = by_rcgen(&PKCS_ECDSA_P256_SHA256);
                (Private::Ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING, pair), spki)
            }
            Algorithm::EcdsaP384Sha384 => {
                let (pair, spki) = by_rcgen(&PKCS_ECDSA_P384_SHA384);
                (Private::Ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING, pair), spki)
            }
            Algorithm::Ed25519 => {
                let (pair, spki) = by_rcgen(&PKCS_ED25519);
                (Private::Ed25519(pair), spki)
            }
            Algorithm::EcdsaP521Sha512 => p521(),
            Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => by_openssl(algorithm),
        };
        Self {
            private,
            algorithm,
            spki,
        }
    }
}

fn by_rcgen(algorithm: &'static rcgen::SignatureAlgorithm) -> (KeyPair, Spki) {
    let pair = KeyPair::generate_for(algorithm).expect("ring makes keys");
    let spki = Spki::from_der(pair.subject_public_key_info());
    (pair, spki)
}

fn p521() -> (Private, Spki) {
    let mut scalar = [0; 66];
    // The order has 521 bits: what is below 520 bits is a scalar.
    let random = SystemRandom::new();
    random.fill(&mut scalar[1..]).expect("randomness");
    let key = P521Key::from_slice(&scalar).expect("a scalar");
    let point = VerifyingKey::from(&key).to_encoded_point(false);
    let curve = ObjectIdentifier::new_unwrap(SECP521R1);
    let spki = spki(EC_PUBLIC_KEY, (&curve).into(), point.as_bytes());
    (Private::P521(key), spki)
}

/// ring signs with RSA keys and makes none.
fn by_openssl(algorithm: Algorithm) -> (Private, Spki) {
    let bits = algorithm.modulus_bits().expect("RSA");
    let made = Command::new("openssl")
        .args(["genpkey", "-algorithm", "RSA"])
        .args(["-pkeyopt", &format!("rsa_keygen_bits:{bits}")])
        .output()
        .expect("openssl is needed for this test");
    let pem = String::from_utf8(made.stdout).expect("PEM");
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = rsa::KeyPair::from_pkcs8(&STANDARD.decode(lines).expect("base64")).expect("a key");
    let spki = spki(RSA_ENCRYPTION, AnyRef::NULL, key.public().as_ref());
    (Private::Rsa(key), spki)
}

fn spki(algorithm: &str, parameters: AnyRef<'_>, key: &[u8]) -> Spki {
    let info = SubjectPublicKeyInfo {
        algorithm: AlgorithmIdentifierRef {
            oid: ObjectIdentifier::new_unwrap(algorithm),
            parameters: Some(parameters),
        },
        subject_public_key: BitStringRef::from_bytes(key).expect("short"),
    };
    Spki::from_der(info.to_der().expect("writes"))
}

/// ring's randomness, in the words of p521.
struct Random;

impl RngCore for Random {
    fn next_u32(&mut self) -> u32 {
        impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, to: &mut [u8]) {
        SystemRandom::new().fill(to).expect("randomness");
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(to);
        Ok(())
    }
}

impl CryptoRng for Random {}

impl SigningKey for ThrowawayKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let random = SystemRandom::new();
        Ok(RawSignature(match &self.private {
            Private::Ecdsa(algorithm, pair) => {
                EcdsaKeyPair::from_pkcs8(algorithm, pair.serialized_der(), &random)
                    .and_then(|key| key.sign(&random, message).map_err(|_| unreachable!()))
                    .expect("a generated key signs")
                    .as_ref()
                    .to_vec()
            }
            Private::P521(key) => {
                let signature: Signature = key.sign_with_rng(&mut Random, message);
                signature.to_vec()
            }
            Private::Ed25519(pair) => {
                Ed25519KeyPair::from_pkcs8_maybe_unchecked(pair.serialized_der())
                    .expect("a generated key reads back")
                    .sign(message)
                    .as_ref()
                    .to_vec()
            }
            Private::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PSS_SHA256, &random, message, &mut signature)
                    .expect("a generated key signs");
                signature
            }
        }))
    }
}
