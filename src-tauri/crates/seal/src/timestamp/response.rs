//! `TimeStampResp` (RFC 3161, 2.4.2), or the token out of one.

use chancery_domain::Spki;
use der::Tag;

use super::{
    DigestAlgorithm, Request, ResponseError, TstInfo,
    attributes::SignedAttributes,
    authority::Authority,
    element::{Elements, only},
    signed_data::SignedData,
    status,
};

/// The most that is read: a token with its chain has a few thousand bytes.
pub const MAX_LEN: usize = 64 * 1024;

/// What the authority's key must have signed, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The key of the signer's certificate.
    pub spki: Spki,
    /// The hash of the content; RFC 5652, 5.4: the signature's is the same.
    pub digest_algorithm: DigestAlgorithm,
    /// An AlgorithmIdentifier in DER, with the hash in it.
    pub signature_algorithm: Vec<u8>,
    /// The signed attributes in DER.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// A time stamp whose parts fit together; its signature is not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    info: TstInfo,
    signer: Vec<u8>,
    certificates: Vec<Vec<u8>>,
    signed: Signed,
}

impl Response {
    /// Reads exactly one response, or one token.
    pub fn from_der(der: &[u8]) -> Result<Self, ResponseError> {
        if der.len() > MAX_LEN {
            return Err(ResponseError::TooLarge);
        }
        let content = only(der, Tag::Sequence)?.content;
        let mut parts = Elements::of(content)?;
        // A token begins with its content type, a response with its status.
        let Some(status) = parts.optional(Tag::Sequence)? else {
            return Self::of_token(content);
        };
        let token = parts.optional(Tag::Sequence)?;
        parts.finish()?;
        if let Some(rejection) = status::read(status.content)? {
            return Err(ResponseError::Rejected(rejection));
        }
        Self::of_token(token.ok_or(ResponseError::NoToken)?.content)
    }

    /// Reads the content of a ContentInfo.
    fn of_token(content_info: &[u8]) -> Result<Self, ResponseError> {
        let data = SignedData::read(content_info)?;
        let signer = &data.signer;
        let info = TstInfo::read(data.content)?;
        let attributes = SignedAttributes::read(signer.attributes)?;
        attributes.check_content(data.content, signer.digest_algorithm)?;
        let (authority, others) = Authority::among(&data.certificates, &signer.identifier)?;
        attributes.check_signer(&authority)?;
        authority.check(info.gen_time)?;
        if let Some(name) = &info.tsa {
            authority.check_called(name)?;
        }
        Ok(Self {
            signer: authority.der.to_vec(),
            certificates: others.into_iter().map(<[u8]>::to_vec).collect(),
            signed: Signed {
                spki: authority.spki(),
                digest_algorithm: signer.digest_algorithm,
                signature_algorithm: signer
                    .digest_algorithm
                    .completes(signer.signature_algorithm)?,
                message: attributes.message(),
                signature: signer.signature.to_vec(),
            },
            info,
        })
    }

    /// Whether it answers this query: that hash, that nonce.
    pub fn check_answers(&self, request: &Request) -> Result<(), ResponseError> {
        if self.info.imprint != request.imprint() {
            return Err(ResponseError::Imprint);
        }
        if self.info.nonce.as_deref() != Some(request.nonce().octets()) {
            return Err(ResponseError::Nonce);
        }
        Ok(())
    }

    /// What the authority says.
    pub fn info(&self) -> &TstInfo {
        &self.info
    }

    /// The signer's certificate, DER.
    pub fn signer(&self) -> &[u8] {
        &self.signer
    }

    /// Other certificates that came with it, DER: in no order, and not all need be of use.
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// What the signature is to be verified over.
    pub fn signed(&self) -> &Signed {
        &self.signed
    }
}
