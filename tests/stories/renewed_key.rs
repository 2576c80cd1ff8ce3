//! Renewal with a new key or with the same one.

use chancery_tests::{
    Practice,
    practice::{fixture, text},
};
use serde_json::Value;

use crate::wanted::{Wanted, key_of};

fn row<'a>(view: &'a Value, field: &str) -> &'a Value {
    let rows = view["diff"].as_array().expect("rows");
    let found = rows.iter().find(|row| row["field"] == field);
    found.unwrap_or_else(|| panic!("no row {field}: {}", view["diff"]))
}

fn state(practice: &Practice, serial: &str) -> String {
    let view = practice.cli().json(["certificate", "show", serial]);
    text(&view["row"]["state"])
}

/// Issues what was submitted; the new serial number.
#[track_caller]
fn goes_through(practice: &Practice, request: &str) -> String {
    practice.approves(request);
    practice.issues(request)
}

#[test]
fn renewal_with_a_new_key_follows_and_the_old_one_stays() {
    let practice = Practice::new();
    let old = practice.certifies("ai_trader_bot_v2");
    let request = Wanted::renewal_of(&practice, &old).submitted(&practice);
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["renews"], old.as_str());
    assert_eq!(view["current_serial"], old.as_str());
    assert_eq!(view["same_key"], false);
    assert_eq!(row(&view, "key")["change"], "changed");
    assert_ne!(
        row(&view, "key")["now_hash"],
        row(&view, "key")["then_hash"]
    );
    for field in [
        "actions",
        "instruments",
        "limit_per_action",
        "model",
        "accountable",
        "purpose",
    ] {
        assert_eq!(row(&view, field)["change"], "same", "{field}");
    }

    let new = goes_through(&practice, &request);
    assert_ne!(key_of(&practice, &new), key_of(&practice, &old));
    assert_eq!(state(&practice, &old), "active");
    // Superseded on purpose, by a decision of its own.
    practice.revokes(&old, "superseded");
    assert_eq!(state(&practice, &old), "superseded");
    assert_eq!(state(&practice, &new), "active");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn renewal_with_the_same_key_keeps_it() {
    let practice = Practice::new();
    let old = practice.certifies("ai_trader_bot_v2");
    let wanted = Wanted::renewal_of(&practice, &old).with("same_key", true);
    let request = wanted.submitted(&practice);
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["same_key"], true);
    assert_eq!(row(&view, "key")["change"], "same");

    let new = goes_through(&practice, &request);
    assert_ne!(new, old);
    assert_eq!(key_of(&practice, &new), key_of(&practice, &old));
    let agents = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(agents["keys"].as_array().expect("keys").len(), 1);
    // What supersedes the old one leaves the key to the new one.
    practice.revokes(&old, "superseded");
    assert_eq!(state(&practice, &new), "active");
    assert!(practice.events("key_destroyed").is_empty());
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn rejected_renewal_leaves_the_key_that_is_in_use() {
    let practice = Practice::new();
    let old = practice.certifies("ai_trader_bot_v2");
    let wanted = Wanted::renewal_of(&practice, &old).with("same_key", true);
    let request = wanted.submitted(&practice);
    let told = ["request", "reject", &request, "--reason", "Not now"];
    assert_eq!(practice.cli().json(told)["row"]["state"], "rejected");
    assert!(practice.events("key_destroyed").is_empty());
    let inventory = practice.cli().json(["token", "inventory", "agents"]);
    assert_eq!(
        (&inventory["known"], &inventory["missing_total"]),
        (&1.into(), &0.into())
    );
    // It signs and is renewed as before.
    let request = wanted.submitted(&practice);
    goes_through(&practice, &request);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn rejected_renewal_with_a_new_key_takes_only_the_new_one() {
    let practice = Practice::new();
    let old = practice.certifies("ai_trader_bot_v2");
    let request = Wanted::renewal_of(&practice, &old).submitted(&practice);
    let told = ["request", "reject", &request, "--reason", "Not now"];
    practice.cli().json(told);
    assert_eq!(practice.events("key_destroyed").len(), 1);
    let inventory = practice.cli().json(["token", "inventory", "agents"]);
    assert_eq!(inventory["known"], 1, "{inventory}");
    assert_eq!(inventory["strangers_total"], 0, "{inventory}");
    assert_eq!(state(&practice, &old), "active");
}

#[test]
fn what_is_revoked_or_another_agents_is_not_renewed() {
    let practice = Practice::new();
    let revoked = practice.certifies("ai_trader_bot_v2");
    let wanted = Wanted::renewal_of(&practice, &revoked);
    practice.revokes(&revoked, "superseded");
    let not_renewable = [("renews".to_owned(), "not_renewable".to_owned())];
    assert_eq!(wanted.refused(&practice), not_renewable);

    let theirs = practice.certifies("reporting_bot");
    let mine = Wanted::like("ai_trader_bot_v2").with("renews", theirs.as_str());
    assert_eq!(mine.refused(&practice), not_renewable);
    let mine = mine.with("renews", "00FF");
    assert_eq!(mine.refused(&practice), not_renewable);
    // Without it, the request is a good one.
    practice.submits_file(&fixture("ai_trader_bot_v2"));
}
