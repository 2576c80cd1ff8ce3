//! For tests: keys that live for one test.

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
};

enum Pair {
    Ed25519(Ed25519KeyPair),
    P256(EcdsaKeyPair),
}

pub(crate) struct Throwaway {
    pair: Pair,
    spki: Spki,
}

impl Throwaway {
    pub(crate) fn ed25519() -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("any seed does");
        let prefix = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
        let spki = Spki::from_der([prefix, pair.public_key().as_ref()].concat());
        Self {
            pair: Pair::Ed25519(pair),
            spki,
        }
    }

    pub(crate) fn p256() -> Self {
        let rng = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &rng).expect("random");
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &rng).expect("just made");
        let prefix = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
        let spki = Spki::from_der([&prefix[..], pair.public_key().as_ref()].concat());
        Self {
            pair: Pair::P256(pair),
            spki,
        }
    }
}

impl SigningKey for Throwaway {
    fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::Ed25519(_) => Algorithm::Ed25519,
            Pair::P256(_) => Algorithm::EcdsaP256Sha256,
        }
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let signature = match &self.pair {
            Pair::Ed25519(pair) => pair.sign(message),
            Pair::P256(pair) => pair.sign(&SystemRandom::new(), message).expect("signs"),
        };
        Ok(RawSignature(signature.as_ref().to_vec()))
    }
}
