//! What the token says of its keys.

use chancery_tests::{Practice, practice::text};
use serde_json::Value;

/// Each key of each token.
fn keys(practice: &Practice) -> Vec<Value> {
    let all = practice.cli().json(["token", "list"]);
    let tokens = all["tokens"].as_array().expect("tokens").iter();
    let keys = tokens.map(|token| {
        let serial = text(&token["serial"]);
        let shown = practice.cli().json(["token", "show", &serial]);
        let keys = shown["keys"].as_array().expect("keys").clone();
        assert_eq!(token["keys"], keys.len(), "{serial}");
        keys
    });
    keys.flatten().collect()
}

#[test]
fn every_key_was_made_in_its_token_and_never_left_it() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let keys = keys(&practice);
    // Root, issuing CA, five of the records, five officers, one agent.
    assert_eq!(keys.len(), 13);
    for key in keys {
        let custody = &key["custody"];
        for fact in [
            "local",
            "never_extractable",
            "always_sensitive",
            "sensitive",
        ] {
            assert_eq!(custody[fact], true, "{fact} of {}", key["label"]);
        }
        assert_eq!(custody["extractable"], false, "{}", key["label"]);
        assert_eq!(custody["model"], "SoftHSM v2");
        assert_eq!(key["state"], "active");
    }
}

#[test]
fn custody_names_the_token_that_holds_the_key() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let agents = practice.cli().json(["token", "show", "agents"]);
    let custody = &agents["keys"][0]["custody"];
    assert_eq!(custody["token_label"], "agents");
    assert_eq!(custody["serial"], agents["token"]["serial"]);
    // By serial number it is the same token, and the certificate tells the same facts.
    let serial_number = text(&agents["token"]["serial"]);
    let by_serial = practice.cli().json(["token", "show", &serial_number]);
    assert_eq!(by_serial["token"]["label"], "agents");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(&view["custody"], custody);
}

#[test]
fn keys_of_authority_log_and_officers_lie_in_different_tokens() {
    let practice = Practice::new();
    let all = practice.cli().json(["token", "list"]);
    let mut serials: Vec<_> = all["tokens"]
        .as_array()
        .expect("tokens")
        .iter()
        .map(|token| text(&token["serial"]))
        .collect();
    assert_eq!(serials.len(), 9);
    serials.sort();
    serials.dedup();
    assert_eq!(serials.len(), 9);
}

#[test]
fn of_a_token_that_is_away_the_page_says_what_it_last_said_and_nothing_that_nobody_knows() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let there = practice.cli().json(["token", "show", "agents"]);
    let tokens = practice.path().join("tokens");
    std::fs::rename(&tokens, practice.beside("drawer")).expect("renames");
    std::fs::create_dir(&tokens).expect("an empty folder");

    let away = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(there["token"]["present"], true);
    assert_eq!(away["token"]["present"], false);
    assert_eq!(away["token"]["unlocked"], false);
    for said in ["manufacturer", "model"] {
        assert!(!text(&there["token"][said]).is_empty(), "{there:#}");
        assert_eq!(away["token"][said], there["token"][said], "{said}");
    }
    let can = |view: &serde_json::Value, name: &str| {
        let all = view["algorithms"].as_array().expect("algorithms");
        let one = all.iter().find(|one| one["name"] == name);
        one.expect("of the registry")["on_token"].clone()
    };
    assert_eq!(can(&there, "P-256"), true);
    assert_eq!(can(&away, "P-256"), serde_json::Value::Null);
    assert_eq!(can(&away, "ML-DSA-65"), false);
}

#[test]
fn token_that_is_gone_is_missed_and_no_new_key_takes_its_place() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    practice.approves(&request);
    let tokens = practice.path().join("tokens");
    std::fs::rename(&tokens, practice.beside("drawer")).expect("renames");
    std::fs::create_dir(&tokens).expect("an empty folder");

    let failure = practice.fails(4, ["certificate", "issue", &request]);
    assert_eq!(failure["code"], "token-absent");
    assert_eq!(failure["kind"], "unavailable");
    // What was signed before is not denied.
    assert_eq!(failure["unchanged"], "The certificate was not issued.");
    let changed = text(&failure["changed"]);
    assert!(
        changed.contains(&request) && changed.contains("approved"),
        "{changed}"
    );
    assert!(
        practice
            .events("certificate_issued")
            .iter()
            .all(|row| row["detail"] != "ai_trader_bot_v2")
    );

    std::fs::remove_dir_all(&tokens).expect("goes away");
    std::fs::rename(practice.beside("drawer"), &tokens).expect("renames");
    practice.issues(&request);
}
