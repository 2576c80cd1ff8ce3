//! Signature algorithms, and the one substitution trait of the house: a signing key. It is a key
//! in a token, or the throwaway key under which a certificate is linted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Sha256Digest;

/// A signature algorithm together with its hash: what a key here is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "P-256")]
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384.
    #[serde(rename = "P-384")]
    EcdsaP384Sha384,
    /// ECDSA on P-521 with SHA-512.
    #[serde(rename = "P-521")]
    EcdsaP521Sha512,
    /// Ed25519, RFC 8032, without prehash.
    #[serde(rename = "Ed25519")]
    Ed25519,
    /// RSASSA-PSS with SHA-256 (RFC 8017, 8.1), 2048 bits.
    #[serde(rename = "RSA-2048")]
    Rsa2048,
    /// RSASSA-PSS with SHA-256, 3072 bits.
    #[serde(rename = "RSA-3072")]
    Rsa3072,
    /// RSASSA-PSS with SHA-256, 4096 bits.
    #[serde(rename = "RSA-4096")]
    Rsa4096,
}

/// Algorithms that are known by name and that no token drives here yet (FIPS 204).
pub const NOT_ON_A_TOKEN: [&str; 3] = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

impl Algorithm {
    /// The registry: every algorithm that a key may have here.
    pub const ALL: [Self; 7] = [
        Self::EcdsaP256Sha256,
        Self::EcdsaP384Sha384,
        Self::EcdsaP521Sha512,
        Self::Ed25519,
        Self::Rsa2048,
        Self::Rsa3072,
        Self::Rsa4096,
    ];

    /// What a CA's key may be.
    pub const OF_AUTHORITIES: [Self; 2] = [Self::EcdsaP256Sha256, Self::EcdsaP384Sha384];

    /// The name people read: `P-256`, `Ed25519`, `RSA-3072`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256Sha256 => "P-256",
            Self::EcdsaP384Sha384 => "P-384",
            Self::EcdsaP521Sha512 => "P-521",
            Self::Ed25519 => "Ed25519",
            Self::Rsa2048 => "RSA-2048",
            Self::Rsa3072 => "RSA-3072",
            Self::Rsa4096 => "RSA-4096",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }

    /// Length in bytes of the raw signature.
    pub fn signature_len(self) -> usize {
        match self {
            Self::EcdsaP256Sha256 | Self::Ed25519 => 64,
            Self::EcdsaP384Sha384 => 96,
            Self::EcdsaP521Sha512 => 132,
            Self::Rsa2048 => 256,
            Self::Rsa3072 => 384,
            Self::Rsa4096 => 512,
        }
    }

    /// Bits of the modulus, for RSA.
    pub fn modulus_bits(self) -> Option<usize> {
        match self {
            Self::Rsa2048 => Some(2048),
            Self::Rsa3072 => Some(3072),
            Self::Rsa4096 => Some(4096),
            _ => None,
        }
    }

    /// True for ECDSA on any curve.
    pub fn is_ecdsa(self) -> bool {
        matches!(
            self,
            Self::EcdsaP256Sha256 | Self::EcdsaP384Sha384 | Self::EcdsaP521Sha512
        )
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A DER-encoded `SubjectPublicKeyInfo` (RFC 5280, 4.1.2.7).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Spki(Vec<u8>);

impl Spki {
    /// Wraps DER that a token or a parser gave. The bytes are not parsed here.
    pub fn from_der(der: Vec<u8>) -> Self {
        Self(der)
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    /// SHA-256 of the DER bytes: the name of a key in requests and events.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.0)
    }
}

impl fmt::Debug for Spki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spki({})", self.sha256())
    }
}

/// A signature as PKCS#11 and JOSE give it: for ECDSA `r || s`, each half as
/// long as the field; for Ed25519 the 64 bytes of RFC 8032; for RSA as long as the modulus. DER encoding
/// belongs to whoever writes DER.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawSignature(pub Vec<u8>);

/// Why a signature was not made.
///
/// `Display` says what we were doing; `source()` what the layer below answered.
#[derive(Debug, thiserror::Error)]
#[error("signing with key {key} failed")]
pub struct SigningFailed {
    /// The key, by its label or identifier.
    pub key: String,
    /// The answer of the token, or of the library behind a throwaway key.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// A private key that signs, wherever it lives.
pub trait SigningKey {
    /// What it signs with.
    fn algorithm(&self) -> Algorithm;

    /// Its public half.
    fn spki(&self) -> &Spki;

    /// Signs the whole `message`; hashing is the key's business.
    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_are_known_by_the_name_that_is_stored() {
        for algorithm in Algorithm::ALL {
            let stored = serde_json::to_value(algorithm).expect("a name");
            assert_eq!(stored, algorithm.name());
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        }
        for name in NOT_ON_A_TOKEN {
            assert_eq!(Algorithm::from_name(name), None);
        }
    }
}
