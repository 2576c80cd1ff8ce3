//! The hashes under a time stamp.

use const_oid::ObjectIdentifier;
use der::{Encode, Tag};
use ring::digest::{self, SHA256, SHA384, SHA512};

use super::{
    element::{Elements, Malformed, encode, sequence},
    oid,
};

/// A hash that is taken here. SHA-1 is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl DigestAlgorithm {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// `SHA-256`, as FIPS 180-4 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => oid::SHA_256,
            Self::Sha384 => oid::SHA_384,
            Self::Sha512 => oid::SHA_512,
        }
    }

    /// Of an AlgorithmIdentifier with its header; `Ok(None)` for one that is not taken. RFC 5754, 2:
    /// parameters are absent, or NULL.
    pub(super) fn read(der: &[u8]) -> Result<Option<Self>, Malformed> {
        let identifier = Identifier::read(der)?;
        if !matches!(identifier.parameters, None | Some([5, 0])) {
            return Err(Malformed);
        }
        let is_named = |one: &Self| one.oid().as_bytes() == identifier.oid;
        Ok(Self::ALL.into_iter().find(is_named))
    }

    /// The hash of `bytes`.
    pub(super) fn of(self, bytes: &[u8]) -> digest::Digest {
        let algorithm = match self {
            Self::Sha256 => &SHA256,
            Self::Sha384 => &SHA384,
            Self::Sha512 => &SHA512,
        };
        digest::digest(algorithm, bytes)
    }

    /// The signature algorithm in its full form. RFC 3370, 3.2 lets a signer write `rsaEncryption`
    /// and leave the hash to the digest algorithm.
    pub(super) fn completes(self, signature_algorithm: &[u8]) -> Result<Vec<u8>, Malformed> {
        let identifier = Identifier::read(signature_algorithm)?;
        if identifier.oid != oid::RSA_ENCRYPTION.as_bytes() {
            return Ok(signature_algorithm.to_vec());
        }
        let full = match self {
            Self::Sha256 => oid::SHA_256_WITH_RSA,
            Self::Sha384 => oid::SHA_384_WITH_RSA,
            Self::Sha512 => oid::SHA_512_WITH_RSA,
        };
        let parameters = identifier.parameters.unwrap_or(&[5, 0]);
        Ok(sequence(&[&of_oid(full), parameters]))
    }
}

/// An AlgorithmIdentifier.
struct Identifier<'a> {
    /// The octets of its OID.
    oid: &'a [u8],
    /// With their header.
    parameters: Option<&'a [u8]>,
}

impl<'a> Identifier<'a> {
    fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut parts = Elements::inside(der, Tag::Sequence)?;
        let oid = parts.required(Tag::ObjectIdentifier)?.content;
        let parameters = parts.next()?.map(|any| any.whole);
        parts.finish()?;
        Ok(Self { oid, parameters })
    }
}

/// `AlgorithmIdentifier` of SHA-256 as most write it, with NULL.
pub(super) fn sha_256() -> Vec<u8> {
    sequence(&[&of_oid(oid::SHA_256), &encode(Tag::Null, &[])])
}

fn of_oid(oid: ObjectIdentifier) -> Vec<u8> {
    oid.to_der().expect("an OID encodes")
}
