//! One defect each, and what is said of it.

use const_oid::ObjectIdentifier;
use der::Tag;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::made::{Extension, Made, attribute, certificate, der, integer, names, request, stamps};
use crate::timestamp::{
    MAX_LEN, Response, ResponseError,
    element::{constructed, encode, primitive, sequence},
    oid,
};

fn of(change: impl FnOnce(&mut Made)) -> Result<(), ResponseError> {
    let mut made = Made::by(certificate((2026, 2027), vec![stamps()]));
    change(&mut made);
    Response::from_der(&made.response())?.check_answers(&request())
}

fn with(extensions: Vec<Extension>) -> Result<(), ResponseError> {
    let made = Made::by(certificate((2026, 2027), extensions));
    Response::from_der(&made.response()).map(|_| ())
}

#[test]
fn defects_of_the_certificate_are_refused_by_name() {
    let purposes = |critical, purposes: &[ObjectIdentifier]| Extension {
        oid: oid::EXTENDED_KEY_USAGE,
        critical,
        value: sequence(&[&purposes
            .iter()
            .map(|oid| der(*oid))
            .collect::<Vec<_>>()
            .concat()]),
    };
    let server = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
    for wrong in [
        vec![],
        vec![purposes(false, &[oid::TIME_STAMPING])],
        vec![purposes(true, &[server])],
        vec![purposes(true, &[oid::TIME_STAMPING, server])],
        vec![purposes(true, &[])],
        vec![stamps(), stamps()],
    ] {
        assert_eq!(with(wrong), Err(ResponseError::Purpose));
    }
    let usage = |bits: &[u8]| Extension {
        oid: oid::KEY_USAGE,
        critical: true,
        value: encode(Tag::BitString, bits),
    };
    // contentCommitment alone; keyCertSign alone; nothing.
    assert_eq!(with(vec![stamps(), usage(&[6, 0x40])]), Ok(()));
    for bits in [&[2, 0x04][..], &[0], &[]] {
        assert_eq!(
            with(vec![stamps(), usage(bits)]),
            Err(ResponseError::KeyUsage)
        );
    }
    for years in [(2020, 2026), (2027, 2030)] {
        let made = Made::by(certificate(years, vec![stamps()]));
        let read = Response::from_der(&made.response());
        assert_eq!(read, Err(ResponseError::Validity));
    }
}

#[test]
fn defects_of_the_signed_data_are_refused_by_name() {
    assert_eq!(of(|made| made.version = 1), Err(ResponseError::Version));
    assert_eq!(
        of(|made| made.signer_version = 3),
        Err(ResponseError::Version)
    );
    for count in [0, 2, 3] {
        let refused = Err(ResponseError::SignerCount(count));
        assert_eq!(of(|made| made.signers = count), refused);
    }
    assert_eq!(of(|made| made.signers = 100), Err(ResponseError::Form));
    let data = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
    let refused = Err(ResponseError::ContentType);
    assert_eq!(of(|made| made.content_type = data), refused);
    assert_eq!(
        of(|made| made.attributes[0] = attribute(oid::CONTENT_TYPE, &der(data))),
        refused
    );
    assert_eq!(
        of(|made| made.announced = vec![]),
        Err(ResponseError::DigestNotAnnounced)
    );
    let sha1 = sequence(&[&der(ObjectIdentifier::new_unwrap("1.3.14.3.2.26"))]);
    assert_eq!(
        of(|made| made.digest = sha1),
        Err(ResponseError::DigestAlgorithm)
    );
    assert_eq!(
        of(|made| made.certificates = vec![]),
        Err(ResponseError::SignerAbsent)
    );
    assert_eq!(
        of(|made| made.certificates.push(sequence(&[]))),
        Err(ResponseError::Certificate)
    );
    let other = certificate((2026, 2027), vec![stamps()]);
    // Same names, same number, another key.
    assert_eq!(
        of(|made| made.certificates = vec![other]),
        Err(ResponseError::SigningCertificate)
    );
}

#[test]
fn signed_attributes_must_each_be_there_once() {
    let digest = |value: &[u8]| Some(attribute(oid::MESSAGE_DIGEST, value));
    let wrong = encode(Tag::OctetString, &[7; 32]);
    assert_eq!(
        of(|made| made.message_digest = digest(&wrong)),
        Err(ResponseError::MessageDigest)
    );
    for bad in [
        Some(vec![]),
        digest(&[]),
        digest(&[wrong.clone(), wrong].concat()),
    ] {
        assert_eq!(
            of(|made| made.message_digest = bad),
            Err(ResponseError::Attribute("message-digest"))
        );
    }
    assert_eq!(
        of(|made| drop(made.attributes.remove(0))),
        Err(ResponseError::Attribute("content-type"))
    );
    assert_eq!(
        of(|made| drop(made.attributes.remove(1))),
        Err(ResponseError::Attribute("signing-certificate"))
    );
    assert_eq!(
        of(|made| made.attributes.push(made.attributes[1].clone())),
        Err(ResponseError::Attribute("signing-certificate-v2"))
    );
}

#[test]
fn certificate_is_bound_by_both_forms_where_both_are_there() {
    let v1 = |hash: &[u8]| {
        let id = sequence(&[&encode(Tag::OctetString, hash)]);
        attribute(oid::SIGNING_CERTIFICATE, &sequence(&[&sequence(&[&id])]))
    };
    let right = |made: &Made| {
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &made.certificates[0]);
        v1(hash.as_ref())
    };
    assert_eq!(of(|made| made.attributes[1] = right(made)), Ok(()));
    assert_eq!(of(|made| made.attributes.push(right(made))), Ok(()));
    let refused = Err(ResponseError::SigningCertificate);
    assert_eq!(of(|made| made.attributes.push(v1(&[1; 20]))), refused);
    assert_eq!(of(|made| made.attributes[1] = names(b"other")), refused);
}

#[test]
fn signer_is_found_by_its_key_identifier_too() {
    let identifier = |value: &[u8]| Extension {
        oid: oid::SUBJECT_KEY_IDENTIFIER,
        critical: false,
        value: encode(Tag::OctetString, value),
    };
    let mut made = Made::by(certificate(
        (2026, 2027),
        vec![stamps(), identifier(&[1, 2, 3])],
    ));
    made.signer_version = 3;
    made.signer = encode(primitive(0), &[1, 2, 3]);
    assert!(Response::from_der(&made.response()).is_ok());
    made.signer = encode(primitive(0), &[1, 2, 4]);
    let read = Response::from_der(&made.response());
    assert_eq!(read, Err(ResponseError::SignerAbsent));
}

#[test]
fn defects_of_what_was_signed_are_refused_by_name() {
    assert_eq!(
        of(|made| made.info[0] = integer(2)),
        Err(ResponseError::Version)
    );
    let local = encode(Tag::GeneralizedTime, b"20260701120000+0200");
    assert_eq!(of(|made| made.info[4] = local), Err(ResponseError::GenTime));
    let sha_512 = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
    let imprint = encode(Tag::OctetString, &[7; 64]);
    let imprint = sequence(&[&sequence(&[&der(sha_512)]), &imprint]);
    assert_eq!(
        of(|made| made.info[2] = imprint),
        Err(ResponseError::ImprintAlgorithm)
    );
    assert_eq!(
        of(|made| made.info[5] = integer(7)),
        Err(ResponseError::Nonce)
    );
    assert_eq!(of(|made| drop(made.info.pop())), Err(ResponseError::Nonce));
    assert_eq!(
        of(|made| made.info[3] = encode(Tag::Integer, &[0x80])),
        Err(ResponseError::Form)
    );
    let extension = |critical: &[u8]| {
        let value = encode(Tag::OctetString, &[]);
        let extension = sequence(&[&integer_oid(), critical, &value]);
        encode(constructed(1), &extension)
    };
    assert_eq!(of(|made| made.info.push(extension(&[]))), Ok(()));
    assert_eq!(
        of(|made| made.info.push(extension(&[1, 1, 0xff]))),
        Err(ResponseError::Critical)
    );
}

fn integer_oid() -> Vec<u8> {
    der(ObjectIdentifier::new_unwrap("1.2.3"))
}

#[test]
fn authority_must_be_called_as_its_certificate_says() {
    let called = |name: &[u8]| encode(constructed(0), name);
    let uri = encode(primitive(6), b"https://tsa.example");
    let extension = Extension {
        oid: oid::SUBJECT_ALT_NAME,
        critical: false,
        value: sequence(&[&uri]),
    };
    let mut made = Made::by(certificate((2026, 2027), vec![stamps(), extension]));
    made.info.push(called(&uri));
    assert!(Response::from_der(&made.response()).is_ok());
    let other = encode(primitive(6), b"https://other.example");
    *made.info.last_mut().unwrap() = called(&other);
    let read = Response::from_der(&made.response());
    assert_eq!(read, Err(ResponseError::Authority));
}

#[test]
fn status_alone_is_no_time_stamp() {
    let granted = sequence(&[&sequence(&[&integer(0)])]);
    assert_eq!(Response::from_der(&granted), Err(ResponseError::NoToken));
    // grantedWithMods: the token says what was modified.
    assert_eq!(of(|made| made.status = sequence(&[&integer(1)])), Ok(()));
    for status in [2, 3, 4, 5, 99] {
        let refused = of(|made| made.status = sequence(&[&integer(status)]));
        assert!(
            matches!(refused, Err(ResponseError::Rejected(_))),
            "{status}"
        );
    }
    let long = vec![0x30; MAX_LEN + 1];
    assert_eq!(Response::from_der(&long), Err(ResponseError::TooLarge));
}
