//! What a proposal would change, and the hash that would be signed, before anybody gives a PIN.

use std::fs;

use chancery_tests::{
    Practice, Stranger,
    practice::{Numbered, text},
};
use serde_json::{Value, json};

use crate::{facts::of_agent, standing::in_days, wanted::plain};

const AGENT: &str = "trading_bot_v2";

/// Where a request was rejected, whose side data may go, and a hold is in force.
fn prepared() -> Practice {
    Practice::after("dry-runs", |practice| {
        let request = practice.submits(AGENT);
        let told = ["request", "reject", &request, "--reason", "Not wanted"];
        practice.cli().json(told);
        let rules = json!([{ "class": "personal-data", "months": 0 }]);
        let schedule = json!({ "version": 2, "rules": rules });
        let file = written(practice, "first.json", &schedule.to_string());
        let told = ["retention", "propose", &file, "--reason", "No provider"];
        let change = practice.cli().json(told);
        practice.approves(&text(&change["row"]["id"]));
        let told = ["hold", "place", "--agent", AGENT, "--reason", "A dispute"];
        practice.cli().json(told);
    })
}

fn written(practice: &Practice, name: &str, content: &str) -> String {
    let file = practice.beside(name);
    fs::write(&file, content).expect("writes");
    plain(&file).to_owned()
}

/// The draft of what is in force, changed like this.
fn next(practice: &Practice, noun: &[&str], change: impl FnOnce(&mut Value)) -> String {
    let shown = practice.cli().json(noun.iter().copied());
    let mut next = serde_json::from_str(&text(&shown["next_json"])).expect("JSON");
    change(&mut next);
    written(practice, "next.json", &next.to_string())
}

fn total(practice: &Practice) -> Value {
    practice.cli().json(["log", "list"])["total"].clone()
}

/// Shows what it would be, records nothing, and then signs just that.
#[track_caller]
fn is_shown_before(practice: &Practice, told: &[&str]) {
    let before = total(practice);
    let dry = [told, &["--dry-run"]].concat();
    let shown = practice.cli().json(dry.iter().copied());
    let printed = practice.cli().run(dry.iter().copied()).expect_code(0);
    let hash = text(&shown["object_sha256"]);
    assert!(printed.stdout.contains(&hash), "{printed:?}");
    assert!(printed.stdout.contains("Not signed"), "{printed:?}");
    assert_eq!(total(practice), before, "{told:?}");
    let object = written(practice, "object.json", &text(&shown["object_json"]));
    let said = Stranger::new("sha256sum", "coreutils").ask([&object]);
    assert!(said.stdout.to_uppercase().starts_with(&hash), "{said:?}");

    let signed = [told, &["--reason", "As it was shown"]].concat();
    let view = practice.cli().json(signed.iter().copied());
    match view["row"]["id"].as_str() {
        Some(id) => {
            assert_eq!(view["object_sha256"], hash.as_str(), "{told:?}");
            // Others of its kind may follow.
            let told = ["request", "reject", id, "--reason", "Shown"];
            practice.cli().json(told);
        }
        None => assert_eq!(view["id"], shown["id"], "{told:?}"),
    }
}

#[test]
fn proposals_show_the_hash_before_they_are_signed() {
    let practice = prepared();
    let firm = next(&practice, &["facts", "show"], |facts| {
        facts["dora"] = "simplified".into();
        facts["pki"] = "closed".into();
    });
    is_shown_before(&practice, &["facts", "propose", &firm]);
    let agent = written(&practice, "agent.json", &of_agent().to_string());
    is_shown_before(&practice, &["facts", "propose", &agent, "--agent", AGENT]);
    let policy = next(&practice, &["policy", "show"], |policy| {
        policy["lifetime_hours"] = 12.into();
    });
    is_shown_before(&practice, &["policy", "propose", &policy]);
    let profile = next(&practice, &["profile", "show", "agent"], |profile| {
        profile["validity"]["default"] = 100.into();
    });
    is_shown_before(&practice, &["profile", "propose", &profile]);
    let bounds = json!({
        "agents": "fleet-*", "actions": ["order.buy"], "instruments": ["BTC/EUR"],
        "limits": [{ "currency": "EUR", "per_action": "100.00" }],
        "validity_days": 30, "count": 5, "per_hour": 5, "until": in_days(30),
    });
    let bounds = written(&practice, "bounds.json", &bounds.to_string());
    is_shown_before(&practice, &["standing", "propose", &bounds]);
}

#[test]
fn proposals_about_side_data_and_holds_show_the_hash_before_they_are_signed() {
    let practice = prepared();
    let schedule = next(&practice, &["retention", "show"], |schedule| {
        schedule["rules"][0]["months"] = 1.into();
    });
    is_shown_before(&practice, &["retention", "propose", &schedule]);
    let hold = practice.nth(Numbered::Hold, 1);
    is_shown_before(&practice, &["hold", "lift", &hold]);
    is_shown_before(&practice, &["hold", "place", "--everything"]);
}

#[test]
fn erasure_and_witness_show_the_hash_before_they_are_signed() {
    let practice = Practice::new();
    let request = practice.submits(AGENT);
    let told = ["request", "reject", &request, "--reason", "Not wanted"];
    practice.cli().json(told);
    let rules = json!([{ "class": "personal-data", "months": 0 }]);
    let schedule = json!({ "version": 2, "rules": rules }).to_string();
    let file = written(&practice, "schedule.json", &schedule);
    let told = ["retention", "propose", &file, "--reason", "No provider"];
    let change = practice.cli().json(told);
    practice.approves(&text(&change["row"]["id"]));
    is_shown_before(&practice, &["workspace", "erase", "--of", &request]);
    let other = Practice::new();
    let key = text(&other.cli().json(["log", "witness-key"])["key"]);
    is_shown_before(&practice, &["log", "witness-propose", &key]);
}

#[test]
fn without_a_dry_run_a_reason_is_asked_for() {
    let practice = Practice::new();
    let file = written(&practice, "agent.json", &of_agent().to_string());
    let failure = practice.fails(2, ["facts", "propose", &file, "--agent", AGENT]);
    assert_eq!(failure["code"], "usage", "{failure:#}");
    assert!(
        text(&failure["happened"]).contains("--reason"),
        "{failure:#}"
    );
}
