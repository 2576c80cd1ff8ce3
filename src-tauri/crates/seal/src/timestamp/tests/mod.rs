#![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

mod made;
mod refused;

use std::time::Duration;

use chancery_domain::Sha256Digest;

use super::*;
use made::Made;

const QUERY: &[u8] = include_bytes!("../../../../../../fixtures/timestamp/query.tsq");

const GIVEN: [(&str, &[u8], DigestAlgorithm); 5] = [
    (
        "p256.tsr",
        include_bytes!("../../../../../../fixtures/timestamp/p256.tsr"),
        DigestAlgorithm::Sha256,
    ),
    (
        "p384.tsr",
        include_bytes!("../../../../../../fixtures/timestamp/p384.tsr"),
        DigestAlgorithm::Sha384,
    ),
    (
        "p521.tsr",
        include_bytes!("../../../../../../fixtures/timestamp/p521.tsr"),
        DigestAlgorithm::Sha512,
    ),
    (
        "rsa.tsr",
        include_bytes!("../../../../../../fixtures/timestamp/rsa.tsr"),
        DigestAlgorithm::Sha256,
    ),
    (
        "pss.tst",
        include_bytes!("../../../../../../fixtures/timestamp/pss.tst"),
        DigestAlgorithm::Sha256,
    ),
];

#[test]
fn time_stamps_by_openssl_are_read_and_answer_the_query() {
    let request = Request::from_der(QUERY).unwrap();
    assert_eq!(request.imprint(), Sha256Digest::of(b"A note\n"));
    for (name, der, digest) in GIVEN {
        let response = Response::from_der(der).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(response.check_answers(&request), Ok(()), "{name}");
        let info = response.info();
        assert_eq!(info.policy, "1.3.6.1.4.1.13762.3", "{name}");
        assert_eq!(info.accuracy, Some(Duration::from_micros(1_500_100)));
        assert_eq!(info.serial.len(), 2, "{name}");
        assert_eq!(response.signed().digest_algorithm, digest, "{name}");
        assert_eq!(response.certificates().len(), 1, "{name}");
    }
}

#[test]
fn any_changed_byte_is_refused_or_changes_nothing_that_was_signed() {
    let request = Request::from_der(QUERY).unwrap();
    for (name, der, _) in GIVEN {
        let good = Response::from_der(der).unwrap();
        let mut accepted = 0;
        for at in 0..der.len() {
            for bit in [1, 0x80] {
                let mut bent = der.to_vec();
                bent[at] ^= bit;
                let Ok(read) = Response::from_der(&bent) else {
                    continue;
                };
                // What lies beneath the signature is as it was, or the signature is another:
                // then it does not verify.
                if read.signed() == good.signed() {
                    assert_eq!(read.info(), good.info(), "{name} {at}");
                    assert_eq!(read.check_answers(&request), Ok(()));
                    accepted += 1;
                }
            }
        }
        // Of a certificate that came with it and is not asked about, and of versions.
        assert!(accepted * 3 < der.len() * 2, "{name}: {accepted}");
    }
}

#[test]
fn time_stamp_cut_anywhere_is_refused() {
    for (name, der, _) in GIVEN {
        for length in 0..der.len() {
            assert!(
                Response::from_der(&der[..length]).is_err(),
                "{name} {length}"
            );
        }
        let followed = [der, &[0]].concat();
        assert_eq!(Response::from_der(&followed), Err(ResponseError::Form));
    }
}

#[test]
fn refusal_of_the_authority_is_told_with_its_reasons() {
    let der = include_bytes!("../../../../../../fixtures/timestamp/rejected.tsr");
    let Err(ResponseError::Rejected(rejection)) = Response::from_der(der) else {
        panic!("a rejection is no time stamp");
    };
    assert_eq!(
        rejection.to_string(),
        "rejection (badAlg): Message digest algorithm is not supported."
    );
}

#[test]
fn query_is_read_back_and_in_no_other_encoding() {
    for random in [
        &[0x91; 8][..],
        &[0; 16],
        &[0, 0, 1, 2, 3, 4, 5, 6],
        &[0x7f; 16],
    ] {
        let nonce = Nonce::new(random).unwrap();
        let request = Request::new(Sha256Digest::of(b"x"), nonce);
        let der = request.to_der();
        assert_eq!(Request::from_der(&der), Ok(request));
        for at in 0..der.len() {
            let mut bent = der.clone();
            bent[at] ^= 0x80;
            if let Ok(read) = Request::from_der(&bent) {
                assert_eq!(read.to_der(), bent);
            }
            assert_eq!(Request::from_der(&der[..at]), Err(RequestError));
        }
    }
    assert_eq!(Nonce::new(&[1; 7]), Err(NonceLength(7)));
    assert_eq!(Nonce::new(&[1; 17]), Err(NonceLength(17)));
}

#[test]
fn answer_to_another_query_is_refused_by_what_differs() {
    let response = Response::from_der(GIVEN[0].1).unwrap();
    let request = Request::from_der(QUERY).unwrap();
    let other = Request::new(Sha256Digest::of(b"B"), request.nonce().clone());
    assert_eq!(response.check_answers(&other), Err(ResponseError::Imprint));
    let other = Request::new(request.imprint(), Nonce::new(&[7; 8]).unwrap());
    assert_eq!(response.check_answers(&other), Err(ResponseError::Nonce));
}

#[test]
fn time_stamp_made_here_is_read() {
    let made = Made::by(made::certificate((2026, 2027), vec![made::stamps()]));
    let response = Response::from_der(&made.response()).unwrap();
    assert_eq!(response.check_answers(&made::request()), Ok(()));
    assert_eq!(
        response.info().gen_time.to_string(),
        "2026-07-01T12:00:00.500Z"
    );
    assert_eq!(response.signer(), made.certificates[0]);
}
