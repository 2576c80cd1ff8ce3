//! The answer of a delegated responder.

use chancery_domain::{SigningFailed, SigningKey, Utc};

use super::Status;
use super::cert_id::CertId;
use super::request::Request;
use super::response::{Response, ResponseData, SingleResponse, key_hash, successful};
use super::unsigned::UnsignedAnswer;
use crate::asn1::bit_string;
use crate::certificate::Certificate;
use crate::oid::OCSP_SIGNING;
use crate::signature::{self, SignatureAlgorithm};

/// How long an answer may be used.
pub const MAX_AGE_SECONDS: i64 = 60;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum RespondError {
    /// The responder's certificate is not one of this issuer for OCSPSigning, or is
    /// not valid now.
    #[error("the responder is not authorised by the issuer to answer now")]
    Responder,
    /// The key is not that of the responder's certificate.
    #[error("the key is not that of the responder's certificate")]
    AnotherKey,
    /// RFC 6960, 2.3: "the server is not capable of responding authoritatively".
    #[error("no certificate that is asked for is of this issuer")]
    NotOurs,
    /// The key did not sign.
    #[error("the responder's key did not sign the answer")]
    Sign(#[source] SigningFailed),
    /// The key answered, and its answer is no signature over these bytes.
    #[error("the responder's key gave a signature that does not verify")]
    BadSignature,
}

impl RespondError {
    /// What a responder answers in its place.
    pub fn answer(&self) -> UnsignedAnswer {
        match self {
            Self::NotOurs => UnsignedAnswer::Unauthorized,
            Self::Sign(_) => UnsignedAnswer::TryLater,
            Self::Responder | Self::AnotherKey | Self::BadSignature => {
                UnsignedAnswer::InternalError
            }
        }
    }
}

/// Answers a request. `lookup` tells the state of a certificate of the issuer; of
/// other issuers' certificates it is not asked. The answer is verified and read
/// back before it is given out.
pub fn respond(
    request: &Request,
    lookup: impl Fn(&CertId) -> Status,
    issuer: &Certificate,
    responder: &Certificate,
    key: &dyn SigningKey,
    now: Utc,
) -> Result<Vec<u8>, RespondError> {
    check_responder(issuer, responder, key, now)?;
    if !request.cert_ids().iter().any(|id| id.is_of(issuer)) {
        return Err(RespondError::NotOurs);
    }
    let data = ResponseData {
        responder_key_hash: key_hash(&responder.spki).ok_or(RespondError::Responder)?,
        produced_at: now.to_whole_second(),
        responses: states(request, lookup, issuer, responder, now),
        nonce: request.nonce().map(<[u8]>::to_vec),
    };
    let answer = sign(&data, responder, key)?;
    let read = Response::from_der(&answer).map_err(|_| RespondError::BadSignature)?;
    if !read.says(&data) || !read.is_signed_by(responder) {
        return Err(RespondError::BadSignature);
    }
    Ok(answer)
}

/// RFC 6960, 4.2.2.2: issued directly by the authority, for OCSPSigning.
fn check_responder(
    issuer: &Certificate,
    responder: &Certificate,
    key: &dyn SigningKey,
    now: Utc,
) -> Result<(), RespondError> {
    let authorised = responder.issuer.der() == issuer.subject.der()
        && responder.has_purpose(OCSP_SIGNING)
        && responder.validity.contains(now)
        && responder.is_signed_by(&issuer.spki);
    if !authorised {
        return Err(RespondError::Responder);
    }
    if *key.spki() != responder.spki || Some(key.algorithm()) != responder.key_algorithm {
        return Err(RespondError::AnotherKey);
    }
    Ok(())
}

fn states(
    request: &Request,
    lookup: impl Fn(&CertId) -> Status,
    issuer: &Certificate,
    responder: &Certificate,
    now: Utc,
) -> Vec<SingleResponse> {
    let this_update = now.to_whole_second();
    // An answer does not outlive the certificate that proves it.
    let next_update = this_update
        .plus_seconds(MAX_AGE_SECONDS)
        .min(responder.validity.not_after);
    let state = |id: &CertId| match id.serial_number() {
        Some(_) if id.is_of(issuer) => to_whole_second(lookup(id)),
        _ => Status::Unknown,
    };
    request
        .cert_ids()
        .iter()
        .map(|id| SingleResponse {
            cert_id: id.clone(),
            status: state(id),
            this_update,
            next_update: Some(next_update),
        })
        .collect()
}

fn to_whole_second(status: Status) -> Status {
    match status {
        Status::Revoked { at, reason } => Status::Revoked {
            at: at.to_whole_second(),
            reason,
        },
        other => other,
    }
}

fn sign(
    data: &ResponseData,
    responder: &Certificate,
    key: &dyn SigningKey,
) -> Result<Vec<u8>, RespondError> {
    let tbs = data.to_der();
    let algorithm = key.algorithm();
    let raw = key.sign(&tbs).map_err(RespondError::Sign)?;
    if raw.0.len() != algorithm.signature_len() {
        return Err(RespondError::BadSignature);
    }
    let identifier = SignatureAlgorithm::of(algorithm).to_der();
    let bits = bit_string(&signature::encode(algorithm, &raw));
    Ok(successful(&tbs, &identifier, &bits, responder.der()))
}
