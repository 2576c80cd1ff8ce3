//! A key that was lost takes everything with it that stands on it.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{AUDITOR, fixture, text},
};
use serde_json::Value;

fn compromise(practice: &Practice, key: &str) -> Value {
    let told = ["certificate", "compromise", key, "--since", "2026-11-02"];
    let why = ["--comment", "The laptop was stolen"];
    practice.cli().json(told.into_iter().chain(why))
}

/// A second certificate over the same key.
fn renews_with_the_same_key(practice: &Practice, serial: &str) -> String {
    let mut draft = practice.cli().json(["certificate", "renew", serial]);
    draft["same_key"] = true.into();
    let file = practice.beside("renewal.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.issues(&id)
}

#[test]
fn key_of_two_certificates_takes_both_and_nothing_else() {
    let practice = Practice::new();
    let first = practice.certifies("ai_trader_bot_v2");
    let second = renews_with_the_same_key(&practice, &first);
    let other = practice.certifies("reporting_bot");

    let before = practice.cli().json(["certificate", "compromise", &first]);
    assert_eq!(before["of"], "subject");
    assert_eq!(before["name"], "ai_trader_bot_v2");
    assert_eq!(before["total"], 2);
    assert_eq!(before["declared_at"], Value::Null);
    assert!(practice.events("key_compromised").is_empty(), "only looked");

    let after = compromise(&practice, &second);
    assert_eq!(after["total"], 2);
    assert!(after["declared_at"].is_string());
    for serial in [&first, &second] {
        let view = practice.cli().json(["certificate", "show", serial]);
        assert_eq!(view["row"]["state"], "revoked");
        assert_eq!(view["revocation"]["reason"], "keyCompromise");
        assert_eq!(
            view["revocation"]["invalid_since"],
            "2026-11-02T00:00:00.000Z"
        );
        let decisions = view["decisions"].as_array().expect("decisions");
        let last = decisions.last().expect("a decision");
        assert_eq!(last["act"], "compromise");
        assert_eq!(last["signature_valid"], true);
        assert_eq!(view["row"]["crl_owed"], false);
    }
    let view = practice.cli().json(["certificate", "show", &other]);
    assert_eq!(view["row"]["state"], "active");
    assert_eq!(practice.events("key_compromised").len(), 1);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn key_is_named_by_its_hash_too_and_declared_once() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let view = practice.cli().json(["certificate", "show", &serial]);
    let spki = text(&view["spki_sha256"]);
    assert_eq!(compromise(&practice, &spki)["total"], 1);
    let told = ["certificate", "compromise", &spki, "--comment", "Again"];
    assert_eq!(practice.fails(3, told)["code"], "already-compromised");
    for unknown in ["root", "officer-02", &"00".repeat(32)] {
        let told = ["certificate", "compromise", unknown];
        assert_eq!(practice.fails(3, told)["code"], "no-such", "{unknown}");
    }
}

#[test]
fn nothing_is_issued_on_a_compromised_key() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let mut draft = practice.cli().json(["certificate", "renew", &serial]);
    draft["same_key"] = true.into();
    let file = practice.beside("renewal.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let open = practice.submits_file(&file);
    practice.approves(&open);
    compromise(&practice, &serial);
    let failure = practice.fails(3, ["certificate", "issue", &open]);
    assert_eq!(failure["code"], "key-compromised");
    // Asking anew for the same key is refused in the form.
    let again = ["request", "new", file.to_str().expect("plain")];
    assert_eq!(practice.fails(3, again)["code"], "input");
}

#[test]
fn auditor_declares_nothing() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let told = ["certificate", "compromise", &serial, "--comment", "Mine"];
    let told = told.into_iter().chain(["--as", AUDITOR]);
    assert_eq!(practice.fails(3, told)["code"], "role-forbids");
}

/// The root says so of the issuing CA, and the issuing CA issues nothing any more.
#[test]
fn compromise_of_the_issuing_ca_takes_everything_that_it_issued() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let request = practice.submits("reporting_bot");
    practice.approves(&request);

    let before = practice
        .cli()
        .json(["certificate", "compromise", "issuing"]);
    assert_eq!(before["of"], "authority");
    let total = before["total"].as_u64().expect("a number");
    assert!(
        total >= 9,
        "its own, services, officers, the agent: {total}"
    );
    let after = compromise(&practice, "issuing");
    assert_eq!(after["total"], total);

    let crls = practice.cli().json(["crl", "show"]);
    assert_eq!(crls["crls"][0]["entries"], 1, "the root's: {crls}");
    assert_eq!(crls["crls"][1]["entries"], total - 1, "{crls}");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "revoked");
    assert_eq!(view["revocation"]["reason"], "issuerCompromised");
    assert_eq!(view["chain"][1]["state"], "revoked");
    let failure = practice.fails(3, ["certificate", "issue", &request]);
    assert_eq!(failure["code"], "authority-compromised");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn open_request_of_another_key_goes_on() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    compromise(&practice, &serial);
    let file = fixture("ai_trader_bot_v2");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    let next = practice.issues(&id);
    let view = practice.cli().json(["certificate", "show", &next]);
    assert_eq!(view["row"]["state"], "active");
}

/// The root's token is offline, as a rule: what it owes is told, and follows when it comes.
#[test]
fn list_of_the_root_is_owed_until_its_token_comes() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let pins = practice.path().join("practice.json");
    let all = fs::read_to_string(&pins).expect("PINs");
    fs::write(&pins, all.replace("\"root\"", "\"elsewhere\"")).expect("writes");
    let told = ["certificate", "compromise", "issuing", "--comment", "Lost"];
    assert_eq!(practice.fails(4, told)["code"], "crl-owed");
    let shown = practice.cli().json(["crl", "show"]);
    let owed = |at: usize| shown["crls"][at]["owed"] == true;
    assert!(owed(0) && !owed(1), "{shown}");
    assert!(shown["crls"][1]["entries"].as_u64() > Some(8), "{shown}");

    fs::write(&pins, all).expect("writes");
    let shown = practice.cli().json(["crl", "show"]);
    assert_eq!(shown["crls"][0]["owed"], false, "{shown}");
    assert_eq!(shown["crls"][0]["entries"], 1, "{shown}");
}

/// What nothing could read back is refused before anything is written.
#[test]
fn key_was_not_lost_before_days_can_be_told() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    for key in [serial.as_str(), "issuing"] {
        for since in ["0000-01-01", "1850-01-01", "1969-12-31", "9999-12-31"] {
            let told = ["certificate", "compromise", key, "--since", since];
            let failure = practice.fails(3, told.into_iter().chain(["--comment", "Lost"]));
            assert_eq!(failure["code"], "invalidity-date", "{key} {since}");
        }
    }
    assert!(practice.events("key_compromised").is_empty());
    practice.cli().run(["workspace", "check"]).expect_code(0);
}
