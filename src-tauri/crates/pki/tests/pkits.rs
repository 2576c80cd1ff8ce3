//! NIST's Public Key Interoperability Test Suite: every test of its sections 4.1 to
//! 4.16 against our path validation. Each is given all certificates and all lists of
//! the suite at once, and so must find its own way among hundreds of strangers.
//!
//! The suite comes with the Python package `cryptography-vectors`; what it expects is
//! in `fixtures/pkits/expectations.csv`.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't read its input fails"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chancery_domain::Utc;
use chancery_pki::path::{
    Budget, CertificateList, ForeignCertificate, Lists, Oid, PolicyInputs, Question, Rule, answer,
};
use const_oid::ObjectIdentifier;

/// Tests that are not run, each with its reason.
const EXCLUDED: &[(&str, &str)] = &[
    (
        "4.1.4",
        "Valid DSA Signatures: DSA with SHA-1 is accepted nowhere here",
    ),
    ("4.1.5", "Valid DSA Parameter Inheritance: the same"),
    (
        "4.1.6",
        "Invalid DSA Signature: refused for its algorithm, so it would show nothing",
    ),
];

/// Rules that the suite's invalid paths must break, by section: a path refused for
/// another reason than its defect is no pass.
const BROKEN: &[(&str, &str)] = &[
    ("4.1", "Signature"),
    ("4.2", "Validity"),
    ("4.3", "NoIssuer"),
    ("4.4", "Revoked StatusUnknown"),
    ("4.5", "Revoked StatusUnknown NotACa"),
    ("4.6", "NotACa PathLength"),
    ("4.7", "KeyCertSign StatusUnknown"),
    ("4.8", "Policy"),
    ("4.9", "Policy"),
    ("4.10", "Policy AnyPolicyMapped"),
    ("4.11", "Policy"),
    ("4.12", "Policy"),
    ("4.13", "NotPermitted Excluded"),
    ("4.14", "Revoked StatusUnknown"),
    ("4.15", "Revoked StatusUnknown"),
    ("4.16", "UnknownCritical"),
];

struct Suite {
    folder: PathBuf,
    anchors: Vec<ForeignCertificate>,
    certificates: Vec<ForeignCertificate>,
    lists: Vec<CertificateList>,
}

/// One line of the table.
struct Case {
    test: String,
    end_entity: String,
    policies: PolicyInputs,
    valid: bool,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn vectors() -> PathBuf {
    let environment =
        std::env::var_os("CHANCERY_VENV").map_or_else(|| repository().join(".venv"), PathBuf::from);
    let below = "site-packages/cryptography_vectors/x509/PKITS_data";
    fs::read_dir(environment.join("lib"))
        .into_iter()
        .flatten()
        .map(|python| python.expect("a folder").path().join(below))
        .find(|folder| folder.is_dir())
        .expect("PKITS is missing: run `.ci/setup test`")
}

/// Every file of a folder, read as `read` does, in the order of their names.
fn all<T, E: std::fmt::Debug>(folder: &Path, read: impl Fn(&[u8]) -> Result<T, E>) -> Vec<T> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let der = fs::read(path).expect("readable");
        read(&der).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
    };
    paths.iter().map(read).collect()
}

impl Suite {
    fn read() -> Self {
        let folder = vectors();
        let anchor = fs::read(folder.join("certs/TrustAnchorRootCertificate.crt")).expect("there");
        Self {
            anchors: vec![ForeignCertificate::from_der(&anchor).expect("a certificate")],
            certificates: all(&folder.join("certs"), ForeignCertificate::from_der),
            lists: all(&folder.join("crls"), CertificateList::from_der),
            folder,
        }
    }

    fn broken_rule(&self, case: &Case) -> Option<Rule> {
        let file = format!("certs/{}.crt", case.end_entity);
        let der = fs::read(self.folder.join(file)).expect("the end entity");
        let leaf = ForeignCertificate::from_der(&der).expect("a certificate");
        let lists: Vec<_> = self.lists.iter().collect();
        let question = Question {
            leaf: &leaf,
            intermediates: &self.certificates,
            anchors: &self.anchors,
            at: Utc::parse("2026-11-22T14:33:00Z").expect("valid"),
            purpose: None,
            key_usage: None,
            policies: case.policies.clone(),
            lists: Lists::Checked(&lists),
            understood: &[],
            budget: Budget::default(),
        };
        answer(&question).verdict.err().map(|error| error.rule)
    }
}

/// `NIST-test-policy-1` to `-10`.
fn policy(number: &str) -> Oid {
    ObjectIdentifier::new(&format!("2.16.840.1.101.3.2.1.48.{number}"))
        .expect("an OID")
        .into()
}

fn cases() -> Vec<Case> {
    let table = repository().join("fixtures/pkits/expectations.csv");
    let text = fs::read_to_string(table).expect("the table");
    let yes = |field: &str| field == "yes";
    let case = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [
            test,
            end_entity,
            acceptable,
            explicit,
            mapping,
            any,
            expected,
        ] = fields[..]
        else {
            panic!("seven columns: {line}");
        };
        let acceptable: BTreeSet<Oid> = acceptable.split_whitespace().map(policy).collect();
        Case {
            test: test.to_owned(),
            end_entity: end_entity.to_owned(),
            policies: PolicyInputs {
                acceptable: Some(acceptable).filter(|policies| !policies.is_empty()),
                explicit: yes(explicit),
                inhibit_mapping: yes(mapping),
                inhibit_any: yes(any),
            },
            valid: expected == "valid",
        }
    };
    text.lines().skip(1).map(case).collect()
}

/// Whether the rule is one that this test's section is about.
fn is_expected(test: &str, rule: &Rule) -> bool {
    let (section, _) = test.rsplit_once('.').expect("a section and a number");
    let (_, rules) = BROKEN
        .iter()
        .find(|(of, _)| *of == section)
        .expect("a section");
    let name = format!("{rule:?}");
    rules.split(' ').any(|expected| name.starts_with(expected))
}

#[test]
fn every_path_of_the_suite_is_judged_as_it_expects() {
    let suite = Suite::read();
    let (mut passed, mut excluded, mut wrong) = (0, 0, Vec::new());
    let cases = cases();
    for case in &cases {
        if EXCLUDED.iter().any(|(test, _)| *test == case.test) {
            excluded += 1;
            continue;
        }
        match suite.broken_rule(case) {
            None if case.valid => passed += 1,
            Some(rule) if !case.valid && is_expected(&case.test, &rule) => passed += 1,
            other => wrong.push(format!("{} {}: {other:?}", case.test, case.end_entity)),
        }
    }
    let mut out = std::io::stderr();
    let total = cases.len();
    writeln!(
        out,
        "PKITS: {passed} of {total} passed, {excluded} excluded"
    )
    .expect("stderr");
    for (test, reason) in EXCLUDED {
        writeln!(out, "PKITS: {test} excluded: {reason}").expect("stderr");
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(passed + excluded, total);
}

#[test]
fn table_and_suite_name_the_same_end_entities() {
    let listed: BTreeSet<_> = cases().into_iter().map(|case| case.end_entity).collect();
    let there: BTreeSet<_> = fs::read_dir(vectors().join("certs"))
        .expect("a folder")
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("text")
        })
        .filter_map(|name| name.strip_suffix("EE.crt").map(|stem| format!("{stem}EE")))
        .collect();
    assert_eq!(listed, there);
    let tests: BTreeSet<_> = cases().into_iter().map(|case| case.test).collect();
    assert!(EXCLUDED.iter().all(|(test, _)| tests.contains(*test)));
}
