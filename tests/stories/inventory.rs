//! Keys that came or went behind our back.

use std::{fs, process::Command};

use chancery_tests::{Practice, practice::text};
use serde_json::Value;

/// Somebody with OpenSC and the PIN of a practice token.
fn opensc(practice: &Practice, token: &str, told: &[&str]) {
    let settings = practice.beside("softhsm2.conf");
    let tokens = practice.path().join("tokens");
    let line = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    fs::write(&settings, line).expect("writes");
    let pins = fs::read(practice.path().join("practice.json")).expect("practice PINs");
    let pins: Value = serde_json::from_slice(&pins).expect("JSON");
    let shown = practice.cli().json(["token", "show", token]);
    let module = text(&shown["token"]["module_path"]);
    let output = Command::new("pkcs11-tool")
        .env("SOFTHSM2_CONF", &settings)
        .args(["--module", &module, "--token-label", token, "--login"])
        .args(["--pin", &text(&pins["tokens"][token])])
        .args(told)
        .output()
        .expect("pkcs11-tool runs: install opensc");
    assert!(output.status.success(), "{told:?}: {output:?}");
}

/// What an inventory says, exit code and all.
#[track_caller]
fn inventory(practice: &Practice, token: &str, exit: i32) -> Value {
    let told = ["--json", "token", "inventory", token];
    practice.cli().run(told).expect_code(exit).json()
}

#[test]
fn stranger_is_named_and_stays() {
    let practice = Practice::new();
    practice.certifies("reporting_bot");
    let made = [
        "--keypairgen",
        "--key-type",
        "EC:prime256v1",
        "--label",
        "stranger",
        "--id",
        "77",
    ];
    opensc(&practice, "agents", &made);

    for _ in 0..2 {
        let found = inventory(&practice, "agents", 1);
        assert_eq!(
            (&found["known"], &found["missing_total"]),
            (&1.into(), &0.into())
        );
        assert_eq!(found["strangers_total"], 1, "{found}");
        let stranger = &found["strangers"][0];
        assert_eq!(stranger["label"], "stranger");
        assert_eq!(stranger["cka_id"], "77");
        assert_eq!(stranger["halves"], "pair");
        assert_eq!(stranger["algorithm"], "P-256");
    }
    assert_eq!(practice.events("inventory_taken").len(), 2);
    let shown = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(shown["inventory"]["strangers_total"], 1);
    assert_eq!(shown["token"]["keys"], 1, "what the log knows");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn key_that_went_is_named_and_none_takes_its_place() {
    let practice = Practice::new();
    practice.certifies("reporting_bot");
    let kept = practice.certifies("ai_trader_bot_v2");
    let shown = practice.cli().json(["token", "show", "agents"]);
    let keys = shown["keys"].as_array().expect("keys").iter();
    let mut keys = keys.filter(|key| key["label"] == "reporting_bot");
    let id = text(&keys.next().expect("the key")["cka_id"]);
    for half in ["privkey", "pubkey"] {
        opensc(
            &practice,
            "agents",
            &["--delete-object", "--type", half, "--id", &id],
        );
    }

    let found = inventory(&practice, "agents", 1);
    assert_eq!(
        (&found["known"], &found["strangers_total"]),
        (&1.into(), &0.into())
    );
    assert_eq!(found["missing_total"], 1, "{found}");
    assert_eq!(found["missing"][0]["label"], "reporting_bot");
    assert_eq!(found["missing"][0]["cka_id"], id.as_str());
    let shown = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(shown["token"]["keys"], 2, "the log is not rewritten");
    practice.revokes(&kept, "superseded");
}

#[test]
fn key_in_the_place_of_a_known_one_is_named_as_a_stranger() {
    let practice = Practice::new();
    practice.certifies("reporting_bot");
    let shown = practice.cli().json(["token", "show", "agents"]);
    let id = text(&shown["keys"][0]["cka_id"]);
    for half in ["privkey", "pubkey"] {
        let told = ["--delete-object", "--type", half, "--id", &id];
        opensc(&practice, "agents", &told);
    }
    let evil = ["--keypairgen", "--key-type", "EC:prime256v1"];
    let evil = evil.into_iter().chain(["--label", "evil", "--id", &id]);
    opensc(&practice, "agents", &evil.collect::<Vec<_>>());

    let found = inventory(&practice, "agents", 1);
    assert_eq!(found["known"], 0, "{found:#}");
    assert_eq!(found["missing"][0]["cka_id"], id.as_str());
    assert_eq!(found["strangers_total"], 1, "{found:#}");
    assert_eq!(found["strangers"][0]["label"], "evil");
    assert_eq!(found["strangers"][0]["cka_id"], id.as_str());
}

#[test]
fn secret_key_is_a_stranger_too() {
    let practice = Practice::new();
    let made = [
        "--keygen",
        "--key-type",
        "AES:32",
        "--label",
        "wrapping",
        "--id",
        "99",
    ];
    opensc(&practice, "agents", &made);
    let found = inventory(&practice, "agents", 1);
    let stranger = &found["strangers"][0];
    assert_eq!(stranger["label"], "wrapping");
    assert_eq!(stranger["halves"], "secret");
}

#[test]
fn signing_key_that_went_is_told_and_not_made_anew() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
    let issuing = practice.cli().json(["token", "show", "issuing"]);
    let id = text(&issuing["keys"][0]["cka_id"]);
    for half in ["privkey", "pubkey"] {
        opensc(
            &practice,
            "issuing",
            &["--delete-object", "--type", half, "--id", &id],
        );
    }
    let failure = practice.fails(3, ["certificate", "issue", &request]);
    assert_eq!(failure["code"], "key-absent", "{failure:#}");
    let found = inventory(&practice, "issuing", 1);
    assert_eq!(found["missing_total"], 1, "{found}");
    assert_eq!(found["strangers_total"], 0, "{found}");
    assert!(practice.events("issuance_abandoned").is_empty());
}

#[test]
fn every_token_of_a_new_workspace_holds_what_the_log_knows() {
    let practice = Practice::new();
    let all = practice.cli().json(["token", "list"]);
    for token in all["tokens"].as_array().expect("tokens") {
        // Of an officer's token the administrator has no PIN; in practice it is at hand.
        let found = inventory(&practice, &text(&token["serial"]), 0);
        assert_eq!(found["known"], token["keys"], "{token}");
    }
}

#[test]
fn only_the_administrator_takes_an_inventory() {
    let practice = Practice::new();
    let told = ["token", "inventory", "agents", "--as", "officer-05"];
    assert_eq!(practice.fails(3, told)["code"], "role-forbids");
    assert!(practice.events("inventory_taken").is_empty());
}
