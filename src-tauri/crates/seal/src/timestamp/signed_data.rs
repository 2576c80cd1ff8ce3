//! `ContentInfo` with `SignedData` (RFC 5652, 3 and 5), as far as a time stamp needs it. Nothing is
//! encoded again: what is hashed and verified are the bytes that came.

use der::Tag;

use super::{
    ResponseError,
    digest::DigestAlgorithm,
    element::{Element, Elements, constructed, only, primitive, small},
    oid,
};
use crate::cms::ID_SIGNED_DATA;

/// More than any chain has.
const CERTIFICATES: usize = 16;
const DIGEST_ALGORITHMS: usize = 16;
const SIGNERS: usize = 16;

/// The parts, where they stand.
pub(super) struct SignedData<'a> {
    /// The content of the OCTET STRING that is signed.
    pub(super) content: &'a [u8],
    /// Certificates with their headers.
    pub(super) certificates: Vec<&'a [u8]>,
    pub(super) signer: SignerInfo<'a>,
}

/// `SignerInfo`.
pub(super) struct SignerInfo<'a> {
    pub(super) identifier: SignerIdentifier<'a>,
    pub(super) digest_algorithm: DigestAlgorithm,
    /// The content of `[0]`.
    pub(super) attributes: &'a [u8],
    /// An AlgorithmIdentifier with its header.
    pub(super) signature_algorithm: &'a [u8],
    pub(super) signature: &'a [u8],
}

/// Whose certificate is meant.
pub(super) enum SignerIdentifier<'a> {
    IssuerAndSerialNumber {
        /// A Name with its header.
        issuer: &'a [u8],
        /// The octets of the INTEGER.
        serial: &'a [u8],
    },
    SubjectKeyIdentifier(&'a [u8]),
}

impl<'a> SignedData<'a> {
    /// Reads the content of a `ContentInfo`.
    pub(super) fn read(content_info: &'a [u8]) -> Result<Self, ResponseError> {
        let mut info = Elements::of(content_info)?;
        let kind = info.required(Tag::ObjectIdentifier)?.content;
        let content = info.required(constructed(0))?.content;
        info.finish()?;
        if kind != ID_SIGNED_DATA.as_bytes() {
            return Err(ResponseError::Form);
        }
        let mut parts = Elements::inside(content, Tag::Sequence)?;
        // RFC 5652, 5.1: 3 for content other than data; more with certificates of other kinds.
        if !(3..=5).contains(&small(parts.required(Tag::Integer)?.content)?) {
            return Err(ResponseError::Version);
        }
        let announced = parts.required(Tag::Set)?.content;
        let content = encapsulated(parts.required(Tag::Sequence)?.content)?;
        let certificates = match parts.optional(constructed(0))? {
            Some(set) => certificates(set.content)?,
            None => Vec::new(),
        };
        parts.optional(constructed(1))?;
        let signers = Elements::of(parts.required(Tag::Set)?.content)?.all(SIGNERS)?;
        parts.finish()?;
        let [signer] = signers[..] else {
            return Err(ResponseError::SignerCount(signers.len()));
        };
        let signer = SignerInfo::read(signer)?;
        check_announced(announced, signer.digest_algorithm)?;
        Ok(Self {
            content,
            certificates,
            signer,
        })
    }
}

/// `EncapsulatedContentInfo`: the octets of a TSTInfo.
fn encapsulated(content: &[u8]) -> Result<&[u8], ResponseError> {
    let mut parts = Elements::of(content)?;
    let kind = parts.required(Tag::ObjectIdentifier)?.content;
    if kind != oid::TST_INFO.as_bytes() {
        return Err(ResponseError::ContentType);
    }
    let explicit = parts.required(constructed(0))?.content;
    parts.finish()?;
    Ok(only(explicit, Tag::OctetString)?.content)
}

/// Certificates of other kinds than X.509's are passed over.
fn certificates(set: &[u8]) -> Result<Vec<&[u8]>, ResponseError> {
    let all = Elements::of(set)?.all(CERTIFICATES)?;
    let x509 = all.iter().filter(|choice| choice.tag == Tag::Sequence);
    Ok(x509.map(|certificate| certificate.whole).collect())
}

fn check_announced(set: &[u8], used: DigestAlgorithm) -> Result<(), ResponseError> {
    for identifier in Elements::of(set)?.all(DIGEST_ALGORITHMS)? {
        if DigestAlgorithm::read(identifier.whole)? == Some(used) {
            return Ok(());
        }
    }
    Err(ResponseError::DigestNotAnnounced)
}

impl<'a> SignerInfo<'a> {
    fn read(signer: Element<'a>) -> Result<Self, ResponseError> {
        let mut parts = Elements::inside(signer.whole, Tag::Sequence)?;
        let version = small(parts.required(Tag::Integer)?.content)?;
        let identifier = SignerIdentifier::read(&mut parts)?;
        let expected = match identifier {
            SignerIdentifier::IssuerAndSerialNumber { .. } => 1,
            SignerIdentifier::SubjectKeyIdentifier(_) => 3,
        };
        if version != expected {
            return Err(ResponseError::Version);
        }
        let digest_algorithm = DigestAlgorithm::read(parts.required(Tag::Sequence)?.whole)?;
        // RFC 5652, 5.3: signed attributes "MUST be present if the content type [...] is not
        // id-data".
        let attributes = parts.required(constructed(0))?.content;
        let signature_algorithm = parts.required(Tag::Sequence)?.whole;
        let signature = parts.required(Tag::OctetString)?.content;
        parts.optional(constructed(1))?;
        parts.finish()?;
        Ok(Self {
            identifier,
            digest_algorithm: digest_algorithm.ok_or(ResponseError::DigestAlgorithm)?,
            attributes,
            signature_algorithm,
            signature,
        })
    }
}

impl<'a> SignerIdentifier<'a> {
    fn read(parts: &mut Elements<'a>) -> Result<Self, ResponseError> {
        if let Some(identifier) = parts.optional(primitive(0))? {
            return Ok(Self::SubjectKeyIdentifier(identifier.content));
        }
        let mut parts = Elements::of(parts.required(Tag::Sequence)?.content)?;
        let issuer = parts.required(Tag::Sequence)?.whole;
        let serial = parts.required(Tag::Integer)?.content;
        parts.finish()?;
        Ok(Self::IssuerAndSerialNumber { issuer, serial })
    }
}
