//! The one substitution trait of the house: a signing key. It is a key in a
//! token, or the throwaway key under which a certificate is linted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Sha256Digest;

/// A signature algorithm together with its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "P-256")]
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384.
    #[serde(rename = "P-384")]
    EcdsaP384Sha384,
    /// Ed25519, RFC 8032, without prehash.
    #[serde(rename = "Ed25519")]
    Ed25519,
}

impl Algorithm {
    /// The name people read: `P-256`, `P-384`, `Ed25519`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256Sha256 => "P-256",
            Self::EcdsaP384Sha384 => "P-384",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// Length in bytes of the raw signature.
    pub fn signature_len(self) -> usize {
        match self {
            Self::EcdsaP256Sha256 | Self::Ed25519 => 64,
            Self::EcdsaP384Sha384 => 96,
        }
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
/// long as the field; for Ed25519 the 64 bytes of RFC 8032. DER encoding
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
