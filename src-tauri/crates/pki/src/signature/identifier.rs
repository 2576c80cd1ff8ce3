//! `AlgorithmIdentifier` of signatures: RFC 5758 (ECDSA), RFC 8410 (Ed25519),
//! RFC 4055 (RSA).

use chancery_domain::Algorithm;
use const_oid::ObjectIdentifier;
use der::{Tag, Tagged};

use crate::asn1::{
    Elements, Malformed, constructed, context_constructed, integer, oid, sequence, tlv,
};
use crate::oid::{ECDSA_WITH_SHA256, ECDSA_WITH_SHA384, ED25519};

const fn id(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const ECDSA_WITH_SHA512: ObjectIdentifier = id("1.2.840.10045.4.3.4");
const SHA256_WITH_RSA: ObjectIdentifier = id("1.2.840.113549.1.1.11");
const SHA384_WITH_RSA: ObjectIdentifier = id("1.2.840.113549.1.1.12");
const SHA512_WITH_RSA: ObjectIdentifier = id("1.2.840.113549.1.1.13");
const RSASSA_PSS: ObjectIdentifier = id("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = id("1.2.840.113549.1.1.8");

/// Signature algorithms that are known by name and not accepted.
const REFUSED: [(&str, &str); 23] = [
    ("1.2.840.113549.1.1.2", "RSA with MD2"),
    ("1.2.840.113549.1.1.4", "RSA with MD5"),
    ("1.2.840.113549.1.1.5", "RSA with SHA-1"),
    ("1.3.14.3.2.29", "RSA with SHA-1"),
    ("1.2.840.113549.1.1.14", "RSA with SHA-224"),
    ("1.2.840.10045.4.1", "ECDSA with SHA-1"),
    ("1.2.840.10045.4.3.1", "ECDSA with SHA-224"),
    ("1.2.840.10040.4.3", "DSA with SHA-1"),
    ("2.16.840.1.101.3.4.3.1", "DSA with SHA-224"),
    ("2.16.840.1.101.3.4.3.2", "DSA with SHA-256"),
    ("2.16.840.1.101.3.4.3.3", "DSA with SHA-384"),
    ("2.16.840.1.101.3.4.3.4", "DSA with SHA-512"),
    ("2.16.840.1.101.3.4.3.9", "ECDSA with SHA3-224"),
    ("2.16.840.1.101.3.4.3.10", "ECDSA with SHA3-256"),
    ("2.16.840.1.101.3.4.3.11", "ECDSA with SHA3-384"),
    ("2.16.840.1.101.3.4.3.12", "ECDSA with SHA3-512"),
    ("1.3.101.113", "Ed448"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    ("1.2.156.10197.1.501", "SM2 with SM3"),
    ("1.2.643.7.1.1.3.2", "GOST R 34.10-2012 (256)"),
    ("1.2.643.7.1.1.3.3", "GOST R 34.10-2012 (512)"),
];

/// A hash under a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl Hash {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// `SHA-256`, as FIPS 180-4 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Length of the digest in bytes.
    pub fn digest_len(self) -> u16 {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => id("2.16.840.1.101.3.4.2.1"),
            Self::Sha384 => id("2.16.840.1.101.3.4.2.2"),
            Self::Sha512 => id("2.16.840.1.101.3.4.2.3"),
        }
    }

    fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|hash| hash.oid() == oid)
    }
}

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// ECDSA, the signature in DER.
    Ecdsa(Hash),
    /// Ed25519 without prehash.
    Ed25519,
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(Hash),
    /// RSASSA-PSS with MGF1 over the same hash.
    RsaPss {
        /// Of the message and of the mask.
        hash: Hash,
        /// Bytes of salt.
        salt_len: u16,
    },
}

/// Why a signature algorithm is not one that is verified here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedSignature {
    /// Not an AlgorithmIdentifier in DER.
    #[error("the signature algorithm is malformed")]
    Malformed,
    /// Known by name, and not accepted: too weak, or not driven here.
    #[error("signatures by {0} are not accepted")]
    Refused(&'static str),
    /// Parameters that the algorithm does not have.
    #[error("the signature algorithm {0} has parameters that it should not have")]
    Parameters(ObjectIdentifier),
    /// PSS parameters other than one SHA-2 hash for both message and mask.
    #[error("the RSASSA-PSS parameters are not SHA-256, SHA-384 or SHA-512 with its own MGF1")]
    PssParameters,
    /// Not known at all.
    #[error("the signature algorithm {0} is not known")]
    Unknown(ObjectIdentifier),
}

impl SignatureAlgorithm {
    /// How a key of this algorithm signs here.
    pub fn of(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::EcdsaP256Sha256 => Self::Ecdsa(Hash::Sha256),
            Algorithm::EcdsaP384Sha384 => Self::Ecdsa(Hash::Sha384),
            Algorithm::EcdsaP521Sha512 => Self::Ecdsa(Hash::Sha512),
            Algorithm::Ed25519 => Self::Ed25519,
            Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096 => Self::RsaPss {
                hash: Hash::Sha256,
                salt_len: Hash::Sha256.digest_len(),
            },
        }
    }

    /// Reads an `AlgorithmIdentifier`.
    pub fn from_der(der: &[u8]) -> Result<Self, UnsupportedSignature> {
        let AlgorithmIdentifier { oid, parameters } =
            AlgorithmIdentifier::read(der).map_err(|_| UnsupportedSignature::Malformed)?;
        if oid == RSASSA_PSS {
            return pss(parameters).map_err(|_| UnsupportedSignature::PssParameters);
        }
        let (algorithm, null_allowed) = plain(oid).ok_or_else(|| unsupported(oid))?;
        match parameters {
            None => Ok(algorithm),
            // RFC 4055, 5: "Implementations MUST accept the parameters being absent as
            // well as present."
            Some((Tag::Null, [])) if null_allowed => Ok(algorithm),
            Some(_) => Err(UnsupportedSignature::Parameters(oid)),
        }
    }

    /// Its OID.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Ecdsa(Hash::Sha256) => ECDSA_WITH_SHA256,
            Self::Ecdsa(Hash::Sha384) => ECDSA_WITH_SHA384,
            Self::Ecdsa(Hash::Sha512) => ECDSA_WITH_SHA512,
            Self::Ed25519 => ED25519,
            Self::RsaPkcs1(Hash::Sha256) => SHA256_WITH_RSA,
            Self::RsaPkcs1(Hash::Sha384) => SHA384_WITH_RSA,
            Self::RsaPkcs1(Hash::Sha512) => SHA512_WITH_RSA,
            Self::RsaPss { .. } => RSASSA_PSS,
        }
    }

    /// The `AlgorithmIdentifier`.
    pub fn to_der(self) -> Vec<u8> {
        let id = oid(self.oid());
        match self {
            // RFC 5758, 3.2 and RFC 8410, 3: the parameters are absent.
            Self::Ecdsa(_) | Self::Ed25519 => sequence(&[id]),
            Self::RsaPkcs1(_) => sequence(&[id, null()]),
            Self::RsaPss { hash, salt_len } => sequence(&[id, pss_parameters(hash, salt_len)]),
        }
    }
}

/// `ECDSA with SHA-256`, `Ed25519`, `RSA with SHA-256`, `RSASSA-PSS with SHA-256`.
impl std::fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ecdsa(hash) => write!(f, "ECDSA with {}", hash.name()),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::RsaPkcs1(hash) => write!(f, "RSA with {}", hash.name()),
            Self::RsaPss { hash, .. } => write!(f, "RSASSA-PSS with {}", hash.name()),
        }
    }
}

/// Algorithms without parameters of their own, and whether NULL may stand there.
fn plain(oid: ObjectIdentifier) -> Option<(SignatureAlgorithm, bool)> {
    let ecdsa = Hash::ALL.map(SignatureAlgorithm::Ecdsa);
    let rsa = Hash::ALL.map(SignatureAlgorithm::RsaPkcs1);
    [&ecdsa[..], &rsa, &[SignatureAlgorithm::Ed25519]]
        .concat()
        .into_iter()
        .find(|algorithm| algorithm.oid() == oid)
        .map(|algorithm| {
            (
                algorithm,
                matches!(algorithm, SignatureAlgorithm::RsaPkcs1(_)),
            )
        })
}

fn unsupported(oid: ObjectIdentifier) -> UnsupportedSignature {
    let dotted = oid.to_string();
    REFUSED
        .iter()
        .find(|(refused, _)| *refused == dotted)
        .map_or(UnsupportedSignature::Unknown(oid), |(_, name)| {
            UnsupportedSignature::Refused(name)
        })
}

fn null() -> Vec<u8> {
    tlv(Tag::Null, &[])
}

/// `RSASSA-PSS-params`, everything but the trailer written out.
fn pss_parameters(hash: Hash, salt_len: u16) -> Vec<u8> {
    let hash = sequence(&[oid(hash.oid()), null()]);
    let mask = sequence(&[oid(MGF1), hash.clone()]);
    sequence(&[
        constructed(0, &[hash]),
        constructed(1, &[mask]),
        constructed(2, &[integer(salt_len.into())]),
    ])
}

type Parameters<'a> = Option<(Tag, &'a [u8])>;

/// Any `AlgorithmIdentifier`.
pub(crate) struct AlgorithmIdentifier<'a> {
    /// Which algorithm.
    pub(crate) oid: ObjectIdentifier,
    /// Tag and content.
    pub(crate) parameters: Parameters<'a>,
}

impl<'a> AlgorithmIdentifier<'a> {
    /// Reads exactly one.
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        Self::of(Elements::only(der, Tag::Sequence)?)
    }

    fn of(content: &'a [u8]) -> Result<Self, Malformed> {
        let mut elements = Elements::of(content)?;
        let oid = ObjectIdentifier::from_bytes(elements.required(Tag::ObjectIdentifier)?)
            .map_err(|_| Malformed)?;
        let parameters = elements.next()?.map(|any| (any.tag(), any.value()));
        elements.finish()?;
        Ok(Self { oid, parameters })
    }
}

/// RFC 4055, 3.1. The defaults are SHA-1 and thus refused by their absence.
fn pss(parameters: Parameters<'_>) -> Result<SignatureAlgorithm, Malformed> {
    let Some((Tag::Sequence, content)) = parameters else {
        return Err(Malformed);
    };
    let mut elements = Elements::of(content)?;
    let hash = AlgorithmIdentifier::read(elements.required(context_constructed(0))?)?;
    let hash = hash_named(hash)?;
    let mask = AlgorithmIdentifier::read(elements.required(context_constructed(1))?)?;
    let Some((Tag::Sequence, of)) = mask.parameters else {
        return Err(Malformed);
    };
    if mask.oid != MGF1 || hash_named(AlgorithmIdentifier::of(of)?)? != hash {
        return Err(Malformed);
    }
    let salt_len = match elements.optional(context_constructed(2))? {
        None => 20,
        Some(length) => match Elements::only(length, Tag::Integer)? {
            [length @ 0..=0x7f] | [0, length @ 0x80..=0xff] => (*length).into(),
            [high @ 1..=0x7f, low] => u16::from_be_bytes([*high, *low]),
            _ => return Err(Malformed),
        },
    };
    if let Some(trailer) = elements.optional(context_constructed(3))?
        && Elements::only(trailer, Tag::Integer)? != [1]
    {
        return Err(Malformed);
    }
    elements.finish()?;
    Ok(SignatureAlgorithm::RsaPss { hash, salt_len })
}

/// RFC 4055, 2.1: NULL parameters, and absent ones accepted.
fn hash_named(identifier: AlgorithmIdentifier<'_>) -> Result<Hash, Malformed> {
    match identifier.parameters {
        None | Some((Tag::Null, [])) => Hash::from_oid(identifier.oid).ok_or(Malformed),
        Some(_) => Err(Malformed),
    }
}
