//! Signatures as X.509 carries them: algorithm identifiers, `Ecdsa-Sig-Value`,
//! and verification.

use chancery_domain::{Algorithm, RawSignature, Spki};
use const_oid::ObjectIdentifier;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ED25519, UnparsedPublicKey,
    VerificationAlgorithm,
};
use x509_parser::prelude::FromDer;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::asn1::{bit_string, oid, sequence, unsigned};
use crate::oid::{ECDSA_WITH_SHA256, ECDSA_WITH_SHA384, ED25519 as ID_ED25519};

const ID_EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
const SECP256R1: &str = "1.2.840.10045.3.1.7";
const SECP384R1: &str = "1.3.132.0.34";

/// The signature algorithm's OID.
pub(crate) fn algorithm_oid(algorithm: Algorithm) -> ObjectIdentifier {
    match algorithm {
        Algorithm::EcdsaP256Sha256 => ECDSA_WITH_SHA256,
        Algorithm::EcdsaP384Sha384 => ECDSA_WITH_SHA384,
        Algorithm::Ed25519 => ID_ED25519,
        other => unreachable!("no authority signs with {other}"),
    }
}

/// The algorithm of a signature algorithm's OID, in dotted form.
pub(crate) fn algorithm_of(dotted: &str) -> Option<Algorithm> {
    [
        Algorithm::EcdsaP256Sha256,
        Algorithm::EcdsaP384Sha384,
        Algorithm::Ed25519,
    ]
    .into_iter()
    .find(|algorithm| algorithm_oid(*algorithm).to_string() == dotted)
}

/// The algorithm that a key signs with here.
pub(crate) fn key_algorithm(spki: &Spki) -> Option<Algorithm> {
    let (_, info) = SubjectPublicKeyInfo::from_der(spki.der()).ok()?;
    let curve = info
        .algorithm
        .parameters
        .as_ref()
        .and_then(|any| any.as_oid().ok());
    match (
        info.algorithm.algorithm.to_id_string().as_str(),
        curve.map(|oid| oid.to_id_string()),
    ) {
        (ID_EC_PUBLIC_KEY, Some(curve)) if curve == SECP256R1 => Some(Algorithm::EcdsaP256Sha256),
        (ID_EC_PUBLIC_KEY, Some(curve)) if curve == SECP384R1 => Some(Algorithm::EcdsaP384Sha384),
        (key, None) if key == ID_ED25519.to_string() => Some(Algorithm::Ed25519),
        _ => None,
    }
}

/// The content of the key's BIT STRING; `None` if the DER is malformed or bytes
/// follow it.
pub(crate) fn public_key_bits(spki: &Spki) -> Option<Vec<u8>> {
    let (rest, info) = SubjectPublicKeyInfo::from_der(spki.der()).ok()?;
    rest.is_empty()
        .then(|| info.subject_public_key.data.to_vec())
}

/// What a token's signature looks like inside a certificate.
pub(crate) fn encode(algorithm: Algorithm, raw: &RawSignature) -> Vec<u8> {
    match algorithm {
        Algorithm::Ed25519 => raw.0.clone(),
        _ => {
            let (r, s) = raw.0.split_at(raw.0.len() / 2);
            sequence(&[unsigned(r), unsigned(s)])
        }
    }
}

/// `SIGNED{...}` of RFC 5280: to-be-signed part, algorithm, signature.
pub(crate) fn signed(tbs: &[u8], algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    // RFC 5758, 3.2 and RFC 8410, 3: the parameters are absent for all three.
    let identifier = sequence(&[oid(algorithm_oid(algorithm))]);
    sequence(&[tbs.to_vec(), identifier, bit_string(signature)])
}

/// Whether `der` is these parts and nothing else: no second encoding, no unused
/// bits, no parameters. Of algorithms that are unknown here it is not asked.
pub(crate) fn is_exactly(
    der: &[u8],
    tbs: &[u8],
    algorithm: Option<Algorithm>,
    signature: &[u8],
) -> bool {
    algorithm.is_none_or(|algorithm| signed(tbs, algorithm, signature) == der)
}

/// Whether `signature`, as X.509 carries it, is `spki`'s over `message`.
pub(crate) fn verifies(
    spki: &Spki,
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let verification: &dyn VerificationAlgorithm = match algorithm {
        Algorithm::EcdsaP256Sha256 => &ECDSA_P256_SHA256_ASN1,
        Algorithm::EcdsaP384Sha384 => &ECDSA_P384_SHA384_ASN1,
        Algorithm::Ed25519 => &ED25519,
        _ => return false,
    };
    let Some(bits) = public_key_bits(spki).filter(|_| key_algorithm(spki) == Some(algorithm))
    else {
        return false;
    };
    UnparsedPublicKey::new(verification, bits)
        .verify(message, signature)
        .is_ok()
}
