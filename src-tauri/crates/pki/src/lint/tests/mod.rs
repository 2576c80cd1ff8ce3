//! One defect a case, and the rules that must name it.

mod bytes;

use std::collections::BTreeSet;

use chancery_domain::Algorithm;
use chancery_domain::SigningKey as _;
use chancery_domain::action::ActionName;
use chancery_domain::profile::{Profile, ProfileId};
use der::Tag;

use self::bytes::{ISSUER, SERIAL_NUMBER, SUBJECT, Tbs, VALIDITY, VERSION, Value};
use super::{Finding, lint, rules};
use crate::asn1::{integer, sequence, tlv};
use crate::fixtures::{
    Hierarchy, MemoryKey, agent_content, expectation, locations, root_locations, serial,
};
use crate::profile::{AgentContent, Fields, Locations};
use crate::{SerialNumber, ToBeSigned, oid, profile};

/// What a certificate is made of, to be bent before it is built.
struct Draft {
    fields: Fields,
    content: AgentContent,
    places: Locations,
}

enum Defect {
    /// In what was handed in.
    Input(fn(&mut Draft)),
    /// In the bytes.
    Bytes(fn(&mut Tbs)),
}

use Defect::{Bytes, Input};
use ProfileId::{Agent, IssuingCa, OcspResponder, Officer, RootCa};

type Case = (&'static str, ProfileId, &'static [&'static str], Defect);

fn any_purpose(tbs: &mut Tbs) {
    let any = const_oid::ObjectIdentifier::new_unwrap("2.5.29.37.0");
    let purposes = [oid::AGENT_ACTION, any].map(crate::asn1::oid);
    tbs.put(oid::EXTENDED_KEY_USAGE, false, &sequence(&purposes));
}

fn move_times(tbs: &mut Tbs, place: usize, tag: Tag, text: &str) {
    tbs.component(VALIDITY).parts()[place].set(tag, text.as_bytes());
}

fn flip_last(value: &mut [u8]) {
    *value.last_mut().expect("not empty") ^= 1;
}

const AFTER_KEY: usize = 7;

fn cases() -> Vec<Case> {
    [rfc5280_cases(), profile_cases(), agent_cases()]
        .into_iter()
        .flatten()
        .collect()
}

fn rfc5280_cases() -> Vec<Case> {
    vec![
        (
            "version 2",
            Agent,
            &["version"],
            Bytes(|tbs| {
                tbs.component(VERSION).parts()[0].set(Tag::Integer, &[1]);
            }),
        ),
        (
            "serial zero",
            Agent,
            &["readable"],
            Bytes(|tbs| {
                tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[0]);
            }),
        ),
        (
            "serial negative",
            Agent,
            &["readable"],
            Bytes(|tbs| {
                tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[0x80; 16]);
            }),
        ),
        (
            "serial padded",
            Agent,
            &["serial-number"],
            Bytes(|tbs| {
                tbs.component(SERIAL_NUMBER)
                    .set(Tag::Integer, &[[0; 1].as_slice(), &[7; 15]].concat());
            }),
        ),
        (
            "serial of 21 octets",
            Agent,
            &["serial-number", "serial-length"],
            Bytes(|tbs| {
                tbs.component(SERIAL_NUMBER).set(Tag::Integer, &[7; 21]);
            }),
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
            "issuer by another name",
            Agent,
            &["issuer-name"],
            Bytes(|tbs| {
                tbs.attribute(ISSUER, 3)
                    .set(Tag::Utf8String, b"Practice Issuing CA 2");
            }),
        ),
        (
            "issuer in another encoding",
            Agent,
            &["issuer-name"],
            Bytes(|tbs| {
                tbs.attribute(ISSUER, 3)
                    .set(Tag::PrintableString, b"Practice Issuing CA 1");
            }),
        ),
        (
            "generalized time before 2050",
            Agent,
            &["validity-encoding"],
            Bytes(|tbs| {
                move_times(tbs, 0, Tag::GeneralizedTime, "20261122143200Z");
            }),
        ),
        (
            "ends before it begins",
            Agent,
            &["validity-order", "validity-within-issuer"],
            Bytes(|tbs| {
                move_times(tbs, 1, Tag::UtcTime, "251122143200Z");
            }),
        ),
        (
            "country as utf8",
            Agent,
            &["subject-name"],
            Bytes(|tbs| {
                tbs.attribute(SUBJECT, 0).set(Tag::Utf8String, b"DE");
            }),
        ),
        (
            "country of three letters",
            Agent,
            &["subject-name", "subject-approved"],
            Bytes(|tbs| {
                tbs.attribute(SUBJECT, 0).set(Tag::PrintableString, b"DEU");
            }),
        ),
        (
            "organization of 65 characters",
            Agent,
            &["subject-name", "subject-approved"],
            Bytes(|tbs| {
                tbs.attribute(SUBJECT, 1).set(Tag::Utf8String, &[b'a'; 65]);
            }),
        ),
        (
            "unique identifier",
            Agent,
            &["unique-identifiers"],
            Bytes(|tbs| {
                let tag = crate::asn1::context_primitive(2);
                tbs.insert(AFTER_KEY, Value::Primitive(tag, vec![0, 7]));
            }),
        ),
        (
            "no authority key identifier",
            Agent,
            &["authority-key-identifier"],
            Bytes(|tbs| {
                tbs.remove(oid::AUTHORITY_KEY_IDENTIFIER);
            }),
        ),
        (
            "wrong authority key identifier",
            RootCa,
            &["authority-key-identifier"],
            Bytes(|tbs| {
                tbs.bend(oid::AUTHORITY_KEY_IDENTIFIER, |value| flip_last(value));
            }),
        ),
        (
            "no subject key identifier",
            Officer,
            &["subject-key-identifier"],
            Bytes(|tbs| {
                tbs.remove(oid::SUBJECT_KEY_IDENTIFIER);
            }),
        ),
        (
            "wrong subject key identifier",
            IssuingCa,
            &["subject-key-identifier"],
            Bytes(|tbs| {
                tbs.bend(oid::SUBJECT_KEY_IDENTIFIER, |value| flip_last(value));
            }),
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
            "agent as a CA",
            Agent,
            &["basic-constraints"],
            Bytes(|tbs| {
                let ca = sequence(&[tlv(Tag::Boolean, &[0xff]), integer(0)]);
                tbs.add(oid::BASIC_CONSTRAINTS, true, &ca);
            }),
        ),
        (
            "critical policies",
            IssuingCa,
            &["critical-extensions"],
            Bytes(|tbs| {
                let policies = [oid::POLICY_AGENT, oid::POLICY_PRACTICE];
                let policies = policies.map(|policy| sequence(&[crate::asn1::oid(policy)]));
                tbs.put(oid::CERTIFICATE_POLICIES, true, &sequence(&policies));
            }),
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
    ]
}

fn profile_cases() -> Vec<Case> {
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
            "given name instead of common name",
            Officer,
            &["subject-approved"],
            Bytes(|tbs| {
                let attribute = tbs.component(SUBJECT).parts()[3].parts()[0].parts();
                attribute[0].set(Tag::ObjectIdentifier, &[0x55, 4, 42]);
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
            Input(|draft| draft.places.crl_url.push('x')),
        ),
        (
            "responder elsewhere",
            Agent,
            &["locations"],
            Input(|draft| draft.places.ocsp_url = None),
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

fn agent_cases() -> Vec<Case> {
    vec![
        (
            "another agent's name",
            Agent,
            &["alternative-name"],
            Input(|draft| {
                draft.content.spiffe_id.push('3');
            }),
        ),
        (
            "two names",
            Agent,
            &["alternative-name"],
            Bytes(|tbs| {
                let uri = crate::asn1::primitive(6, agent_content().spiffe_id.as_bytes());
                tbs.put(oid::SUBJECT_ALT_NAME, false, &sequence(&[uri.clone(), uri]));
            }),
        ),
        (
            "officer with a name",
            Officer,
            &["alternative-name"],
            Bytes(|tbs| {
                let mail = crate::asn1::primitive(1, b"erika@practice.example");
                tbs.add(oid::SUBJECT_ALT_NAME, false, &sequence(&[mail]));
            }),
        ),
        (
            "no scope",
            Agent,
            &["scope"],
            Bytes(|tbs| tbs.remove(oid::AGENT_SCOPE)),
        ),
        (
            "officer with a scope",
            Officer,
            &["scope"],
            Bytes(|tbs| {
                tbs.add(
                    oid::AGENT_SCOPE,
                    false,
                    &crate::fixtures::scope().to_der().expect("encodes"),
                );
            }),
        ),
        (
            "scope not as approved",
            Agent,
            &["scope"],
            Input(|draft| {
                let wide = ActionName::parse("actions", "order.*").expect("valid");
                draft.content.scope.as_mut().expect("has one").scope.actions = vec![wide];
            }),
        ),
        (
            "scope with a trailing byte",
            Agent,
            &["scope"],
            Bytes(|tbs| {
                tbs.bend(oid::AGENT_SCOPE, |value| value.push(0));
            }),
        ),
        (
            "scope critical",
            Agent,
            &["critical-extensions", "scope"],
            Bytes(|tbs| {
                tbs.put(
                    oid::AGENT_SCOPE,
                    true,
                    &crate::fixtures::scope().to_der().expect("encodes"),
                );
            }),
        ),
        (
            "no limit value",
            Agent,
            &["limit-value"],
            Bytes(|tbs| tbs.remove(oid::QC_STATEMENTS)),
        ),
        (
            "another limit value",
            Agent,
            &["limit-value"],
            Bytes(|tbs| {
                tbs.bend(oid::QC_STATEMENTS, |value| flip_last(value));
            }),
        ),
    ]
}

/// Lints a certificate with one defect against what was expected without it.
fn findings(hierarchy: &Hierarchy, id: ProfileId, defect: Option<&Defect>) -> Vec<Finding> {
    let (issuer, places) = match id {
        RootCa => (None, None),
        IssuingCa => (Some(&hierarchy.root), Some(root_locations())),
        _ => (Some(&hierarchy.issuing), Some(locations())),
    };
    let algorithm = if id == RootCa {
        Algorithm::EcdsaP384Sha384
    } else {
        Algorithm::EcdsaP256Sha256
    };
    let key = MemoryKey::generate(algorithm);
    let fields = crate::fixtures::fields(id, id.name(), &key, 7, issuer);
    let content = crate::fixtures::content(&Profile::built_in(id)).unwrap_or_else(agent_content);
    let mut draft = Draft {
        fields: fields.clone(),
        content: content.clone(),
        places: places.clone().unwrap_or_else(locations),
    };
    if let Some(Input(bend)) = defect {
        bend(&mut draft);
    }
    let mut tbs = build(hierarchy, id, &draft);
    if let Some(Bytes(bend)) = defect {
        let mut bent = Tbs::read(tbs.der());
        bend(&mut bent);
        tbs = ToBeSigned::from_der(bent.to_der()).expect("still a TBSCertificate");
    }
    let rules = Profile::built_in(id);
    let agent = id.is_of_agents().then_some(&content);
    let expected = expectation(&rules, &fields, issuer, places.as_ref(), agent);
    lint(tbs, &expected).err().unwrap_or_default()
}

fn build(hierarchy: &Hierarchy, id: ProfileId, draft: &Draft) -> ToBeSigned {
    let issuer = match id {
        RootCa => None,
        IssuingCa => Some(&hierarchy.root),
        _ => Some(&hierarchy.issuing),
    };
    let rules = Profile::built_in(id);
    let places = issuer.map(|_| &draft.places);
    let agent = id.is_of_agents().then_some(&draft.content);
    profile::build(&rules, &draft.fields, issuer, places, agent).expect("builds")
}

#[test]
fn every_profile_is_built_without_findings() {
    let hierarchy = Hierarchy::new();
    for id in ProfileId::ALL {
        assert_eq!(findings(&hierarchy, id, None), [], "{}", id.name());
    }
}

#[test]
fn root_that_lives_past_2049_is_written_in_the_other_encoding() {
    let key = MemoryKey::generate(Algorithm::EcdsaP384Sha384);
    let mut fields = crate::fixtures::fields(RootCa, "Root", &key, 7, None);
    let rules = Profile::built_in(RootCa);
    fields.validity = crate::Validity::of_days(crate::fixtures::now(), rules.validity.cap, None);
    assert!(fields.validity.not_after.date().year() > 2049);
    let tbs = profile::build(&rules, &fields, None, None, None).expect("builds");
    assert!(lint(tbs, &expectation(&rules, &fields, None, None, None)).is_ok());
}

#[test]
fn lint_names_the_broken_rule() {
    let hierarchy = Hierarchy::new();
    for (name, id, want, defect) in cases() {
        let found = findings(&hierarchy, id, Some(&defect));
        let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        let mut want = want.to_vec();
        rules.sort_unstable();
        want.sort_unstable();
        assert_eq!(rules, want, "{name}: {found:?}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let broken: BTreeSet<&str> = cases()
        .iter()
        .flat_map(|(_, _, rules, _)| *rules)
        .copied()
        .collect();
    let all: BTreeSet<&str> = rules().map(|rule| rule.name).chain(["readable"]).collect();
    assert_eq!(broken, all);
}

#[test]
fn every_file_of_rules_is_in_the_table() {
    let mut files = BTreeSet::new();
    for authority in ["rfc5280", "profile"] {
        let folder = format!("{}/src/lint/{authority}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let name = entry
                .expect("readable")
                .file_name()
                .into_string()
                .expect("plain");
            files.insert(name.trim_end_matches(".rs").replace('_', "-"));
        }
    }
    files.remove("mod");
    let rules: BTreeSet<String> = rules().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(rules, files);
}

#[test]
fn intent_can_be_linted_again_from_its_bytes() {
    let hierarchy = Hierarchy::new();
    let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
    let mut fields = hierarchy.leaf_fields(Agent, &key, 7);
    fields.serial_number = serial(8);
    let (content, places) = (agent_content(), locations());
    let rules = Profile::built_in(Agent);
    let (issuer, places, agent) = (Some(&hierarchy.issuing), Some(&places), Some(&content));
    let tbs = profile::build(&rules, &fields, issuer, places, agent).expect("builds");
    let again = ToBeSigned::from_der(tbs.der().to_vec()).expect("reads back");
    assert_eq!(again, tbs);
    let expected = expectation(&rules, &fields, issuer, places, agent);
    assert!(lint(again, &expected).is_ok());
}
