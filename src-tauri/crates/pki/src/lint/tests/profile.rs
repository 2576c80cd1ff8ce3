//! Defects in what our own profiles say.

use chancery_domain::{Algorithm, SigningKey as _};
use der::Tag;

use super::bytes::Tbs;
use super::{Agent, AgentShortLived, Asked, Bytes, Case, Input, OcspResponder, Officer, RootCa};
use crate::asn1::{sequence, tlv};
use crate::fixtures::MemoryKey;
use crate::oid;

fn any_purpose(tbs: &mut Tbs) {
    let any = const_oid::ObjectIdentifier::new_unwrap("2.5.29.37.0");
    let purposes = [oid::AGENT_ACTION, any].map(crate::asn1::oid);
    tbs.put(oid::EXTENDED_KEY_USAGE, false, &sequence(&purposes));
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "one second over the cap",
            Officer,
            &["validity-cap"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_after = validity.not_before.plus_seconds(730 * 86_400);
            }),
        ),
        (
            "outlives its issuer",
            Agent,
            &["validity-cap", "validity-within-issuer"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_after = validity.not_before.plus_seconds(1825 * 86_400);
            }),
        ),
        (
            "backdated by 61 seconds",
            RootCa,
            &["backdating"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_before = validity.not_before.plus_seconds(-1);
            }),
        ),
        (
            "begins in the future",
            RootCa,
            &["backdating"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_before = validity.not_before.plus_seconds(61);
            }),
        ),
        (
            "subject key of another curve",
            Officer,
            &["algorithms", "subject-key", "subject-key-identifier"],
            Input(|draft| {
                draft.fields.subject_key = MemoryKey::generate(Algorithm::EcdsaP384Sha384)
                    .spki()
                    .clone();
            }),
        ),
        (
            "another subject key",
            Officer,
            &["subject-key", "subject-key-identifier"],
            Input(|draft| {
                draft.fields.subject_key = MemoryKey::generate(Algorithm::EcdsaP256Sha256)
                    .spki()
                    .clone();
            }),
        ),
        (
            "a natural person's name",
            Officer,
            &["subject-approved"],
            Input(|draft| {
                draft.fields.subject.common_name = "Erika Mustermann".to_owned();
            }),
        ),
        (
            "key usage too much",
            Officer,
            &["key-usage"],
            Bytes(|tbs| {
                tbs.put(oid::KEY_USAGE, true, &[3, 2, 6, 0xc0]);
            }),
        ),
        (
            "key usage not critical",
            Officer,
            &["key-usage"],
            Bytes(|tbs| {
                tbs.put(oid::KEY_USAGE, false, &[3, 2, 7, 0x80]);
            }),
        ),
        (
            "any extended key usage",
            Agent,
            &["extended-key-usage"],
            Bytes(any_purpose),
        ),
        (
            "no extended key usage",
            Officer,
            &["extended-key-usage"],
            Bytes(|tbs| {
                tbs.remove(oid::EXTENDED_KEY_USAGE);
            }),
        ),
        (
            "practice not said",
            Officer,
            &["policies"],
            Input(|draft| draft.fields.practice = false),
        ),
        (
            "list elsewhere",
            Officer,
            &["locations"],
            Input(|draft| draft.places().crl_url.push('x')),
        ),
        (
            "responder elsewhere",
            Agent,
            &["locations"],
            Input(|draft| draft.places().ocsp_url = None),
        ),
        (
            "no place of the issuer",
            Agent,
            &["locations"],
            Bytes(|tbs| {
                tbs.remove(oid::AUTHORITY_INFO_ACCESS);
            }),
        ),
        (
            "responder without nocheck",
            OcspResponder,
            &["ocsp-nocheck"],
            Bytes(|tbs| {
                tbs.remove(oid::OCSP_NOCHECK);
            }),
        ),
        (
            "officer with nocheck",
            Officer,
            &["ocsp-nocheck"],
            Bytes(|tbs| {
                tbs.add(oid::OCSP_NOCHECK, false, &[5, 0]);
            }),
        ),
        (
            "name that the profile does not allow",
            Officer,
            &["name-rule"],
            Asked(|draft| draft.rules.names.prefixes.push("clerk-".to_owned())),
        ),
        (
            "name longer than the profile allows",
            Officer,
            &["name-rule"],
            Asked(|draft| draft.rules.names.max_length = 3),
        ),
        (
            "one second over 24 hours",
            AgentShortLived,
            &["validity-cap"],
            Input(|draft| {
                let validity = &mut draft.fields.validity;
                validity.not_after = validity.not_after.plus_seconds(1);
            }),
        ),
        (
            "comment",
            Officer,
            &["known-extensions"],
            Bytes(|tbs| {
                let comment = const_oid::ObjectIdentifier::new_unwrap("2.16.840.1.113730.1.13");
                tbs.add(comment, false, &tlv(Tag::Ia5String, b"hello"));
            }),
        ),
    ]
}
