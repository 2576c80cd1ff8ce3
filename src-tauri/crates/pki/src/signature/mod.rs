//! Signatures as X.509 carries them: algorithm identifiers, `Ecdsa-Sig-Value`,
//! and the one place where a signature is verified.
//!
//! [`verify()`] takes whatever a stranger's certificate or request may name. What
//! our own authorities sign with is narrower: see [`verifies`].

mod identifier;
mod public_key;
mod verify;

pub(crate) use identifier::AlgorithmIdentifier;
pub use identifier::{Hash, SignatureAlgorithm, UnsupportedSignature};
pub(crate) use public_key::bits;
pub use public_key::{Curve, PublicKey, UnsupportedKey};
pub use verify::{SignatureError, verify};

use chancery_domain::{Algorithm, RawSignature, Spki};
use const_oid::ObjectIdentifier;

use crate::asn1::{bit_string, sequence, unsigned};

/// The algorithm of a signature algorithm's OID, as DER writes its content, among
/// those that no parameters tell apart.
pub(crate) fn algorithm_of(oid: &[u8]) -> Option<Algorithm> {
    let oid = ObjectIdentifier::from_bytes(oid).ok()?;
    Algorithm::ALL
        .into_iter()
        .filter(|algorithm| algorithm.modulus_bits().is_none())
        .find(|algorithm| SignatureAlgorithm::of(*algorithm).oid() == oid)
}

/// The algorithm that a key signs with here.
pub(crate) fn key_algorithm(spki: &Spki) -> Option<Algorithm> {
    PublicKey::of(spki).ok()?.algorithm()
}

/// The content of the key's BIT STRING; `None` if the DER is malformed or bytes
/// follow it.
pub(crate) fn public_key_bits(spki: &Spki) -> Option<Vec<u8>> {
    public_key::Parts::of(spki.der())
        .ok()
        .map(|parts| parts.bits.to_vec())
}

/// What a token's signature looks like inside a certificate.
pub(crate) fn encode(algorithm: Algorithm, raw: &RawSignature) -> Vec<u8> {
    if !algorithm.is_ecdsa() {
        return raw.0.clone();
    }
    let (r, s) = raw.0.split_at(raw.0.len() / 2);
    sequence(&[unsigned(r), unsigned(s)])
}

/// `SIGNED{...}` of RFC 5280: to-be-signed part, algorithm, signature.
pub(crate) fn signed(tbs: &[u8], algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    let identifier = SignatureAlgorithm::of(algorithm).to_der();
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

/// Whether `raw`, as a token gave it, is `spki`'s signature over `message`.
pub fn verifies_raw(spki: &Spki, algorithm: Algorithm, message: &[u8], raw: &RawSignature) -> bool {
    raw.0.len() == algorithm.signature_len()
        && verifies(spki, algorithm, message, &encode(algorithm, raw))
}

/// Whether `signature`, as X.509 carries it, is `spki`'s over `message` by exactly
/// this algorithm: that curve with that hash.
pub(crate) fn verifies(
    spki: &Spki,
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> bool {
    key_algorithm(spki) == Some(algorithm)
        && SignatureAlgorithm::of(algorithm)
            .verify(spki, message, signature)
            .is_ok()
}

#[cfg(test)]
mod tests;
