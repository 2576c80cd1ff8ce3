//! OpenSSL takes every kind of list: full, delta, of a part; and its verdict follows what officers
//! decide.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Stranger, cli::Answer, practice::text};

use crate::published::{Published, pem};

/// OpenSSL's verdict on a certificate, with these lists and no others.
fn verdict(practice: &Practice, leaf: &Path, lists: &[&Path], more: &[&str]) -> Answer {
    let published = Published::of(practice);
    let file = practice.beside("some-lists.pem");
    let lists: String = lists.iter().map(|list| pem("crl", list)).collect();
    fs::write(&file, lists).expect("writes");
    let plain = |path: &Path| path.to_str().expect("plain").to_owned();
    let mut told: Vec<String> = ["verify", "-x509_strict", "-crl_check"]
        .iter()
        .chain(more)
        .map(|&option| option.to_owned())
        .collect();
    for (option, path) in [
        ("-CAfile", &published.root),
        ("-untrusted", &published.issuing),
        ("-CRLfile", &file),
    ] {
        told.extend([option.to_owned(), plain(path)]);
    }
    told.push(plain(leaf));
    Stranger::openssl().ask(&told)
}

#[track_caller]
fn assert_revoked(said: &Answer) {
    assert_eq!(said.code, 2, "{} {}", said.stdout, said.stderr);
    assert!(
        said.stderr.contains("certificate revoked"),
        "{}",
        said.stderr
    );
}

/// What OpenSSL prints of a list.
fn printed(list: &Path) -> String {
    let told = ["crl", "-inform", "DER", "-noout", "-text", "-in"];
    let told = told.iter().map(AsRef::as_ref).chain([list.as_os_str()]);
    Stranger::openssl().ask(told).expect_code(0).stdout
}

/// A copy that later lists don't overwrite.
fn keep(practice: &Practice, name: &str) -> PathBuf {
    let kept = practice.beside("kept.crl");
    fs::copy(practice.published(name), &kept).expect("copies");
    kept
}

#[test]
fn openssl_follows_hold_release_and_revocation() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let leaf = practice.exports(&serial, "pem");
    let now = || Published::of(&practice).openssl_verify(std::slice::from_ref(&leaf));
    now().expect_code(0);

    practice.suspends(&serial);
    assert_revoked(&now());
    assert!(printed(&practice.published("crl/issuing-1.crl")).contains("Certificate Hold"));
    practice.releases(&serial);
    now().expect_code(0);

    let told = [
        "certificate",
        "revoke",
        &serial,
        "--reason",
        "keyCompromise",
    ];
    let how = [
        "--comment",
        "Stolen",
        "--invalid-since",
        "2026-11-02T14:33:00Z",
    ];
    practice.cli().json(told.into_iter().chain(how));
    assert_revoked(&now());
    let list = printed(&practice.published("crl/issuing-1.crl"));
    assert!(list.contains("Invalidity Date"), "{list}");
    assert!(list.contains("Nov  2 14:33:00 2026 GMT"), "{list}");
}

/// Whoever has a full list that is still current needs only the delta.
#[test]
fn openssl_joins_a_delta_to_the_list_that_it_has() {
    let practice = Practice::new();
    let held = practice.certifies("ai_trader_bot_v2");
    let other = practice.certifies("reporting_bot");
    practice.suspends(&held);
    // From the first delta on full lists say where the delta is.
    practice.cli().json(["crl", "publish", "--delta"]);
    practice.cli().json(["crl", "publish"]);
    let full = keep(&practice, "crl/issuing-1.crl");
    let text_of_full = printed(&full);
    assert!(
        text_of_full.contains("X509v3 Freshest CRL"),
        "{text_of_full}"
    );
    assert!(
        text_of_full.contains("/crl/issuing-1.delta.crl"),
        "{text_of_full}"
    );

    practice.releases(&held);
    practice.revokes(&other, "keyCompromise");
    let shown = practice.cli().json(["crl", "publish", "--delta"]);
    assert_eq!(
        shown["crls"][0]["base"], 1,
        "the oldest that is still current: {shown}"
    );
    let delta = practice.published("crl/issuing-1.delta.crl");
    let text_of_delta = printed(&delta);
    for words in ["X509v3 Delta CRL Indicator: critical", "Key Compromise"] {
        assert!(text_of_delta.contains(words), "{words}: {text_of_delta}");
    }
    assert!(text_of_delta.contains("Remove From CRL"), "{text_of_delta}");

    let [held, other] = [&held, &other].map(|serial| practice.exports(serial, "pem"));
    let alone = |leaf: &Path| verdict(&practice, leaf, &[&full], &[]);
    assert_revoked(&alone(&held));
    alone(&other).expect_code(0);
    let joined = |leaf: &Path| verdict(&practice, leaf, &[&full, &delta], &["-use_deltas"]);
    joined(&held).expect_code(0);
    assert_revoked(&joined(&other));
}

#[test]
fn delta_is_numbered_with_the_full_lists() {
    let practice = Practice::new();
    let number = |view: &serde_json::Value| view["crls"][0]["number"].as_u64().expect("a number");
    let full = number(&practice.cli().json(["crl", "publish"]));
    let delta = number(&practice.cli().json(["crl", "publish", "--delta"]));
    let next = number(&practice.cli().json(["crl", "publish"]));
    assert_eq!([delta, next], [full + 1, full + 2]);
    let shown = practice.cli().json(["crl", "show"]);
    let numbers: Vec<_> = shown["crls"].as_array().expect("lists").iter().collect();
    assert_eq!(numbers.len(), 3, "root, full, delta: {shown}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// As it is after 100,000 certificates.
const FIRST_PART_IS_FULL: &str =
    "UPDATE crl_part SET issued = 100000 WHERE issued = (SELECT max(issued) FROM crl_part)";

#[test]
fn delta_that_ended_is_withdrawn_and_named_no_more() {
    let practice = Practice::new();
    practice.cli().json(["crl", "publish", "--delta"]);
    practice.cli().json(["crl", "publish"]);
    let (full, delta) = (
        practice.published("crl/issuing-1.crl"),
        practice.published("crl/issuing-1.delta.crl"),
    );
    assert!(delta.is_file() && printed(&full).contains("Freshest CRL"));
    practice.pretends("UPDATE crl SET next_update = '2026-01-01T00:00:00Z' WHERE base IS NOT NULL");
    let shown = practice.cli().json(["crl", "publish"]);
    assert_eq!(shown["crls"].as_array().expect("lists").len(), 1);
    assert!(!delta.exists());
    assert!(!printed(&full).contains("Freshest CRL"));
}

/// What nobody renewed in time is told before and after it ended.
#[test]
fn check_warns_of_a_list_that_ends_and_of_one_that_has_ended() {
    let practice = Practice::new();
    let message = |next_update: &str| {
        let at = |when: &str| format!("strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '{when}')");
        let (begun, until) = (at("-23 hours"), at(next_update));
        practice.pretends(&format!(
            "UPDATE crl SET this_update = {begun}, next_update = {until}"
        ));
        let told = practice.cli().run(["--json", "workspace", "check"]).json();
        let rows = told["checks"].as_array().expect("checks").clone();
        let row = rows.iter().rfind(|row| row["subject"] == "crl");
        let row = row.expect("a list");
        format!("{}: {}", text(&row["verdict"]), text(&row["message"]))
    };
    let good = message("+24 hours");
    assert!(good.starts_with("sound"), "{good}");
    let soon = message("+1 hours");
    assert!(
        soon.starts_with("attention") && soon.contains("due soon"),
        "{soon}"
    );
    let over = message("-1 minutes");
    assert!(
        over.starts_with("attention") && over.contains("overdue since"),
        "{over}"
    );
}

#[test]
fn openssl_checks_each_certificate_against_the_list_of_its_part() {
    let practice = Practice::new();
    let first = practice.certifies("ai_trader_bot_v2");
    practice.pretends(FIRST_PART_IS_FULL);
    let second = practice.certifies("reporting_bot");
    let (list, next) = (
        practice.published("crl/issuing-1.crl"),
        practice.published("crl/issuing-1.1.crl"),
    );
    for (file, url) in [
        (&list, "/crl/issuing-1.crl"),
        (&next, "/crl/issuing-1.1.crl"),
    ] {
        let told = printed(file);
        assert!(
            told.contains("X509v3 Issuing Distribution Point: critical"),
            "{told}"
        );
        assert!(told.contains(url), "{url}: {told}");
    }
    let [old, new] = [&first, &second].map(|serial| practice.exports(serial, "pem"));
    let both = |leaf: &Path| verdict(&practice, leaf, &[&list, &next], &[]);
    both(&old).expect_code(0);
    both(&new).expect_code(0);
    // The list of another part says nothing about it.
    let said = verdict(&practice, &new, &[&list], &[]);
    assert_ne!(said.code, 0, "{}", said.stdout);
    assert!(!said.stderr.contains("revoked"), "{}", said.stderr);

    let view = practice.revokes(&second, "superseded");
    assert_eq!(view["row"]["crl_owed"], false);
    assert_revoked(&both(&new));
    both(&old).expect_code(0);
    assert!(printed(&list).contains("No Revoked Certificates"));
    let shown = practice.cli().json(["crl", "show"]);
    let parts = shown["crls"].as_array().expect("lists").iter();
    let files: Vec<_> = parts.map(|crl| text(&crl["file"])).collect();
    assert!(files[1].ends_with("/issuing-1.crl"), "{files:?}");
    assert!(files[2].ends_with("/issuing-1.1.crl"), "{files:?}");
}

/// The one row of `crl show` about this file of lists, if there is one.
fn row(practice: &Practice, file: &str) -> Option<serde_json::Value> {
    let shown = practice.cli().json(["crl", "show"]);
    let rows = shown["crls"].as_array().expect("lists").clone();
    rows.into_iter()
        .find(|row| text(&row["file"]).ends_with(file))
}

/// What `chancery verify` says of a certificate's revocation, with these lists.
fn told(practice: &Practice, leaf: &Path, lists: &[&Path]) -> String {
    let plain = |path: &Path| path.to_str().expect("plain").to_owned();
    let published = |name| plain(&practice.published(name));
    let mut told = vec!["--json".to_owned(), "verify".to_owned(), plain(leaf)];
    for (option, file) in [
        ("--root", published("ca/root.cer")),
        ("--intermediate", published("ca/issuing-1.cer")),
        ("--crl", published("crl/root.crl")),
    ] {
        told.extend([option.to_owned(), file]);
    }
    let lists = lists.iter().map(|list| ["--crl".to_owned(), plain(list)]);
    told.extend(lists.flatten());
    text(&practice.cli().run(told).json()["revocation"]["verdict"])
}

/// RFC 5280, 5.2.4: a delta has the scope of its base. A list from before the second part began
/// covers the whole, and nobody may add the delta of a part to it.
#[test]
fn delta_of_a_part_adds_to_a_list_of_that_part() {
    let practice = Practice::new();
    let first = practice.certifies("ai_trader_bot_v2");
    let (full, delta) = ("crl/issuing-1.crl", "crl/issuing-1.delta.crl");
    practice.cli().json(["crl", "publish"]);
    practice.cli().json(["crl", "publish", "--delta"]);
    practice.cli().json(["crl", "publish"]);
    assert!(practice.published(delta).is_file());

    practice.pretends(FIRST_PART_IS_FULL);
    practice.certifies("reporting_bot");
    assert!(
        !practice.published(delta).exists(),
        "it adds to no list of the part"
    );
    assert!(!printed(&practice.published(full)).contains("Freshest CRL"));
    let base = keep(&practice, full);
    let number = row(&practice, "/issuing-1.crl").expect("a list")["number"].clone();

    practice.cli().json(["crl", "publish"]);
    practice.cli().json(["crl", "publish", "--delta"]);
    // OpenSSL asks for deltas only where a list says that there are any.
    practice.cli().json(["crl", "publish"]);
    let naming = practice.beside("naming.crl");
    fs::copy(practice.published(full), &naming).expect("copies");
    assert!(printed(&naming).contains("Freshest CRL"));

    practice.suspends(&first);
    practice.cli().json(["crl", "publish", "--delta"]);
    let shown = row(&practice, "/issuing-1.delta.crl").expect("a delta");
    assert_eq!(shown["base"], number, "the oldest of that scope: {shown}");
    let delta = practice.published(delta);
    let leaf = practice.exports(&first, "pem");
    for full in [&base, &naming] {
        assert_eq!(told(&practice, &leaf, &[full]), "good");
        assert_eq!(told(&practice, &leaf, &[full, &delta]), "suspended");
    }
    let openssl = |lists: &[&Path]| verdict(&practice, &leaf, lists, &["-use_deltas"]);
    openssl(&[&naming]).expect_code(0);
    assert_revoked(&openssl(&[&naming, &delta]));
}
