//! `OCSPRequest` (RFC 6960, 4.1).

use der::Tag;

use super::cert_id::CertId;
use super::extension::{self, ExtensionError};
use super::unsigned::UnsignedAnswer;
use crate::asn1::{Elements, Malformed, constructed, context_constructed, is_der, sequence};

/// The most that is read.
pub const MAX_LEN: usize = 65_536;

/// The most certificates that one request may ask for.
pub const MAX_CERT_IDS: usize = 256;

/// Why bytes are not a request that is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Longer than [`MAX_LEN`].
    #[error("the OCSP request is larger than {MAX_LEN} bytes")]
    TooLarge,
    /// Not one OCSPRequest in DER.
    #[error("the bytes are not an OCSP request in DER")]
    Form,
    /// "This ... document defines version 1."
    #[error("the OCSP request has an unknown version")]
    Version,
    /// None, or more than [`MAX_CERT_IDS`].
    #[error("the OCSP request asks for {0} certificates; 1 to {MAX_CERT_IDS} are answered")]
    Count(usize),
    /// RFC 9654, 2.1: "0 octets or more than 128 octets" are to be rejected.
    #[error("the nonce of the OCSP request is not of 1 to 128 bytes, or is there twice")]
    Nonce,
    /// A critical extension that is not known.
    #[error("the OCSP request has a critical extension that is not understood")]
    Critical,
}

impl RequestError {
    /// What a responder answers.
    pub fn answer(self) -> UnsignedAnswer {
        UnsignedAnswer::MalformedRequest
    }
}

impl From<Malformed> for RequestError {
    fn from(Malformed: Malformed) -> Self {
        Self::Form
    }
}

impl From<ExtensionError> for RequestError {
    fn from(error: ExtensionError) -> Self {
        match error {
            ExtensionError::Malformed => Self::Form,
            ExtensionError::Nonce => Self::Nonce,
            ExtensionError::Critical => Self::Critical,
        }
    }
}

/// Certificates whose state is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    cert_ids: Vec<CertId>,
    nonce: Option<Vec<u8>>,
}

impl Request {
    /// Asks for certificates. The caller draws the nonce.
    pub fn new(cert_ids: Vec<CertId>, nonce: Option<Vec<u8>>) -> Result<Self, RequestError> {
        if !(1..=MAX_CERT_IDS).contains(&cert_ids.len()) {
            return Err(RequestError::Count(cert_ids.len()));
        }
        let request = Self { cert_ids, nonce };
        // What can't be read back is not sent.
        Self::from_der(&request.to_der())
    }

    /// Reads exactly one request. A signature in it proves nothing that is asked
    /// here, and is passed over.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        if der.len() > MAX_LEN {
            return Err(RequestError::TooLarge);
        }
        if !is_der(der) {
            return Err(RequestError::Form);
        }
        let mut outer = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let tbs = outer.required(Tag::Sequence)?;
        outer.optional(context_constructed(0))?;
        outer.finish()?;
        let mut tbs = Elements::of(tbs)?;
        // v1 is the default and should be absent; some write it all the same.
        if let Some(version) = tbs.optional(context_constructed(0))?
            && Elements::only(version, Tag::Integer)? != [0]
        {
            return Err(RequestError::Version);
        }
        tbs.optional(context_constructed(1))?;
        let cert_ids = cert_ids(tbs.required(Tag::Sequence)?)?;
        let nonce = match tbs.optional(context_constructed(2))? {
            None => None,
            Some(extensions) => extension::nonce(extensions)?,
        };
        tbs.finish()?;
        Ok(Self { cert_ids, nonce })
    }

    /// The DER bytes of an unsigned request.
    pub fn to_der(&self) -> Vec<u8> {
        let requests: Vec<_> = self
            .cert_ids
            .iter()
            .map(|id| sequence(&[id.der().to_vec()]))
            .collect();
        let extensions = self
            .nonce
            .iter()
            .map(|nonce| constructed(2, &[extension::with_nonce(nonce)]));
        let tbs: Vec<_> = [sequence(&requests)]
            .into_iter()
            .chain(extensions)
            .collect();
        sequence(&[sequence(&tbs)])
    }

    /// The certificates asked for, at least one.
    pub fn cert_ids(&self) -> &[CertId] {
        &self.cert_ids
    }

    /// What the answer must repeat.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }
}

/// `SEQUENCE OF Request`.
fn cert_ids(list: &[u8]) -> Result<Vec<CertId>, RequestError> {
    let mut elements = Elements::of(list)?;
    let mut found = Vec::new();
    while let Some(request) = elements.optional(Tag::Sequence)? {
        let (id, rest) = crate::asn1::split_first(request)?;
        found.push(CertId::read(id)?);
        let mut rest = Elements::of(rest)?;
        if let Some(extensions) = rest.optional(context_constructed(0))? {
            extension::nonce(extensions)?;
        }
        rest.finish()?;
    }
    elements.finish()?;
    if !(1..=MAX_CERT_IDS).contains(&found.len()) {
        return Err(RequestError::Count(found.len()));
    }
    Ok(found)
}
