//! `TimeStampReq` (RFC 3161, 2.4.1): version 1, an imprint by SHA-256, a nonce, and the wish for
//! the authority's certificate.

use chancery_domain::Sha256Digest;
use der::Tag;

use super::{
    digest::{self, DigestAlgorithm},
    element::{Elements, Malformed, encode, natural, sequence},
};

/// Longer than any query that is written here.
const MAX_LEN: usize = 1024;

/// A number that the answer must repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce(Vec<u8>);

/// A nonce that is too short to be no one else's, or longer than authorities take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a nonce has 8 to 16 bytes, not {0}")]
pub struct NonceLength(pub usize);

impl Nonce {
    /// From 8 to 16 random bytes, which the caller draws.
    pub fn new(random: &[u8]) -> Result<Self, NonceLength> {
        if !(8..=16).contains(&random.len()) {
            return Err(NonceLength(random.len()));
        }
        let start = random.iter().position(|octet| *octet != 0);
        let magnitude = &random[start.unwrap_or(random.len() - 1)..];
        let sign: &[u8] = if magnitude[0] < 0x80 { &[] } else { &[0] };
        Ok(Self([sign, magnitude].concat()))
    }

    /// The octets of its INTEGER.
    pub fn octets(&self) -> &[u8] {
        &self.0
    }
}

/// Why bytes are not a query of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not a time-stamp query as it is written here")]
pub struct RequestError;

impl From<Malformed> for RequestError {
    fn from(Malformed: Malformed) -> Self {
        Self
    }
}

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    imprint: Sha256Digest,
    nonce: Nonce,
}

impl Request {
    /// Asks for a time stamp over something by its SHA-256.
    pub fn new(imprint: Sha256Digest, nonce: Nonce) -> Self {
        Self { imprint, nonce }
    }

    /// Reads exactly what [`Request::to_der`] writes.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        if der.len() > MAX_LEN {
            return Err(RequestError);
        }
        let mut parts = Elements::inside(der, Tag::Sequence)?;
        parts.required(Tag::Integer)?;
        let imprint = imprint(parts.required(Tag::Sequence)?.whole)?;
        let nonce = natural(parts.required(Tag::Integer)?.content)?;
        let request = Self {
            imprint: imprint.ok_or(RequestError)?,
            nonce: Nonce(nonce.to_vec()),
        };
        (request.to_der() == der)
            .then_some(request)
            .ok_or(RequestError)
    }

    /// The DER bytes, which are carried to the authority.
    pub fn to_der(&self) -> Vec<u8> {
        let hash = encode(Tag::OctetString, &self.imprint.0);
        sequence(&[
            &encode(Tag::Integer, &[1]),
            &sequence(&[&digest::sha_256(), &hash]),
            &encode(Tag::Integer, &self.nonce.0),
            // certReq
            &encode(Tag::Boolean, &[0xff]),
        ])
    }

    /// SHA-256 of what is stamped.
    pub fn imprint(&self) -> Sha256Digest {
        self.imprint
    }

    /// What the answer must repeat.
    pub fn nonce(&self) -> &Nonce {
        &self.nonce
    }
}

/// A `MessageImprint`; `None` if it is by another hash than SHA-256.
pub(super) fn imprint(der: &[u8]) -> Result<Option<Sha256Digest>, Malformed> {
    let mut parts = Elements::inside(der, Tag::Sequence)?;
    let algorithm = DigestAlgorithm::read(parts.required(Tag::Sequence)?.whole)?;
    let hash = parts.required(Tag::OctetString)?.content;
    parts.finish()?;
    if algorithm != Some(DigestAlgorithm::Sha256) {
        return Ok(None);
    }
    Ok(Some(Sha256Digest(hash.try_into().map_err(|_| Malformed)?)))
}
