//! The protected header.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chancery_domain::{Algorithm, Sha256Digest, Utc};
use serde::{Deserialize, Serialize};

/// The one value of `typ`.
pub(super) const TYP: &str = "jose";

/// The longest `cty`, in bytes.
pub(super) const MAX_CTY: usize = 127;

/// A JOSE signature algorithm (RFC 7518, RFC 8037, RFC 9864).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JwsAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// ECDSA on P-384 with SHA-384.
    #[serde(rename = "ES384")]
    Es384,
    /// ECDSA on P-521 with SHA-512.
    #[serde(rename = "ES512")]
    Es512,
    /// RSASSA-PSS with SHA-256, the salt as long as the hash.
    #[serde(rename = "PS256")]
    Ps256,
    /// Ed25519 under its older name, which more libraries know.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// Ed25519 under the name of RFC 9864. Read, never written.
    #[serde(rename = "Ed25519")]
    Ed25519,
}

impl JwsAlgorithm {
    pub(super) fn of(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::EcdsaP256Sha256 => Self::Es256,
            Algorithm::EcdsaP384Sha384 => Self::Es384,
            Algorithm::EcdsaP521Sha512 => Self::Es512,
            Algorithm::Ed25519 => Self::EdDsa,
            Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => Self::Ps256,
        }
    }

    /// Whether a key of `algorithm` signs so.
    pub fn is_of(self, algorithm: Algorithm) -> bool {
        Self::of(algorithm) == self || (self == Self::Ed25519 && algorithm == Algorithm::Ed25519)
    }
}

/// The protected header of a statement. Serialised, its members come in the
/// order of their names, which is also their canonical order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// How it was signed.
    pub alg: JwsAlgorithm,
    /// What kind of statement the payload is.
    pub cty: String,
    /// When the signer says it was signed, in seconds since 1970. It proves no time.
    pub iat: i64,
    /// Always `jose`.
    pub typ: String,
    /// The signer's certificate and those above it, base64 of DER.
    pub x5c: Vec<String>,
    /// SHA-256 of the signer's certificate, base64url.
    #[serde(rename = "x5t#S256")]
    pub x5t_s256: String,
}

impl Header {
    pub(super) fn new(algorithm: Algorithm, cty: &str, iat: Utc, chain: &[&[u8]]) -> Self {
        let leaf = chain.first().copied().unwrap_or_default();
        Self {
            alg: JwsAlgorithm::of(algorithm),
            cty: cty.to_owned(),
            iat: iat.unix_seconds(),
            typ: TYP.to_owned(),
            x5c: chain.iter().map(|der| STANDARD.encode(der)).collect(),
            x5t_s256: thumbprint(leaf),
        }
    }
}

/// `x5t#S256` of a certificate.
pub(super) fn thumbprint(der: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256Digest::of(der).0)
}

/// RFC 7515, 4.1.10: a media type; here only its length and characters are looked at.
pub(super) fn is_content_type(cty: &str) -> bool {
    (1..=MAX_CTY).contains(&cty.len()) && cty.bytes().all(|byte| byte.is_ascii_graphic())
}
