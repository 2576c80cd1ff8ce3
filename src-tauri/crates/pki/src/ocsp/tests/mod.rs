#![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

mod openssl;

use std::slice;

use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki, Utc};

use der::Decode as _;

use super::*;
use crate::asn1::{constructed, integer, oid, sequence, tlv};
use crate::fixtures::{Hierarchy, MemoryKey, now, serial};
use crate::{Certificate, SerialNumber};

struct Estate {
    hierarchy: Hierarchy,
    key: MemoryKey,
    responder: Certificate,
}

impl Estate {
    fn at(now: Utc) -> Self {
        let hierarchy = Hierarchy::at(now);
        let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let id = ProfileId::OcspResponder;
        let fields = hierarchy.leaf_fields(id, &key, 77);
        let responder = hierarchy.certify(&Profile::built_in(id), &fields);
        Self {
            hierarchy,
            key,
            responder,
        }
    }

    fn new() -> Self {
        Self::at(now())
    }

    fn id(&self, first: u8) -> CertId {
        CertId::of(&self.hierarchy.issuing, &serial(first), false).unwrap()
    }

    fn answer(&self, request: &Request, at: Utc) -> Result<Vec<u8>, RespondError> {
        let issuer = &self.hierarchy.issuing;
        respond(request, state, issuer, &self.responder, &self.key, at)
    }
}

const HELD_SINCE: i64 = 1_790_000_000;

/// What is known of four serial numbers; others were never issued.
fn state(id: &CertId) -> Status {
    let at = Utc::from_unix_seconds(HELD_SINCE).unwrap();
    let revoked = |reason| Status::Revoked { at, reason };
    match id.serial_number().map(SerialNumber::magnitude) {
        Some([1, ..]) => Status::Good,
        Some([2, ..]) => revoked(RevocationReason::KeyCompromise),
        Some([3, ..]) => revoked(RevocationReason::CertificateHold),
        Some([4, ..]) => revoked(RevocationReason::Unspecified),
        _ => Status::Unknown,
    }
}

#[test]
fn answer_tells_each_state_and_repeats_the_nonce() {
    let estate = Estate::new();
    let ids: Vec<_> = [1, 2, 3, 4, 5].map(|first| estate.id(first)).into();
    for nonce in [None, Some(vec![7]), Some(vec![9; 128])] {
        let request = Request::new(ids.clone(), nonce.clone()).unwrap();
        let answer = Response::from_der(&estate.answer(&request, now()).unwrap()).unwrap();
        assert!(answer.is_signed_by(&estate.responder));
        assert_eq!(answer.nonce(), nonce.as_deref());
        assert_eq!(answer.certificates(), [estate.responder.der()]);
        assert_eq!(answer.produced_at(), now());
        for (id, single) in ids.iter().zip(answer.responses()) {
            assert_eq!((&single.cert_id, single.status), (id, state(id)));
            assert_eq!(single.this_update, now());
            assert_eq!(single.next_update, Some(now().plus_seconds(60)));
        }
        assert_eq!(answer.responses().len(), ids.len());
    }
}

#[test]
fn no_changed_byte_leaves_an_answer_that_verifies() {
    let estate = Estate::new();
    let request = Request::new(vec![estate.id(1)], Some(vec![7; 32])).unwrap();
    let answer = estate.answer(&request, now()).unwrap();
    let carried = answer.len() - estate.responder.der().len();
    for at in 0..answer.len() {
        let mut bent = answer.clone();
        bent[at] ^= 1;
        let read = Response::from_der(&bent);
        let good = read.is_ok_and(|bent| bent.is_signed_by(&estate.responder));
        // The signature does not cover the certificate that comes along: whoever
        // verifies takes the responder's from there and verifies that one too.
        assert!(!good || at >= carried, "byte {at}");
        assert!(Response::from_der(&answer[..at]).is_err(), "cut {at}");
    }
}

#[test]
fn certificates_of_other_issuers_are_not_answered_for() {
    let (estate, other) = (Estate::new(), Estate::new());
    let foreign = Request::new(vec![other.id(1)], None).unwrap();
    let refused = estate.answer(&foreign, now()).unwrap_err();
    assert!(matches!(refused, RespondError::NotOurs));
    assert_eq!(refused.answer().to_der(), [0x30, 3, 10, 1, 6]);
    let both = Request::new(vec![other.id(1), estate.id(1)], None).unwrap();
    let answer = Response::from_der(&estate.answer(&both, now()).unwrap()).unwrap();
    let states: Vec<_> = answer.responses().iter().map(|s| s.status).collect();
    assert_eq!(states, [Status::Unknown, Status::Good]);
}

#[test]
fn only_the_issuers_own_valid_responder_answers() {
    let (estate, other) = (Estate::new(), Estate::new());
    let request = Request::new(vec![estate.id(1)], None).unwrap();
    let issuer = &estate.hierarchy.issuing;
    let with = |responder: &Certificate, key: &MemoryKey, at| {
        respond(&request, state, issuer, responder, key, at).unwrap_err()
    };
    let officer = estate.hierarchy.leaf(ProfileId::Officer, 70);
    for (responder, at) in [
        (&other.responder, now()),
        (&officer, now()),
        (issuer, now()),
        (&estate.responder, now().plus_seconds(31 * 86_400)),
        (&estate.responder, now().plus_seconds(-3_600)),
    ] {
        let refused = with(responder, &estate.key, at);
        assert!(matches!(refused, RespondError::Responder));
    }
    let refused = with(&estate.responder, &other.key, now());
    assert!(matches!(refused, RespondError::AnotherKey));
}

#[test]
fn answer_does_not_outlive_the_responders_certificate() {
    let estate = Estate::new();
    let request = Request::new(vec![estate.id(1)], None).unwrap();
    let last = estate.responder.validity.not_after;
    let answer = estate.answer(&request, last.plus_seconds(-10)).unwrap();
    let answer = Response::from_der(&answer).unwrap();
    assert_eq!(answer.responses()[0].next_update, Some(last));
}

/// Has the responder's public key, and signs as it likes, or not at all.
struct Liar<'a>(&'a MemoryKey, Option<Vec<u8>>);

impl SigningKey for Liar<'_> {
    fn algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }

    fn spki(&self) -> &Spki {
        self.0.spki()
    }

    fn sign(&self, _: &[u8]) -> Result<RawSignature, SigningFailed> {
        let key = "responder".to_owned();
        let source = "no token".into();
        self.1
            .clone()
            .map(RawSignature)
            .ok_or(SigningFailed { key, source })
    }
}

#[test]
fn signature_that_does_not_verify_leaves_no_answer() {
    let estate = Estate::new();
    let request = Request::new(vec![estate.id(1)], None).unwrap();
    let (issuer, responder) = (&estate.hierarchy.issuing, &estate.responder);
    for signature in [vec![], vec![1; 64], vec![0; 64], vec![1; 63]] {
        let liar = Liar(&estate.key, Some(signature));
        let refused = respond(&request, state, issuer, responder, &liar, now()).unwrap_err();
        assert!(matches!(refused, RespondError::BadSignature));
    }
    let silent = Liar(&estate.key, None);
    let refused = respond(&request, state, issuer, responder, &silent, now()).unwrap_err();
    assert_eq!(refused.answer().to_der(), [0x30, 3, 10, 1, 3]);
}

#[test]
fn departures_from_the_form_of_a_request_are_refused_by_name() {
    let estate = Estate::new();
    let one = sequence(&[estate.id(1).der().to_vec()]);
    let list = sequence(slice::from_ref(&one));
    let nonce = |bytes: &[u8]| tlv(der::Tag::OctetString, &tlv(der::Tag::OctetString, bytes));
    let id = |dotted: &str| oid(der::asn1::ObjectIdentifier::new_unwrap(dotted));
    let extensions = |list: &[Vec<u8>]| constructed(2, &[sequence(list)]);
    let with_nonce = |bytes| sequence(&[id("1.3.6.1.5.5.7.48.1.2"), nonce(bytes)]);
    let request = |parts: &[Vec<u8>]| sequence(&[sequence(parts)]);
    let version = |number| constructed(0, &[integer(number)]);
    let critical = tlv(der::Tag::Boolean, &[0xff]);
    let unknown = |critical: &[u8]| sequence(&[id("1.2.3.4"), critical.to_vec(), nonce(&[])]);
    let read = |der: &[u8]| Request::from_der(der).map(|_| ());
    assert_eq!(read(&request(slice::from_ref(&list))), Ok(()));
    assert_eq!(read(&request(&[version(0), list.clone()])), Ok(()));
    assert_eq!(
        read(&request(&[list.clone(), extensions(&[unknown(&[])])])),
        Ok(())
    );
    let signed = sequence(&[
        sequence(slice::from_ref(&list)),
        constructed(0, &[sequence(&[])]),
    ]);
    assert_eq!(read(&signed), Ok(()));
    let cases = [
        (request(&[version(1), list.clone()]), RequestError::Version),
        (request(&[sequence(&[])]), RequestError::Count(0)),
        (
            request(&[sequence(&vec![one; 257])]),
            RequestError::Count(257),
        ),
        (
            request(&[list.clone(), extensions(&[with_nonce(&[])])]),
            RequestError::Nonce,
        ),
        (
            request(&[list.clone(), extensions(&[with_nonce(&[1; 129])])]),
            RequestError::Nonce,
        ),
        (
            request(&[
                list.clone(),
                extensions(&[with_nonce(&[1]), with_nonce(&[1])]),
            ]),
            RequestError::Nonce,
        ),
        (
            request(&[list.clone(), extensions(&[unknown(&critical)])]),
            RequestError::Critical,
        ),
        (vec![0; MAX_LEN + 1], RequestError::TooLarge),
        (vec![], RequestError::Form),
        ([request(&[list]), vec![0]].concat(), RequestError::Form),
    ];
    for (der, error) in cases {
        assert_eq!(read(&der), Err(error));
        assert_eq!(error.answer().to_der(), [0x30, 3, 10, 1, 1]);
    }
}

#[test]
fn rustcrypto_reads_what_is_asked_and_what_is_answered() {
    use x509_ocsp::{BasicOcspResponse, CertStatus, OcspRequest, OcspResponse};

    let estate = Estate::new();
    let ids = [1, 2, 3, 5].map(|first| estate.id(first));
    let request = Request::new(ids.into(), Some(vec![7; 32])).unwrap();
    let asked = OcspRequest::from_der(&request.to_der()).unwrap();
    assert_eq!(asked.tbs_request.request_list.len(), 4);
    assert_eq!(asked.nonce().unwrap().0.as_bytes(), [7; 32]);

    let answer = estate.answer(&request, now()).unwrap();
    let bytes = OcspResponse::from_der(&answer)
        .unwrap()
        .response_bytes
        .unwrap();
    let basic = BasicOcspResponse::from_der(bytes.response.as_bytes()).unwrap();
    assert_eq!(basic.nonce().unwrap().0.as_bytes(), [7; 32]);
    let told: Vec<_> = basic
        .tbs_response_data
        .responses
        .iter()
        .map(|single| match &single.cert_status {
            CertStatus::Good(_) => None,
            CertStatus::Revoked(info) => info.revocation_reason.map(|reason| reason as u8),
            CertStatus::Unknown(_) => Some(255),
        })
        .collect();
    assert_eq!(told, [None, Some(1), Some(6), Some(255)]);
}
