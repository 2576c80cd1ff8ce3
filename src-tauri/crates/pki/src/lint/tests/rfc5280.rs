//! Defects in what RFC 5280 says.

use der::Tag;

use super::bytes::{AFTER_KEY, ISSUER, SERIAL_NUMBER, SIGNATURE, SUBJECT, VALIDITY, VERSION};
use super::bytes::{Tbs, Value};
use super::{
    Agent, Asked, Bytes, Case, Input, IssuingCa, OcspResponder, Officer, RootCa, flip_last,
};
use crate::asn1::{self, integer, primitive, sequence, tlv};
use crate::{SerialNumber, oid};

fn move_times(tbs: &mut Tbs, place: usize, tag: Tag, text: &str) {
    tbs.component(VALIDITY).parts()[place].set(tag, text.as_bytes());
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "version 2",
            Agent,
            &["version"],
            Bytes(|tbs| tbs.component(VERSION).parts()[0].set(Tag::Integer, &[1])),
        ),
        (
            "serial zero",
            Agent,
            &["readable"],
            Bytes(|tbs| tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[0])),
        ),
        (
            "serial negative",
            Agent,
            &["readable"],
            Bytes(|tbs| tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[0x80; 16])),
        ),
        (
            "serial padded",
            Agent,
            &["serial-number"],
            Bytes(|tbs| {
                let padded = [&[0][..], &[7; 15]].concat();
                tbs.component(SERIAL_NUMBER).set(Tag::Integer, &padded);
            }),
        ),
        (
            "serial of 21 octets",
            Agent,
            &["serial-number", "serial-length"],
            Bytes(|tbs| tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[7; 21])),
        ),
        (
            "serial of one octet",
            Agent,
            &["serial-length"],
            Input(|draft| {
                draft.fields.serial_number = SerialNumber::from_magnitude(&[7]).expect("not zero");
            }),
        ),
        (
            "signature algorithm with NULL parameters",
            Agent,
            &["readable"],
            Bytes(|tbs| {
                let null = Value::Primitive(Tag::Null, vec![]);
                tbs.component(SIGNATURE).parts().push(null);
            }),
        ),
        (
            "issuer by another name",
            Agent,
            &["issuer-name"],
            Bytes(|tbs| {
                let other = b"Practice Issuing CA 2";
                tbs.attribute(ISSUER, 3).set(Tag::Utf8String, other);
            }),
        ),
        (
            "issuer in another encoding",
            Agent,
            &["issuer-name"],
            Bytes(|tbs| {
                let same = b"Practice Issuing CA 1";
                tbs.attribute(ISSUER, 3).set(Tag::PrintableString, same);
            }),
        ),
        (
            "ends when it begins",
            Officer,
            &["validity-order"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_after = validity.not_before;
            }),
        ),
        (
            "GeneralizedTime before 2050",
            Agent,
            &["validity-encoding"],
            Bytes(|tbs| move_times(tbs, 1, Tag::GeneralizedTime, "20270220143159Z")),
        ),
        (
            "time without seconds",
            Agent,
            &["validity-encoding"],
            Bytes(|tbs| move_times(tbs, 1, Tag::UtcTime, "2702201431Z")),
        ),
        (
            "time of another zone",
            Agent,
            &["validity-encoding"],
            Bytes(|tbs| move_times(tbs, 1, Tag::UtcTime, "270220143159+0000")),
        ),
        (
            "subject without attributes",
            Officer,
            &["legal-person", "subject-approved", "subject-name"],
            Bytes(|tbs| tbs.component(SUBJECT).parts().clear()),
        ),
        (
            "two attributes in one place",
            Agent,
            &["subject-name"],
            Bytes(|tbs| {
                let last = tbs.component(SUBJECT).parts().pop().expect("has names");
                let parts = tbs.component(SUBJECT).parts();
                parts[2].parts().extend(last.into_parts());
            }),
        ),
        (
            "country as UTF8String",
            Agent,
            &["subject-name"],
            Bytes(|tbs| tbs.attribute(SUBJECT, 0).set(Tag::Utf8String, b"DE")),
        ),
        (
            "common name as PrintableString",
            Officer,
            &["subject-name"],
            Bytes(|tbs| {
                tbs.attribute(SUBJECT, 3)
                    .set(Tag::PrintableString, b"officer")
            }),
        ),
        (
            "country of three letters",
            Agent,
            &["name-lengths"],
            Asked(|draft| draft.fields.subject.country.push('U')),
        ),
        (
            "organization of 65 characters",
            Agent,
            &["name-lengths"],
            Asked(|draft| draft.fields.subject.organization = "ä".repeat(65)),
        ),
        (
            "empty organization",
            Officer,
            &["name-lengths"],
            Asked(|draft| draft.fields.subject.organization.clear()),
        ),
        (
            "unique identifier",
            Agent,
            &["unique-identifiers"],
            Bytes(|tbs| {
                let tag = asn1::context_primitive(2);
                tbs.insert(AFTER_KEY, Value::Primitive(tag, vec![0, 7]));
            }),
        ),
        (
            "issuer is no CA",
            Officer,
            &["issuer-may-issue"],
            Asked(|draft| draft.issuer.as_mut().expect("has one").ca = None),
        ),
        (
            "issuer may not sign certificates",
            Officer,
            &["issuer-may-issue"],
            Asked(|draft| draft.issuer.as_mut().expect("has one").key_usage = vec!["cRLSign"]),
        ),
        (
            "issuer allows no CA below it",
            IssuingCa,
            &["issuer-may-issue"],
            Asked(|draft| {
                let ca = &mut draft.issuer.as_mut().expect("has one").ca;
                ca.as_mut().expect("is one").path_len = Some(0);
            }),
        ),
        (
            "officer by the name of its issuer",
            Officer,
            &["self-issued"],
            Asked(|draft| {
                draft.fields.subject.common_name = "Practice Issuing CA 1".to_owned();
            }),
        ),
    ]
}

pub(super) fn extension_cases() -> Vec<Case> {
    vec![
        (
            "no authority key identifier",
            Agent,
            &["authority-key-identifier"],
            Bytes(|tbs| tbs.remove(oid::AUTHORITY_KEY_IDENTIFIER)),
        ),
        (
            "wrong authority key identifier",
            RootCa,
            &["authority-key-identifier"],
            Bytes(|tbs| tbs.bend(oid::AUTHORITY_KEY_IDENTIFIER, |value| flip_last(value))),
        ),
        (
            "no subject key identifier",
            Officer,
            &["subject-key-identifier"],
            Bytes(|tbs| tbs.remove(oid::SUBJECT_KEY_IDENTIFIER)),
        ),
        (
            "wrong subject key identifier",
            IssuingCa,
            &["subject-key-identifier"],
            Bytes(|tbs| tbs.bend(oid::SUBJECT_KEY_IDENTIFIER, |value| flip_last(value))),
        ),
        (
            "issuing CA without path length",
            IssuingCa,
            &["basic-constraints"],
            Bytes(|tbs| {
                let ca = sequence(&[tlv(Tag::Boolean, &[0xff])]);
                tbs.put(oid::BASIC_CONSTRAINTS, true, &ca);
            }),
        ),
        (
            "basic constraints not critical",
            IssuingCa,
            &["basic-constraints"],
            Bytes(|tbs| {
                let ca = sequence(&[tlv(Tag::Boolean, &[0xff]), integer(0)]);
                tbs.put(oid::BASIC_CONSTRAINTS, false, &ca);
            }),
        ),
        (
            "agent as a CA",
            Agent,
            &["basic-constraints", "issuer-may-issue", "key-cert-sign"],
            Bytes(|tbs| {
                let ca = sequence(&[tlv(Tag::Boolean, &[0xff]), integer(0)]);
                tbs.add(oid::BASIC_CONSTRAINTS, true, &ca);
            }),
        ),
        (
            "officer who may sign certificates",
            Officer,
            &["key-cert-sign"],
            Asked(|draft| draft.rules.key_usage.push("keyCertSign".to_owned())),
        ),
        (
            "critical policies",
            IssuingCa,
            &["critical-extensions"],
            Bytes(|tbs| tbs.say_critical(oid::CERTIFICATE_POLICIES, &[0xff])),
        ),
        (
            "critical alternative name beside a subject",
            Agent,
            &["critical-extensions"],
            Bytes(|tbs| tbs.say_critical(oid::SUBJECT_ALT_NAME, &[0xff])),
        ),
        (
            "extension twice",
            Agent,
            &["readable"],
            Bytes(|tbs| {
                tbs.add(oid::OCSP_NOCHECK, false, &[5, 0]);
                tbs.add(oid::OCSP_NOCHECK, false, &[5, 0]);
            }),
        ),
        (
            "list of no policies",
            OcspResponder,
            &["empty-sequences", "policies"],
            Bytes(|tbs| tbs.put(oid::CERTIFICATE_POLICIES, false, &sequence(&[]))),
        ),
        (
            "policy twice",
            Officer,
            &["policies", "policies-unique"],
            Bytes(|tbs| {
                let practice = sequence(&[asn1::oid(oid::POLICY_PRACTICE)]);
                let twice = sequence(&[practice.clone(), practice]);
                tbs.put(oid::CERTIFICATE_POLICIES, false, &twice);
            }),
        ),
        (
            "policy with a qualifier",
            Officer,
            &["policy-qualifiers"],
            Bytes(|tbs| {
                let cps = const_oid::ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1");
                let uri = tlv(Tag::Ia5String, b"http://pki.practice.example/cps");
                let qualifier = sequence(&[sequence(&[asn1::oid(cps), uri])]);
                let term = sequence(&[asn1::oid(oid::POLICY_PRACTICE), qualifier]);
                tbs.put(oid::CERTIFICATE_POLICIES, false, &sequence(&[term]));
            }),
        ),
        (
            "list by LDAP",
            Officer,
            &["location-uris"],
            Asked(|draft| draft.places().crl_url = "ldap://pki.practice.example/x".to_owned()),
        ),
        (
            "issuer behind TLS",
            Officer,
            &["location-uris"],
            Asked(|draft| draft.places().issuer_url = "https://pki.practice.example/x".to_owned()),
        ),
        (
            "responder without a host",
            Officer,
            &["location-uris"],
            Asked(|draft| draft.places().ocsp_url = Some("http:///ocsp".to_owned())),
        ),
        (
            "relative URI as a name",
            Agent,
            &["alternative-name-uris"],
            Asked(|draft| draft.content().spiffe_id = "agent/ai_trader_bot_v2".to_owned()),
        ),
        (
            "space in a name",
            Agent,
            &["alternative-name-uris"],
            Asked(|draft| draft.content().spiffe_id.push(' ')),
        ),
        (
            "name by directory instead of URI",
            Agent,
            &["alternative-name"],
            Bytes(|tbs| {
                let id = primitive(8, &[0x2a, 3]);
                tbs.put(oid::SUBJECT_ALT_NAME, false, &sequence(&[id]));
            }),
        ),
    ]
}
