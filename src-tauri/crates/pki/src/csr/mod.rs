//! Certification requests, PKCS#10 (RFC 2986): what a stranger asks to have
//! certified, with the proof that it holds the private key.
//!
//! A [`Request`] exists only for a sound key of an algorithm of the registry whose
//! holder signed the request. Names and extensions that it asks for are there to
//! be shown: a certificate is built from a profile and an approved request of our
//! own, of which the key alone comes from here.

mod extension;
mod input;
mod read;

pub use extension::RequestedExtension;
pub use input::{MAX_LEN, text};

use chancery_domain::{Algorithm, Sha256Digest, Spki};

use crate::name::{Attribute, Name};
use crate::signature::{SignatureAlgorithm, SignatureError, UnsupportedKey, UnsupportedSignature};
use crate::weak_key::WeakKey;

/// Why a file is not a request that a certificate may be made for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsrError {
    /// Nothing there.
    #[error("the file is empty")]
    Empty,
    /// Longer than any request needs to be.
    #[error("the file is larger than {MAX_LEN} bytes: no certification request is")]
    TooLarge,
    /// PEM that RFC 7468 does not know.
    #[error("the PEM text can't be read")]
    Pem,
    /// PEM of something else.
    #[error("the PEM text holds a {0}, not a CERTIFICATE REQUEST")]
    Label(String),
    /// PEM of what should never leave its owner.
    #[error("the PEM text holds a private key: keep it to yourself, send the request alone")]
    PrivateKey,
    /// More than one PEM text.
    #[error("the file holds {0} PEM texts; one request is wanted")]
    Several(usize),
    /// Neither of the two forms.
    #[error("the file is neither PEM nor DER")]
    Neither,
    /// Not DER, or not a CertificationRequest.
    #[error("the bytes are not a certification request in DER, at {0}")]
    Form(&'static str),
    /// Bytes after the request.
    #[error("something follows the certification request")]
    Trailing,
    /// RFC 2986, 4.1: "It shall be 0 for this version of the standard."
    #[error("the certification request has an unknown version")]
    Version,
    /// One attribute or extension twice.
    #[error("the certification request asks for {0} twice")]
    Twice(String),
    /// An algorithm that is not verified here.
    #[error("the request's signature is not accepted: {0}")]
    SignatureAlgorithm(UnsupportedSignature),
    /// A key that does not sign here.
    #[error("the request's key is not accepted: {0}")]
    Key(UnsupportedKey),
    /// A key that must not be certified.
    #[error("the request's key is weak: {0}")]
    Weak(WeakKey),
    /// A hash that is not verified with such a key.
    #[error("the request is signed by {0}, which is not verified with {1} keys")]
    Pair(SignatureAlgorithm, Algorithm),
    /// The signature is not by the key in the request.
    #[error("the request does not prove that its sender holds the private key")]
    Possession(#[source] SignatureError),
}

/// A request whose sender holds the private key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    der: Vec<u8>,
    subject: Name,
    rdns: Vec<Vec<Attribute>>,
    spki: Spki,
    algorithm: Algorithm,
    signature_algorithm: SignatureAlgorithm,
    extensions: Vec<RequestedExtension>,
    ignored: Vec<String>,
}

impl Request {
    /// Reads PEM or DER, whichever it is.
    pub fn read(file: &[u8]) -> Result<Self, CsrError> {
        Self::from_der(&input::der(file)?)
    }

    /// Reads exactly one CertificationRequest, and verifies it.
    pub fn from_der(der: &[u8]) -> Result<Self, CsrError> {
        read::request(der)
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.der)
    }

    /// The name that it asks for. To be shown by [`Request::subject_text`].
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// The name in its RDNs, each of one attribute or several.
    pub fn rdns(&self) -> &[Vec<Attribute>] {
        &self.rdns
    }

    /// The name as text that can't steer a terminal or turn a line around: what is
    /// not to be seen is escaped.
    pub fn subject_text(&self) -> String {
        extension::visible(&self.subject.to_string())
    }

    /// The key.
    pub fn spki(&self) -> &Spki {
        &self.spki
    }

    /// What the key signs with here.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What the sender signed the request with.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.signature_algorithm
    }

    /// The extensions that it asks for: to be shown, never to be copied.
    pub fn extensions(&self) -> &[RequestedExtension] {
        &self.extensions
    }

    /// Attributes that have no meaning here, by name (`challengePassword`) or
    /// dotted OID. Their values are not kept.
    pub fn ignored_attributes(&self) -> &[String] {
        &self.ignored
    }
}

#[cfg(test)]
mod tests;
