//! A request may be put aside before it is submitted.

use chancery_tests::{
    Practice,
    practice::{CHECKER, fixture, text},
};
use serde_json::{Value, json};

use crate::personal_data::leaves;

fn kept(practice: &Practice) -> String {
    let file = fixture("ai_trader_bot_v2");
    let told = ["request", "new", file.to_str().expect("plain"), "--draft"];
    text(&practice.cli().json(told)["rows"][0]["id"])
}

fn drafts(practice: &Practice) -> Vec<Value> {
    let list = practice.cli().json(["request", "drafts"]);
    list["rows"].as_array().expect("rows").clone()
}

#[test]
fn draft_is_kept_and_submitted_by_who_wrote_it() {
    let practice = Practice::new();
    let draft = kept(&practice);
    assert!(draft.starts_with("DRF-2"), "{draft}");
    assert!(practice.events("request_submitted").is_empty());
    assert!(
        practice
            .events("key_generated")
            .iter()
            .all(|key| key["subject"] != "ai_trader_bot_v2")
    );
    let shown = &drafts(&practice)[0];
    assert_eq!(shown["input"]["agent_id"], "ai_trader_bot_v2");

    let told = ["request", "submit", &draft, "--as", CHECKER];
    assert_eq!(practice.fails(3, told)["code"], "role-forbids");
    let view = practice.cli().json(["request", "submit", &draft]);
    assert_eq!(view["row"]["state"], "submitted");
    assert_eq!(view["row"]["agent_id"], "ai_trader_bot_v2");
    assert!(drafts(&practice).is_empty());
    assert_eq!(
        practice.fails(3, ["request", "submit", &draft])["code"],
        "no-such"
    );
    practice.approves(&text(&view["row"]["id"]));
    practice.issues(&text(&view["row"]["id"]));
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// Nothing is checked before it is submitted, and nothing is lost when it is refused then.
#[test]
fn half_a_request_is_a_draft_and_no_request() {
    let practice = Practice::new();
    let file = practice.beside("half.json");
    std::fs::write(&file, json!({ "agent_id": "half_a_bot" }).to_string()).expect("writes");
    let told = ["request", "new", file.to_str().expect("plain"), "--draft"];
    let draft = text(&practice.cli().json(told)["rows"][0]["id"]);
    let failure = practice.fails(3, ["request", "submit", &draft]);
    assert_eq!(failure["code"], "input", "{failure:#}");
    assert_eq!(drafts(&practice).len(), 1);
    practice.cli().json(["request", "discard", &draft]);
    assert!(drafts(&practice).is_empty());
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// A leaf is for ever; what people type is not.
#[test]
fn log_says_nothing_of_what_was_typed() {
    let practice = Practice::new();
    let draft = kept(&practice);
    let events = practice.events("request_drafted");
    assert_eq!(events[0]["subject"], draft.as_str());
    let leaves = leaves(&practice);
    assert!(leaves.contains("request_drafted"));
    assert!(!leaves.contains("ai_trader_bot_v2"));
}
