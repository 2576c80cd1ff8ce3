//! Checking a signed statement.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::Utc;
use serde::de::{DeserializeOwned, Error as _};

use super::{
    Jws, MAX_CHAIN,
    header::{Header, MAX_CTY, TYP, is_content_type, thumbprint},
    payload::{self, PayloadError},
};
use crate::certificate::{self, CertificateError, SignerKey};

/// A statement whose signature is right under the certificate in its header.
///
/// Only [`verify`] makes one. Whether that certificate may be believed, and
/// whether its holder may say such a thing, is not answered by it.
#[derive(Debug, Clone)]
pub struct Verified {
    header: Header,
    signed_at: Utc,
    payload: Vec<u8>,
    chain: Vec<Vec<u8>>,
}

impl Verified {
    /// The protected header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What kind of statement this is.
    pub fn cty(&self) -> &str {
        &self.header.cty
    }

    /// When the signer says it was signed; `iat`, which proves no time.
    pub fn signed_at(&self) -> Utc {
        self.signed_at
    }

    /// The canonical bytes that were signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The payload as a type of the caller's.
    pub fn payload_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.payload)
    }

    /// The signer's certificate, DER.
    pub fn leaf(&self) -> &[u8] {
        &self.chain[0]
    }

    /// All certificates of the header, DER, the signer's first.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }
}

/// Why a statement is not verified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// Not JSON, a member missing, unknown, twice, or of another type.
    #[error("the protected header does not have exactly the members it must have")]
    Header(#[source] serde_json::Error),
    /// `typ` is something else than `jose`.
    #[error("the header's typ is not {TYP}")]
    Typ,
    /// `cty` is empty, too long or has odd characters.
    #[error("the header's cty is not 1 to {MAX_CTY} visible ASCII characters")]
    ContentType,
    /// `iat` is before 1970 or after 9999.
    #[error("the header's iat is no instant between 1970 and 9999")]
    Iat,
    /// `x5c` is empty or too long.
    #[error("the header's x5c has {0} certificates, not 1 to {MAX_CHAIN}")]
    ChainLength(usize),
    /// A member of `x5c` is not base64.
    #[error("the header's x5c is not base64")]
    X5c(#[source] base64::DecodeError),
    /// A certificate of `x5c` can't be read.
    #[error("reading a certificate of x5c failed")]
    Certificate(#[source] CertificateError),
    /// `x5t#S256` names another certificate than the first of `x5c`.
    #[error("the header's x5t#S256 is not that of its first certificate")]
    Thumbprint,
    /// `alg` does not fit the key in the certificate.
    #[error("the header's alg does not fit the key in the certificate")]
    Algorithm,
    /// The signature is not that of the certificate's key over these bytes.
    #[error("the signature is wrong")]
    Signature,
    /// The payload is signed, but is not a canonical JSON object.
    #[error("reading the payload failed")]
    Payload(#[source] PayloadError),
}

/// Checks header, certificate binding, signature and payload form of `jws`.
pub fn verify(jws: &Jws) -> Result<Verified, VerifyError> {
    let [header, payload, signature] = jws.decoded();
    let header = read_header(&header).map_err(VerifyError::Header)?;
    let signed_at = check_members(&header)?;
    let chain = chain(&header)?;
    let signer = signer(&header, &chain[0])?;
    if !signer.signed(jws.signing_input().as_bytes(), &signature) {
        return Err(VerifyError::Signature);
    }
    payload::check_canonical(&payload).map_err(VerifyError::Payload)?;
    Ok(Verified {
        header,
        signed_at,
        payload,
        chain,
    })
}

fn read_header(bytes: &[u8]) -> Result<Header, serde_json::Error> {
    // Without this, an array of the members' values in the right order would do.
    if bytes.first() != Some(&b'{') {
        return Err(serde_json::Error::custom("the header is not an object"));
    }
    serde_json::from_slice(bytes)
}

fn check_members(header: &Header) -> Result<Utc, VerifyError> {
    if header.typ != TYP {
        return Err(VerifyError::Typ);
    }
    if !is_content_type(&header.cty) {
        return Err(VerifyError::ContentType);
    }
    Utc::from_unix_seconds(header.iat).ok_or(VerifyError::Iat)
}

/// The certificates of `x5c`; at least one.
fn chain(header: &Header) -> Result<Vec<Vec<u8>>, VerifyError> {
    if !(1..=MAX_CHAIN).contains(&header.x5c.len()) {
        return Err(VerifyError::ChainLength(header.x5c.len()));
    }
    header.x5c.iter().map(|text| certificate(text)).collect()
}

fn certificate(text: &str) -> Result<Vec<u8>, VerifyError> {
    let der = STANDARD.decode(text).map_err(VerifyError::X5c)?;
    certificate::parse(&der).map_err(VerifyError::Certificate)?;
    Ok(der)
}

fn signer(header: &Header, leaf: &[u8]) -> Result<SignerKey, VerifyError> {
    if header.x5t_s256 != thumbprint(leaf) {
        return Err(VerifyError::Thumbprint);
    }
    let signer = SignerKey::of_certificate(leaf).map_err(VerifyError::Certificate)?;
    if !header.alg.is_of(signer.algorithm()) {
        return Err(VerifyError::Algorithm);
    }
    Ok(signer)
}
