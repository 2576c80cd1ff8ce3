//! Making a signed statement.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chancery_domain::{SigningFailed, SigningKey, Utc};
use serde::Serialize;

use super::{
    Jws, MAX_CHAIN, MAX_LEN,
    header::{Header, MAX_CTY, is_content_type},
    payload::{self, PayloadError},
};
use crate::certificate::{CertificateError, SignerKey};

/// Why no statement was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The content type is empty, too long or has odd characters.
    #[error("the content type is not 1 to {MAX_CTY} visible ASCII characters")]
    ContentType,
    /// No certificate, or more than fit.
    #[error("a statement carries 1 to {MAX_CHAIN} certificates, {0} were given")]
    ChainLength(usize),
    /// The signer's certificate can't be used.
    #[error("reading the signer's certificate failed")]
    Certificate(#[source] CertificateError),
    /// The first certificate is not that of the key.
    #[error("the signer's certificate is for another key")]
    OtherKey,
    /// The payload can't be written canonically.
    #[error("writing the payload failed")]
    Payload(#[source] PayloadError),
    /// The finished statement would be refused by every reader.
    #[error("the statement is longer than {MAX_LEN} bytes")]
    TooLong,
    /// The key did not sign.
    #[error("signing the statement failed")]
    Signing(#[from] SigningFailed),
    /// The key gave a signature that its own certificate does not verify.
    #[error("the key gave a signature that does not verify")]
    WrongSignature,
}

/// Signs `payload` as a statement of kind `cty`.
///
/// `chain` is DER, the signer's certificate first, its issuer's next. `iat` is
/// written in whole seconds. The signature is verified before it is returned.
pub fn sign(
    payload: &impl Serialize,
    cty: &str,
    iat: Utc,
    chain: &[&[u8]],
    key: &dyn SigningKey,
) -> Result<Jws, SignError> {
    if !is_content_type(cty) {
        return Err(SignError::ContentType);
    }
    let signer = signer(chain, key)?;
    let payload = payload::canonical(payload).map_err(SignError::Payload)?;
    let input = signing_input(&Header::new(key.algorithm(), cty, iat, chain), &payload);
    if input.len() > MAX_LEN {
        return Err(SignError::TooLong);
    }
    let signature = key.sign(input.as_bytes())?;
    if !signer.signed(input.as_bytes(), &signature.0) {
        return Err(SignError::WrongSignature);
    }
    Jws::assemble(&input, &signature.0).map_err(|_| SignError::TooLong)
}

fn signer(chain: &[&[u8]], key: &dyn SigningKey) -> Result<SignerKey, SignError> {
    let (Some(leaf), 1..=MAX_CHAIN) = (chain.first(), chain.len()) else {
        return Err(SignError::ChainLength(chain.len()));
    };
    let signer = SignerKey::of_certificate(leaf).map_err(SignError::Certificate)?;
    if signer.spki() != key.spki() || signer.algorithm() != key.algorithm() {
        return Err(SignError::OtherKey);
    }
    Ok(signer)
}

fn signing_input(header: &Header, payload: &[u8]) -> String {
    let header = serde_json_canonicalizer::to_vec(header).expect("strings and an integer are JSON");
    format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    )
}
