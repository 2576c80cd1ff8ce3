//! Verifying what a token signed: a probe believes nothing else.

use chancery_domain::{Algorithm, Spki};
use p521::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PSS_2048_8192_SHA256,
    UnparsedPublicKey, VerificationAlgorithm,
};

/// Whether `signature` is by the key `spki`, which [`crate::public_key`] built, over `message`.
pub(crate) fn verifies(
    algorithm: Algorithm,
    spki: &Spki,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let with = |with: &'static dyn VerificationAlgorithm, key: &[u8]| {
        let key = UnparsedPublicKey::new(with, key);
        key.verify(message, signature).is_ok()
    };
    let der = spki.der();
    let last = |len: usize| &der[der.len().saturating_sub(len)..];
    match algorithm {
        Algorithm::EcdsaP256Sha256 => with(&ECDSA_P256_SHA256_FIXED, last(65)),
        Algorithm::EcdsaP384Sha384 => with(&ECDSA_P384_SHA384_FIXED, last(97)),
        Algorithm::EcdsaP521Sha512 => p521_verifies(last(133), message, signature),
        Algorithm::Ed25519 => with(&ED25519, last(32)),
        Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => {
            // SEQUENCE, AlgorithmIdentifier, BIT STRING and its first byte: all
            // lengths are fixed from 2048 bits on.
            const RSA_PUBLIC_KEY_AT: usize = 4 + 15 + 4 + 1;
            let key = der.get(RSA_PUBLIC_KEY_AT..).unwrap_or_default();
            with(&RSA_PSS_2048_8192_SHA256, key)
        }
    }
}

fn p521_verifies(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(point);
    let signature = Signature::from_slice(signature);
    let (Ok(key), Ok(signature)) = (key, signature) else {
        return false;
    };
    key.verify(message, &signature).is_ok()
}
