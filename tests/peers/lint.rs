//! pkilint, about all that a workspace signs with X.509.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Stranger, practice::text};
use serde_json::Value;

use crate::published::furnished;

/// Validator and code of the one finding that is pkilint's own fault: it takes the authority of
/// a URI for a host of the web and does not know the scheme that SPIFFE-ID section 2 registers.
/// Only on that scheme; pkilint 0.13.3.
const KNOWN: (&str, &str) = ("GeneralNameUriSyntaxValidator", "pkix.invalid_uri_syntax");

/// All of it in one process: starting pkilint takes longer than its work.
pub(crate) fn findings(files: &[PathBuf]) -> Vec<Value> {
    asked(files.iter().map(PathBuf::as_path), files.len())
}

/// EN 319 412 for legal persons, about certificates.
pub(crate) fn findings_by_etsi(files: &[PathBuf]) -> Vec<Value> {
    let told = files.iter().map(PathBuf::as_path);
    asked([Path::new("--etsi")].into_iter().chain(told), files.len())
}

fn asked<'a>(told: impl Iterator<Item = &'a Path>, files: usize) -> Vec<Value> {
    let said = Stranger::python("peers/python/lint.py")
        .ask(told)
        .expect_code(0)
        .json();
    assert_eq!(said["files"], files);
    said["findings"].as_array().expect("findings").clone()
}

pub(crate) fn is_known(finding: &Value) -> bool {
    finding["validator"] == KNOWN.0
        && finding["code"] == KNOWN.1
        && finding["message"].as_str().is_some_and(|message| {
            message.starts_with("Invalid URI syntax: \"spiffe://practice.example/agent/")
        })
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.path()).collect()
}

#[test]
fn pkilint_finds_nothing_in_any_certificate_or_list() {
    let practice = furnished();
    let serials = crate::published::serials(&practice);
    practice.revokes(&serials[0], "keyCompromise");
    let all = practice.beside("all");
    fs::create_dir(&all).expect("a folder");
    let database = practice.path().join("chancery.db");
    let store = Stranger::python("peers/python/store.py");
    let told = [
        "certificates".as_ref(),
        database.as_os_str(),
        all.as_os_str(),
    ];
    store.ask(told).expect_code(0);
    let mut files = files_of(&all);
    // Root, issuing CA, OCSP responder, two seals, five officers, three agents.
    assert_eq!(files.len(), 13);
    files.extend(files_of(&practice.published("ca")));
    files.extend(files_of(&practice.published("crl")));

    let findings = findings(&files);
    let (known, unknown): (Vec<_>, Vec<_>) = findings.iter().partition(|found| is_known(found));
    assert!(unknown.is_empty(), "{unknown:#?}");
    // Once an agent: when pkilint learns the scheme, this line goes.
    assert_eq!(known.len(), 3);
}

#[test]
fn pkilint_finds_nothing_in_a_delta_and_the_full_list_beside_it() {
    let practice = furnished();
    let serials = crate::published::serials(&practice);
    practice.suspends(&serials[0]);
    practice.cli().json(["crl", "publish", "--delta"]);
    practice.cli().json(["crl", "publish"]);
    practice.releases(&serials[0]);
    practice.suspends(&serials[1]);
    let told = ["certificate", "revoke", &serials[2], "--comment", "Stolen"];
    let how = ["--reason", "keyCompromise"];
    let since = ["--invalid-since", "2026-11-02T14:33:00Z"];
    practice
        .cli()
        .json(told.into_iter().chain(how).chain(since));
    practice.cli().json(["crl", "publish", "--delta"]);

    let files = files_of(&practice.published("crl"));
    let deltas = files
        .iter()
        .filter(|file| file.ends_with("issuing-1.delta.crl"));
    assert_eq!(deltas.count(), 1, "{files:?}");
    let found = findings(&files);
    assert!(found.is_empty(), "{found:#?}");
}

/// What pkilint says by EN 319 412 against certificates of agents, and why it may.
const BY_ETSI: [(&str, &str, &str); 4] = [
    (KNOWN.0, KNOWN.1, "spiffe://practice.example/agent/"),
    // The profiles' choice: such a key says who acts and commits its owner. EN 319 412-2, 4.3.2
    // allows type B, which is both, and recommends type A, contentCommitment alone.
    (
        "LegalPersonKeyUsageValidator",
        "etsi.en_319_412_2.nat-4.3.2-1.mixed_key_usage_setting",
        "",
    ),
    // RFC 2606: practice has no host that could be somebody's.
    (
        "GeneralNameUriInternalDomainNameValidator",
        "etsi.internal_domain_name",
        "\"practice.example\"",
    ),
    (
        "GeneralNameUriInternalDomainNameValidator",
        "etsi.internal_domain_name",
        "\"pki.practice.example\"",
    ),
];

fn fits((validator, code, says): (&str, &str, &str), finding: &Value) -> bool {
    let message = finding["message"].as_str().unwrap_or_default();
    finding["validator"] == validator && finding["code"] == code && message.contains(says)
}

pub(crate) fn is_explained_by_etsi(finding: &Value) -> bool {
    BY_ETSI.iter().any(|known| fits(*known, finding))
}

/// A limit of whole euros has no negative exponent; one with cents can't be without, and the
/// linter is seen to look.
#[test]
fn pkilint_finds_nothing_in_agents_by_en_319_412_but_what_is_explained() {
    let practice = furnished();
    let id = practice.submits_up_to("ai_trader_bot_v2", "EUR", "50000.50");
    practice.approves(&id);
    let with_cents = practice.issues(&id);
    let serials = crate::published::serials(&practice);
    assert_eq!(serials.len(), 4);
    let files = serials.iter().map(|serial| practice.exports(serial, "der"));
    let found = findings_by_etsi(&files.collect::<Vec<_>>());

    let unknown = found.iter().filter(|one| !is_explained_by_etsi(one));
    let unknown: Vec<_> = unknown
        .map(|one| [text(&one["file"]), text(&one["code"])])
        .collect();
    let [[file, code]] = &unknown[..] else {
        panic!("{unknown:?}");
    };
    assert!(file.contains(&with_cents), "{file}");
    assert_eq!(code, "etsi.en_319_412_5.gen-4.3.2.exponent_negative");
    for known in BY_ETSI {
        let seen = found.iter().any(|one| fits(known, one));
        assert!(seen, "{known:?} is found no more");
    }
}

/// The twin: pkilint does report what is wrong.
#[test]
fn pkilint_reports_a_corrupted_certificate() {
    let practice = furnished();
    let good = fs::read(practice.published("ca/issuing-1.cer")).expect("a certificate");
    // A SEQUENCE of two UTCTime is the validity, and notBefore its first: put it past notAfter, on
    // a day that each year has.
    const VALIDITY: [u8; 4] = [0x30, 0x1e, 0x17, 0x0d];
    let at = good
        .windows(VALIDITY.len())
        .position(|four| four == VALIDITY)
        .expect("two UTCTime")
        + VALIDITY.len();
    let mut late = good.clone();
    let end = b"491231235959Z";
    late[at..at + end.len()].copy_from_slice(end);
    let (cut, wrong) = (practice.beside("cut.der"), practice.beside("late.der"));
    fs::write(&cut, &good[..good.len() / 2]).expect("writes");
    fs::write(&wrong, late).expect("writes");

    let found = findings(&[cut.clone(), wrong.clone()]);
    let codes = |file: &Path| -> Vec<String> {
        let name = file.to_str().expect("plain");
        let of = found.iter().filter(|finding| finding["file"] == name);
        of.map(|finding| text(&finding["code"])).collect()
    };
    assert_eq!(codes(&cut), ["unreadable"]);
    assert_eq!(codes(&wrong), ["pkix.certificate_negative_validity_period"]);
}
