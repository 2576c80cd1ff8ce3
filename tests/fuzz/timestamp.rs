//! Answers of time-stamping authorities, and our own queries.

use chancery_domain::Sha256Digest;
use chancery_pki::{path::ForeignCertificate, signature};
use chancery_seal::timestamp::{Nonce, Request, Response, ResponseError};

/// A query that is read is written back as the very same bytes. A response that is read answers
/// the query with its imprint and its nonce, and no other; its signature can be asked about.
pub(crate) fn reads(bytes: &[u8]) {
    if let Ok(request) = Request::from_der(bytes) {
        assert_eq!(request.to_der(), bytes);
    }
    let Ok(response) = Response::from_der(bytes) else {
        return;
    };
    let signed = response.signed();
    let _ = signature::verify(
        &signed.spki,
        &signed.signature_algorithm,
        &signed.message,
        &signed.signature,
    );
    let _ = ForeignCertificate::from_der(response.signer());
    answers_one_query(&response);
}

fn answers_one_query(response: &Response) {
    let info = response.info();
    let octets = info.nonce.clone().unwrap_or_default();
    let magnitude = octets.strip_prefix(&[0]).unwrap_or(&octets);
    let Ok(nonce) = Nonce::new(magnitude) else {
        return;
    };
    let request = Request::new(info.imprint, nonce.clone());
    assert_eq!(response.check_answers(&request), Ok(()));
    let mut other = info.imprint;
    other.0[0] ^= 1;
    let other = Request::new(Sha256Digest(other.0), nonce);
    assert_eq!(response.check_answers(&other), Err(ResponseError::Imprint));
}
