//! The log is listed, filtered and recomputed.

use chancery_tests::{Practice, Stranger, practice::text};
use serde_json::Value;

fn rows(view: &Value) -> &[Value] {
    view["rows"].as_array().expect("rows")
}

fn numbers(view: &Value) -> Vec<u64> {
    rows(view)
        .iter()
        .map(|row| row["seq"].as_u64().expect("a number"))
        .collect()
}

#[test]
fn events_are_numbered_from_the_founding_without_a_gap() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let page = practice.cli().json(["log", "list"]);
    let mut numbers = numbers(&page);
    numbers.reverse();
    let wanted: Vec<_> = (1..=page["total"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, wanted);
    assert_eq!(rows(&page).last().expect("events")["kind"], "founded");
}

#[test]
fn log_is_filtered_by_kind_subject_and_number() {
    let practice = Practice::new();
    let first = practice.submits("ai_trader_bot_v2");
    practice.approves(&first);
    let second = practice.submits("reporting_bot");

    let submitted = practice.events("request_submitted");
    let subjects: Vec<_> = submitted.iter().map(|row| text(&row["subject"])).collect();
    assert_eq!(subjects, [second, first.clone()]);

    let about = practice.cli().json(["log", "list", "--search", &first]);
    let kinds: Vec<_> = rows(&about).iter().map(|row| text(&row["kind"])).collect();
    assert_eq!(kinds, ["request_approved", "request_submitted"]);

    let early = practice.cli().json(["log", "list", "--before", "4"]);
    assert_eq!(numbers(&early), [3, 2, 1]);
    assert_eq!(early["next"], Value::Null);
}

#[test]
fn long_log_is_read_page_by_page() {
    let practice = Practice::new();
    // Each publication is one event and a checkpoint.
    while practice.cli().json(["log", "list"])["next"].is_null() {
        practice.cli().json(["crl", "publish"]);
    }
    let first = practice.cli().json(["log", "list"]);
    let next = first["next"].as_u64().expect("a number").to_string();
    let second = practice.cli().json(["log", "list", "--before", &next]);
    let mut all = numbers(&first);
    all.extend(numbers(&second));
    all.reverse();
    let wanted: Vec<_> = (1..=first["total"].as_u64().expect("a number")).collect();
    assert_eq!(all, wanted);
}

#[test]
fn verification_recomputes_every_event_and_is_an_event_itself() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let before = practice.cli().json(["log", "list"])["total"].clone();
    let verdict = practice.cli().json(["log", "verify"]);
    assert_eq!(verdict["sound"], true);
    assert_eq!(verdict["events"], before);
    assert_eq!(practice.events("log_verified").len(), 1);
}

#[test]
fn changed_byte_is_found_with_its_number() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let database = practice.path().join("chancery.db");
    let database = database.to_str().expect("plain");
    let vandal = Stranger::python("peers/python/store.py");
    vandal.ask(["change-leaf", database, "17"]).expect_code(0);

    let verdict = practice
        .cli()
        .run(["--json", "log", "verify"])
        .expect_code(5)
        .json();
    assert_eq!(verdict["sound"], false);
    assert_eq!(verdict["faults"][0]["seq"], 17, "{verdict}");
    assert_eq!(verdict["faults"][0]["code"], "leaf_changed");
    let check = practice
        .cli()
        .run(["--json", "workspace", "check"])
        .expect_code(5)
        .json();
    assert_eq!(check["sound"], false);
}

#[test]
fn checkpoint_covers_all_that_happened_and_is_published() {
    let practice = Practice::new();
    practice.cli().json(["log", "verify"]);
    let before = practice.cli().json(["log", "list"])["total"]
        .as_u64()
        .expect("a number");
    let head = practice.cli().json(["log", "checkpoint"]);
    assert_eq!(head["size"].as_u64(), Some(before));
    assert_eq!(head["signatures"].as_array().expect("signatures").len(), 2);
    let all = head["signatures"].as_array().expect("signatures").iter();
    assert!(all.into_iter().all(|line| line["valid"] == true));
    assert_eq!(head["words"].as_array().expect("words").len(), 32);
    let published = std::fs::read_to_string(practice.published("log/checkpoint"));
    assert_eq!(published.expect("a checkpoint"), text(&head["note"]));
}

#[test]
fn log_is_asked_for_from_the_first_day_to_the_last() {
    let practice = Practice::new();
    let all = practice.cli().json(["log", "list"]);
    for (from, to) in [("1970-01-01", "9999-12-31"), ("1970-01-01T00:00:00Z", "")] {
        let told = ["log", "list", "--from", from, "--to", to];
        let page = practice.cli().json(told);
        assert_eq!(numbers(&page), numbers(&all), "{from} {to}");
    }
    for day in ["0000-01-01", "1850-01-01", "1969-12-31"] {
        for end in ["--from", "--to"] {
            let failure = practice.fails(3, ["log", "list", end, day]);
            assert_eq!(failure["fields"][0]["code"], "not_an_instant", "{failure}");
        }
    }
}
