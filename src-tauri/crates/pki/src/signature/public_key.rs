//! `SubjectPublicKeyInfo` of the kinds of keys that sign here: RFC 5480 (EC),
//! RFC 8410 (Ed25519), RFC 3279 (RSA). Reading names what is not among them; it
//! does not judge whether a key is weak.

use chancery_domain::{Algorithm, Spki};
use const_oid::ObjectIdentifier;
use der::Tag;

use super::identifier::AlgorithmIdentifier;
use crate::asn1::{Elements, Malformed, split_first};
use crate::oid::ED25519;

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Kinds of keys that are known by name and not accepted.
const OTHER_KEYS: [(&str, &str); 11] = [
    ("1.2.840.113549.1.1.10", "RSA restricted to RSASSA-PSS"),
    ("1.2.840.113549.1.1.7", "RSA restricted to RSAES-OAEP"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.2.840.113549.1.3.1", "Diffie-Hellman"),
    ("1.2.840.10046.2.1", "Diffie-Hellman"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
    ("1.3.101.113", "Ed448"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256)"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512)"),
    ("1.2.156.10197.1.301", "SM2"),
];

/// FIPS 204: in the registry by name.
const ML_DSA: [(&str, &str); 3] = [
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
];

/// Curves that are known by name and not accepted.
const OTHER_CURVES: [(&str, &str); 14] = [
    ("1.2.840.10045.3.1.1", "P-192"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.2.156.10197.1.301", "SM2"),
    ("1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1"),
    ("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1"),
    ("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1"),
    ("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.12", "brainpoolP384t1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
    ("1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1"),
];

/// Why a key is not of a kind that signs here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedKey {
    /// Not one SubjectPublicKeyInfo in DER.
    #[error("the public key is malformed")]
    Malformed,
    /// Named, and not accepted.
    #[error("{0} keys are not accepted")]
    Kind(&'static str),
    /// In the registry, and no token makes it yet.
    #[error("{0}: not on this token yet")]
    NotOnAToken(&'static str),
    /// Not known at all.
    #[error("keys of the kind {0} are not known")]
    UnknownKind(ObjectIdentifier),
    /// A named curve that is not accepted.
    #[error("keys on the curve {0} are not accepted; P-256, P-384 and P-521 are")]
    Curve(&'static str),
    /// A curve that is not known at all.
    #[error("the curve {0} is not known; P-256, P-384 and P-521 are")]
    UnknownCurve(ObjectIdentifier),
    /// The curve is spelled out, or inherited, instead of named (RFC 5480, 2.1.1:
    /// "specifiedCurve ... MUST NOT be used in PKIX").
    #[error("the key does not name its curve: explicit curve parameters are not accepted")]
    ExplicitCurve,
}

/// A named curve (RFC 5480).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// secp256r1
    P256,
    /// secp384r1
    P384,
    /// secp521r1
    P521,
}

impl Curve {
    const ALL: [(ObjectIdentifier, Self); 3] = [
        (
            ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
            Self::P256,
        ),
        (ObjectIdentifier::new_unwrap("1.3.132.0.34"), Self::P384),
        (ObjectIdentifier::new_unwrap("1.3.132.0.35"), Self::P521),
    ];

    /// Length of a coordinate in bytes.
    pub fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    fn from_oid(oid: ObjectIdentifier) -> Result<Self, UnsupportedKey> {
        if let Some((_, curve)) = Self::ALL.iter().find(|(id, _)| *id == oid) {
            return Ok(*curve);
        }
        Err(named(&OTHER_CURVES, &oid.to_string())
            .map_or(UnsupportedKey::UnknownCurve(oid), UnsupportedKey::Curve))
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// On a named curve.
    Ec {
        /// Which one.
        curve: Curve,
        /// The ECPoint, in whatever form it came.
        point: Vec<u8>,
    },
    /// The 32 bytes of RFC 8032.
    Ed25519(Vec<u8>),
    /// RSAPublicKey.
    Rsa {
        /// Big-endian, without leading zeros.
        modulus: Vec<u8>,
        /// Big-endian, without leading zeros.
        exponent: Vec<u8>,
    },
}

impl PublicKey {
    /// Reads a key strictly.
    pub fn of(spki: &Spki) -> Result<Self, UnsupportedKey> {
        let parts = Parts::of(spki.der()).map_err(|_| UnsupportedKey::Malformed)?;
        match parts.algorithm {
            EC_PUBLIC_KEY => parts.ec(),
            ED25519 => parts.ed25519(),
            RSA_ENCRYPTION => parts.rsa().map_err(|_| UnsupportedKey::Malformed),
            other => {
                let dotted = other.to_string();
                let unknown = || UnsupportedKey::UnknownKind(other);
                Err(named(&ML_DSA, &dotted)
                    .map(UnsupportedKey::NotOnAToken)
                    .or_else(|| named(&OTHER_KEYS, &dotted).map(UnsupportedKey::Kind))
                    .unwrap_or_else(unknown))
            }
        }
    }

    /// The algorithm that such a key signs with here; `None` for an RSA key of
    /// another size.
    pub fn algorithm(&self) -> Option<Algorithm> {
        match self {
            Self::Ec { curve, .. } => Some(match curve {
                Curve::P256 => Algorithm::EcdsaP256Sha256,
                Curve::P384 => Algorithm::EcdsaP384Sha384,
                Curve::P521 => Algorithm::EcdsaP521Sha512,
            }),
            Self::Ed25519(_) => Some(Algorithm::Ed25519),
            Self::Rsa { modulus, .. } => Algorithm::ALL
                .into_iter()
                .find(|algorithm| algorithm.modulus_bits() == Some(bits(modulus))),
        }
    }
}

/// How many bits a magnitude without leading zeros has.
pub(crate) fn bits(magnitude: &[u8]) -> usize {
    magnitude.first().map_or(0, |first| {
        magnitude.len() * 8 - first.leading_zeros() as usize
    })
}

fn named(list: &[(&str, &'static str)], dotted: &str) -> Option<&'static str> {
    list.iter()
        .find(|(id, _)| *id == dotted)
        .map(|(_, name)| *name)
}

/// The components of a `SubjectPublicKeyInfo`.
pub(super) struct Parts<'a> {
    algorithm: ObjectIdentifier,
    parameters: Option<(Tag, &'a [u8])>,
    /// The key's BIT STRING without its count of unused bits, which is zero.
    pub(super) bits: &'a [u8],
}

impl<'a> Parts<'a> {
    pub(super) fn of(der: &'a [u8]) -> Result<Self, Malformed> {
        let content = Elements::only(der, Tag::Sequence)?;
        let (identifier, rest) = split_first(content)?;
        let identifier = AlgorithmIdentifier::read(identifier)?;
        match Elements::only(rest, Tag::BitString)? {
            [0, bits @ ..] => Ok(Self {
                algorithm: identifier.oid,
                parameters: identifier.parameters,
                bits,
            }),
            _ => Err(Malformed),
        }
    }

    fn ec(&self) -> Result<PublicKey, UnsupportedKey> {
        let Some((Tag::ObjectIdentifier, curve)) = self.parameters else {
            return Err(UnsupportedKey::ExplicitCurve);
        };
        let curve = ObjectIdentifier::from_bytes(curve).map_err(|_| UnsupportedKey::Malformed)?;
        Ok(PublicKey::Ec {
            curve: Curve::from_oid(curve)?,
            point: self.bits.to_vec(),
        })
    }

    /// RFC 8410, 3: "the parameters MUST be absent."
    fn ed25519(&self) -> Result<PublicKey, UnsupportedKey> {
        if self.parameters.is_some() || self.bits.len() != 32 {
            return Err(UnsupportedKey::Malformed);
        }
        Ok(PublicKey::Ed25519(self.bits.to_vec()))
    }

    /// RFC 3279, 2.3.1: "The parameters field MUST have ASN.1 type NULL".
    fn rsa(&self) -> Result<PublicKey, Malformed> {
        if self.parameters != Some((Tag::Null, &[])) {
            return Err(Malformed);
        }
        let mut elements = Elements::of(Elements::only(self.bits, Tag::Sequence)?)?;
        let modulus = magnitude(elements.required(Tag::Integer)?)?;
        let exponent = magnitude(elements.required(Tag::Integer)?)?;
        elements.finish()?;
        Ok(PublicKey::Rsa { modulus, exponent })
    }
}

/// A positive INTEGER in its shortest form.
fn magnitude(content: &[u8]) -> Result<Vec<u8>, Malformed> {
    match content {
        [0, rest @ ..] if rest.first().is_some_and(|first| *first >= 0x80) => Ok(rest.to_vec()),
        [1..=0x7f, ..] => Ok(content.to_vec()),
        _ => Err(Malformed),
    }
}
