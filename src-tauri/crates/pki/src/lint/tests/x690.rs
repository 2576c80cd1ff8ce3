//! Defects in the encoding.

use der::Tag;

use super::bytes::Value;
use super::{Agent, Bytes, Case, IssuingCa, Officer};
use crate::asn1::{integer, sequence, tlv};
use crate::oid;

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "TRUE as 1",
            Officer,
            &["booleans"],
            Bytes(|tbs| tbs.say_critical(oid::KEY_USAGE, &[1])),
        ),
        (
            "TRUE as 1 inside",
            IssuingCa,
            &["booleans"],
            Bytes(|tbs| {
                let ca = sequence(&[tlv(Tag::Boolean, &[1]), integer(0)]);
                tbs.put(oid::BASIC_CONSTRAINTS, true, &ca);
            }),
        ),
        (
            "FALSE written out",
            Officer,
            &["default-values"],
            Bytes(|tbs| tbs.say_critical(oid::EXTENDED_KEY_USAGE, &[0])),
        ),
        (
            "FALSE written out inside",
            Officer,
            &["default-values"],
            Bytes(|tbs| {
                let no_ca = sequence(&[tlv(Tag::Boolean, &[0])]);
                tbs.add(oid::BASIC_CONSTRAINTS, false, &no_ca);
            }),
        ),
        (
            "padded path length",
            IssuingCa,
            &["integers"],
            Bytes(|tbs| {
                let padded = tlv(Tag::Integer, &[0, 0]);
                let ca = sequence(&[tlv(Tag::Boolean, &[0xff]), padded]);
                tbs.put(oid::BASIC_CONSTRAINTS, true, &ca);
            }),
        ),
        (
            "key usage with zero bits at the end",
            Officer,
            &["named-bits"],
            Bytes(|tbs| tbs.put(oid::KEY_USAGE, true, &[3, 2, 0, 0x80])),
        ),
        (
            "key usage with unused bits set",
            Officer,
            &["readable"],
            Bytes(|tbs| tbs.put(oid::KEY_USAGE, true, &[3, 2, 7, 0x81])),
        ),
        (
            "key usage with an empty octet at the end",
            Officer,
            &["named-bits"],
            Bytes(|tbs| tbs.put(oid::KEY_USAGE, true, &[3, 3, 7, 0x80, 0])),
        ),
        (
            "long form of a short length inside an extension",
            Officer,
            &["extension-values"],
            Bytes(|tbs| {
                tbs.bend(oid::AUTHORITY_INFO_ACCESS, |value| value.insert(1, 0x81));
            }),
        ),
        (
            "value after the value of an extension",
            Agent,
            &["extension-values", "scope"],
            Bytes(|tbs| tbs.bend(oid::AGENT_SCOPE, |value| value.extend([5, 0]))),
        ),
        (
            "something after the extensions",
            Agent,
            &["readable"],
            Bytes(|tbs| tbs.push(Value::read(&integer(7)))),
        ),
    ]
}
