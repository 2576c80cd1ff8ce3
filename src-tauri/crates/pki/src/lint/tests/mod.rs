//! One defect a case, and the rules that must name it.

mod agent;
mod bytes;
mod en319412;
mod keys;
mod others;
mod profile;
mod rfc5280;
mod x690;

use std::collections::BTreeSet;

use chancery_domain::profile::{Profile, ProfileId};
use chancery_domain::{Algorithm, Spki};

use self::bytes::{SUBJECT_KEY, Tbs};
use super::{Finding, lint, rules, unreadable};
use crate::asn1::tlv;
use crate::fixtures::{
    Hierarchy, MemoryKey, agent_content, content, expectation, locations, root_locations, serial,
};
use crate::profile::{AgentContent, Fields, Locations, build};
use crate::{Certificate, KeyIdentifier, ToBeSigned, oid};

/// What a certificate is made of, to be bent before it is built.
#[derive(Clone)]
struct Draft {
    rules: Profile,
    issuer: Option<Certificate>,
    fields: Fields,
    content: Option<AgentContent>,
    places: Option<Locations>,
}

impl Draft {
    fn places(&mut self) -> &mut Locations {
        self.places.as_mut().expect("not a root's")
    }

    fn content(&mut self) -> &mut AgentContent {
        self.content.as_mut().expect("an agent's")
    }
}

enum Defect {
    /// It is approved so, and built so.
    Asked(fn(&mut Draft)),
    /// It is approved without the defect, and built with it.
    Input(fn(&mut Draft)),
    /// It is built without the defect, and then bent.
    Bytes(fn(&mut Tbs)),
    /// The subject has this key, and it was approved.
    Key(fn() -> Vec<u8>),
}

use Defect::{Asked, Bytes, Input, Key};
use ProfileId::{
    Agent, AgentShortLived, AgentTls, IssuingCa, OcspResponder, Officer, RootCa, TimeStamp,
};

/// What is wrong, in a certificate of which profile, by which rules, and how.
type Case = (&'static str, ProfileId, &'static [&'static str], Defect);

fn cases() -> Vec<Case> {
    [
        rfc5280::cases(),
        rfc5280::extension_cases(),
        x690::cases(),
        keys::cases(),
        en319412::cases(),
        others::cases(),
        profile::cases(),
        agent::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn flip_last(value: &mut [u8]) {
    *value.last_mut().expect("not empty") ^= 1;
}

fn draft(hierarchy: &Hierarchy, id: ProfileId) -> Draft {
    let (issuer, places) = match id {
        RootCa => (None, None),
        IssuingCa => (Some(&hierarchy.root), Some(root_locations())),
        _ => (Some(&hierarchy.issuing), Some(locations())),
    };
    let rules = Profile::built_in(id);
    let key = MemoryKey::generate(rules.algorithms[0]);
    Draft {
        issuer: issuer.cloned(),
        fields: crate::fixtures::fields(id, id.name(), &key, 7, issuer),
        content: content(&rules),
        places,
        rules,
    }
}

/// Lints a certificate with one defect.
fn findings(hierarchy: &Hierarchy, id: ProfileId, defect: Option<&Defect>) -> Vec<Finding> {
    let mut draft = draft(hierarchy, id);
    if let Some(Asked(bend)) = defect {
        bend(&mut draft);
    }
    let mut approved = draft.clone();
    if let Some(Input(bend)) = defect {
        bend(&mut draft);
    }
    let Draft {
        rules,
        issuer,
        fields,
        content,
        places,
    } = draft;
    let (issuer, places) = (issuer.as_ref(), places.as_ref());
    let tbs = build(&rules, &fields, issuer, places, content.as_ref()).expect("builds");
    let mut bent = Tbs::read(tbs.der());
    match defect {
        Some(Bytes(bend)) => bend(&mut bent),
        Some(Key(make)) => exchange_key(&mut bent, &mut approved, make()),
        _ => {}
    }
    let tbs = match ToBeSigned::from_der(bent.to_der()) {
        Ok(tbs) => tbs,
        Err(error) => return vec![unreadable(error.to_string())],
    };
    let expected = expectation(
        &approved.rules,
        &approved.fields,
        approved.issuer.as_ref(),
        approved.places.as_ref(),
        approved.content.as_ref(),
    );
    lint(tbs, expected).err().unwrap_or_default()
}

fn exchange_key(tbs: &mut Tbs, approved: &mut Draft, key: Vec<u8>) {
    *tbs.component(SUBJECT_KEY) = bytes::Value::read(&key);
    let spki = Spki::from_der(key);
    let identifier = KeyIdentifier::of(&spki).expect("has a BIT STRING");
    let value = tlv(der::Tag::OctetString, identifier.as_bytes());
    tbs.put(oid::SUBJECT_KEY_IDENTIFIER, false, &value);
    approved.fields.subject_key = spki;
    approved.rules.algorithms = Algorithm::ALL.to_vec();
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
    let tbs = build(&rules, &fields, None, None, None).expect("builds");
    assert!(lint(tbs, expectation(&rules, &fields, None, None, None)).is_ok());
}

#[test]
fn lint_names_the_broken_rule() {
    let hierarchy = Hierarchy::new();
    let mut wrong = Vec::new();
    for (name, id, want, defect) in cases() {
        let found = findings(&hierarchy, id, Some(&defect));
        let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        let mut want = want.to_vec();
        rules.sort_unstable();
        want.sort_unstable();
        if rules != want {
            wrong.push(format!("{name}: {want:?} expected, {found:#?} found"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    let lint = format!("{}/src/lint", env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeSet::new();
    for folder in std::fs::read_dir(lint).expect("the folder is there") {
        let folder = folder.expect("readable").path();
        if !folder.is_dir() || folder.ends_with("tests") {
            continue;
        }
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let name = entry.expect("readable").file_name();
            let name = name.into_string().expect("plain");
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
    let tbs = build(&rules, &fields, issuer, places, agent).expect("builds");
    let again = ToBeSigned::from_der(tbs.der().to_vec()).expect("reads back");
    assert_eq!(again, tbs);
    let expected = expectation(&rules, &fields, issuer, places, agent);
    assert!(lint(again, expected).is_ok());
}
