//! The keys under which things are linted: one for each algorithm and process,
//! made at first use, never stored, trusted by nobody.

use std::sync::OnceLock;

use chancery_domain::Algorithm;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519};

static P256: OnceLock<KeyPair> = OnceLock::new();
static P384: OnceLock<KeyPair> = OnceLock::new();
static ED25519: OnceLock<KeyPair> = OnceLock::new();

/// The throwaway key of an algorithm that an authority signs with.
pub(crate) fn key(algorithm: Algorithm) -> &'static KeyPair {
    let (cell, kind) = match algorithm {
        Algorithm::EcdsaP256Sha256 => (&P256, &PKCS_ECDSA_P256_SHA256),
        Algorithm::EcdsaP384Sha384 => (&P384, &PKCS_ECDSA_P384_SHA384),
        Algorithm::Ed25519 => (&ED25519, &PKCS_ED25519),
        other => unreachable!("no authority signs with {other}"),
    };
    cell.get_or_init(|| KeyPair::generate_for(kind).expect("the system has randomness"))
}
