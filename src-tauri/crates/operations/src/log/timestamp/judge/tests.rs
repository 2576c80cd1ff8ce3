#![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

use super::*;

const ROOT: &[u8] = include_bytes!("../../../../../../../fixtures/timestamp/root.pem");
const QUERY: &[u8] = include_bytes!("../../../../../../../fixtures/timestamp/query.tsq");
const GIVEN: [(&str, &[u8]); 5] = [
    (
        "p256.tsr",
        include_bytes!("../../../../../../../fixtures/timestamp/p256.tsr"),
    ),
    (
        "p384.tsr",
        include_bytes!("../../../../../../../fixtures/timestamp/p384.tsr"),
    ),
    (
        "p521.tsr",
        include_bytes!("../../../../../../../fixtures/timestamp/p521.tsr"),
    ),
    (
        "rsa.tsr",
        include_bytes!("../../../../../../../fixtures/timestamp/rsa.tsr"),
    ),
    (
        "pss.tst",
        include_bytes!("../../../../../../../fixtures/timestamp/pss.tst"),
    ),
];

fn query() -> Request {
    Request::from_der(QUERY).unwrap()
}

fn root() -> Vec<ForeignCertificate> {
    roots(&[ROOT.to_vec()]).unwrap()
}

#[test]
fn two_verdicts_are_given_on_each_algorithm() {
    for (name, der) in GIVEN {
        let alone = judge(der, &query(), &[]).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!(alone.path, None, "{name}");
        let under = judge(der, &query(), &root()).unwrap();
        assert_eq!(under.path, Some(Ok(())), "{name}");
        assert!(under.authority.contains("Time stamps"), "{name}");
    }
}

#[test]
fn root_of_others_leaves_the_signature_valid_and_the_authority_untrusted() {
    // A certificate with a key of its own, which signed nothing here.
    let other =
        ForeignCertificate::from_der(judge(GIVEN[0].1, &query(), &[]).unwrap().response.signer());
    let judged = judge(GIVEN[1].1, &query(), &[other.unwrap()]).unwrap();
    assert!(matches!(judged.path, Some(Err(_))));
    assert!(matches!(
        roots(&[b"no certificate".to_vec()]),
        Err(TimestampRefusal::Root(_))
    ));
}

/// Verifying all of them takes a minute; the others are looked at where they are read.
const STRIDE: usize = 11;

/// Of the bytes that are accepted when they are changed, none is of what was signed.
#[test]
fn any_changed_byte_is_refused_or_leaves_the_statement_as_it_was() {
    for (name, der) in GIVEN {
        let good = Response::from_der(der).unwrap();
        let mut signature = 0;
        for at in (0..der.len()).step_by(STRIDE) {
            let mut bent = der.to_vec();
            bent[at] ^= 1;
            match judge(&bent, &query(), &root()) {
                Ok(judged) if judged.path == Some(Ok(())) => {
                    assert_eq!(judged.response.info(), good.info(), "{name} {at}");
                    assert_eq!(judged.response.signer(), good.signer(), "{name} {at}");
                }
                Err(TimestampRefusal::Signature(_)) => signature += 1,
                _ => {}
            }
        }
        // At least the bytes of the signature itself.
        let wanted = good.signed().signature.len() / STRIDE;
        assert!(signature >= wanted, "{name}: {signature}");
    }
}

#[test]
fn hash_of_the_signature_must_be_that_of_the_content() {
    let response = Response::from_der(GIVEN[0].1).unwrap();
    let mut signed = response.signed().clone();
    assert_eq!(verify(&signed), Ok(()));
    signed.digest_algorithm = DigestAlgorithm::Sha384;
    assert_eq!(verify(&signed), Err(TimestampRefusal::TwoHashes));
}
