//! OCSP requests and answers.

use chancery_pki::RevocationReason;
use chancery_pki::ocsp::{CertId, MAX_CERT_IDS, Request, RespondError, Response, Status, respond};

use crate::responder::{RESPONDER, Responder};

/// What is read as a request is written and read again as the same, and gets an
/// answer that repeats it; a request for nothing of this issuer gets none.
pub(crate) fn reads(bytes: &[u8]) {
    let _ = Response::from_der(bytes).map(|answer| answer.is_signed_by(&RESPONDER.certificate));
    let Ok(request) = Request::from_der(bytes) else {
        return;
    };
    assert!((1..=MAX_CERT_IDS).contains(&request.cert_ids().len()));
    assert!(
        request
            .nonce()
            .is_none_or(|nonce| (1..=128).contains(&nonce.len()))
    );
    assert_eq!(Request::from_der(&request.to_der()).as_ref(), Ok(&request));
    let ours = request
        .cert_ids()
        .iter()
        .any(|id| id.is_of(&RESPONDER.issuer));
    match answer(&request) {
        Ok(answer) => repeats(&answer, &request),
        Err(RespondError::NotOurs) => assert!(!ours),
        Err(other) => panic!("{other}"),
    }
}

fn answer(request: &Request) -> Result<Vec<u8>, RespondError> {
    let responder = &*RESPONDER;
    let (issuer, certificate) = (&responder.issuer, &responder.certificate);
    respond(
        request,
        state,
        issuer,
        certificate,
        responder,
        Responder::now(),
    )
}

/// By the first byte of the serial number.
fn state(id: &CertId) -> Status {
    let first = id.serial_number().map_or(0, |serial| serial.magnitude()[0]);
    let reason = RevocationReason::ALL[usize::from(first) % RevocationReason::ALL.len()];
    match first % 3 {
        0 => Status::Good,
        1 => Status::Unknown,
        _ => Status::Revoked {
            at: Responder::now(),
            reason,
        },
    }
}

fn repeats(answer: &[u8], request: &Request) {
    let answer = Response::from_der(answer).expect("an answer");
    assert!(answer.is_signed_by(&RESPONDER.certificate));
    assert_eq!(answer.nonce(), request.nonce());
    let told: Vec<_> = answer
        .responses()
        .iter()
        .map(|single| &single.cert_id)
        .collect();
    let asked: Vec<_> = request.cert_ids().iter().collect();
    assert_eq!(told, asked);
    for single in answer.responses() {
        let id = &single.cert_id;
        let known = id.is_of(&RESPONDER.issuer) && id.serial_number().is_some();
        let expected = if known { state(id) } else { Status::Unknown };
        assert_eq!(single.status, expected);
    }
}
