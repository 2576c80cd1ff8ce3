//! Several requests under one signature.

use chancery_tests::{
    Practice,
    practice::{fixture, text},
};
use serde_json::{Value, json};

use crate::wanted::{OwnKey, Wanted, plain, problems};

/// Submits these together; their ids.
#[track_caller]
fn submits(practice: &Practice, requests: &[&str]) -> Vec<String> {
    let files: Vec<_> = requests.iter().map(|request| fixture(request)).collect();
    let told = ["request", "new"]
        .into_iter()
        .chain(files.iter().map(|file| plain(file)));
    practice.cli().json(told);
    waiting(practice)
}

/// Ids of the requests that wait, oldest first.
fn waiting(practice: &Practice) -> Vec<String> {
    let page = practice.cli().json(["request", "list"]);
    let rows = page["rows"].as_array().expect("rows").iter();
    let mut ids: Vec<_> = rows.map(|row| text(&row["id"])).collect();
    ids.reverse();
    ids
}

fn shown(practice: &Practice, request: &str) -> Value {
    practice.cli().json(["request", "show", request])
}

const ALL: [&str; 3] = ["ai_trader_bot_v2", "trading_bot_v2", "reporting_bot"];

#[test]
fn one_signature_submits_many_and_one_approves_them() {
    let practice = Practice::new();
    let ids = submits(&practice, &ALL);
    assert_eq!(ids.len(), 3);
    assert_eq!(practice.events("request_submitted").len(), 3);
    let approve = ["request", "approve"]
        .into_iter()
        .chain(ids.iter().map(String::as_str));
    practice
        .cli()
        .json(approve.chain(["--reason", "All within the mandate"]));
    let views: Vec<_> = ids.iter().map(|id| shown(&practice, id)).collect();
    for (view, agent) in views.iter().zip(ALL) {
        assert_eq!(view["row"]["agent_id"], agent);
        assert_eq!(view["row"]["state"], "approved");
        // The same statement stands behind each.
        for at in [0, 1] {
            assert_eq!(
                view["decisions"][at]["jws"],
                views[0]["decisions"][at]["jws"]
            );
            assert_eq!(view["decisions"][at]["signature_valid"], true);
        }
    }
    let issue = ["certificate", "issue"]
        .into_iter()
        .chain(ids.iter().map(String::as_str));
    practice.cli().json(issue);
    assert_eq!(practice.cli().json(["certificate", "list"])["total"], 3);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn approval_of_many_says_which_of_them_there_was_to_think_about() {
    let practice = Practice::new();
    let wide = Wanted::like("trading_bot_v2").with("actions", json!(["order.*"]));
    let ordinary = Wanted::like("reporting_bot").with("validity_days", 30);
    let files = [
        ordinary.file(&practice, "ordinary"),
        wide.file(&practice, "wide"),
    ];
    let told = ["request", "new"].into_iter();
    practice
        .cli()
        .json(told.chain(files.iter().map(|file| plain(file))));
    let ids = waiting(&practice);
    let [alone, warned] = [&ids[0], &ids[1]];
    let told = ["request", "approve", alone, warned, "--reason", "Seen"];
    let other = practice.copied();

    let approved = other.cli().json(told);
    assert_eq!(approved["requests"], json!([alone, warned]));
    assert_eq!(approved["warned"].as_array().map(Vec::len), Some(1));
    assert_eq!(approved["warned"][0]["request"], warned.as_str());
    let shown = shown(&other, warned);
    assert_eq!(approved["warned"][0]["warnings"], shown["warnings"]);

    let lines = practice.cli().run(told).expect_code(0).stdout;
    let wildcard = lines.lines().position(|line| line.contains("wildcard"));
    let id = lines.lines().position(|line| line == warned).expect(warned);
    assert!(wildcard.is_some_and(|line| line > id), "{lines}");
}

#[test]
fn approval_may_take_a_part_of_what_was_submitted_together() {
    let practice = Practice::new();
    let ids = submits(&practice, &ALL);
    practice.approves(&ids[1]);
    let told = ["request", "reject", &ids[0], "--reason", "Too wide"];
    practice.cli().json(told);
    practice.issues(&ids[1]);
    assert_eq!(shown(&practice, &ids[0])["row"]["state"], "rejected");
    assert_eq!(shown(&practice, &ids[2])["row"]["state"], "submitted");
    // A checker is offered those that still wait of them.
    for id in &ids {
        assert_eq!(shown(&practice, id)["together"], 1, "{id}");
    }
    assert_eq!(practice.events("key_destroyed").len(), 1);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn one_problem_holds_all_back_and_is_told_with_its_place() {
    let practice = Practice::new();
    let good = fixture("reporting_bot");
    let bad = Wanted::like("ai_trader_bot_v2").with("instruments", vec!["BTC"]);
    let bad = bad.with("agent_id", "").file(&practice, "bad");
    let told = ["request", "new", plain(&good), plain(&bad)];
    let mut found = problems(&practice.fails(3, told));
    found.sort();
    let expected = [
        ("requests[1].agent_id", "empty"),
        ("requests[1].instruments[0]", "not_an_instrument"),
    ];
    assert_eq!(
        found,
        expected.map(|(field, code)| (field.to_owned(), code.to_owned()))
    );
    assert_eq!(
        practice.cli().json(["request", "list", "--all"])["total"],
        0
    );
    assert!(practice.events("key_intended").is_empty());
}

#[test]
fn within_a_batch_a_key_serves_one_agent_alone() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, "EC ec_paramgen_curve:P-256");
    let csr = std::fs::read_to_string(&own.request).expect("a request");
    let one = Wanted::like("reporting_bot").with("csr", csr);
    let other = one
        .clone()
        .with("agent_id", "second_bot")
        .file(&practice, "other");
    let one = one.file(&practice, "one");
    let told = ["request", "new", plain(&one), plain(&other)];
    let found = problems(&practice.fails(3, told));
    assert_eq!(
        found,
        [("requests[1].csr".to_owned(), "key_not_free".to_owned())]
    );
}

#[test]
fn approval_of_many_is_all_or_nothing() {
    let practice = Practice::new();
    let ids = submits(&practice, &ALL);
    let told = ["request", "reject", &ids[2], "--reason", "Too wide"];
    practice.cli().json(told);
    let approve = ["request", "approve"]
        .into_iter()
        .chain(ids.iter().map(String::as_str));
    let failure = practice.fails(3, approve.chain(["--reason", "All"]));
    assert_eq!(failure["code"], "request-state");
    assert!(text(&failure["happened"]).contains(&ids[2]), "{failure:#}");
    assert!(practice.events("request_approved").is_empty());
    let own = ["request", "approve"]
        .into_iter()
        .chain(ids[..2].iter().map(String::as_str));
    let own = own.chain(["--reason", "Mine", "--as", "officer-02"]);
    assert_eq!(practice.fails(3, own)["code"], "role-forbids");
    assert!(practice.events("request_approved").is_empty());
}

#[test]
fn request_that_is_named_twice_is_approved_once_or_not_at_all() {
    let practice = Practice::new();
    let ids = submits(&practice, &ALL[..2]);
    let told = [
        "--json", "request", "approve", &ids[0], &ids[0], "--reason", "Twice",
    ];
    practice.cli().run(told);
    assert!(practice.events("request_approved").len() <= 1);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}
