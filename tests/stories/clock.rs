//! A clock that was set back signs no list over a better one, and no certificate before what the
//! log tells. No test can turn the clock, so the tables say instead that what was made is dated
//! later.

use std::fs;

use chancery_tests::{Practice, practice::text};
use serde_json::Value;

const LIST: &str = "crl/issuing-1.crl";

/// What was made is dated by so much from now, such as `+20 days`.
fn dates(practice: &Practice, what: &str, by: &str) {
    let instant = format!("strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '{by}')");
    practice.pretends(&match what {
        "lists" => format!("UPDATE crl SET this_update = {instant}"),
        "revocations" => format!("UPDATE denied SET at = unixepoch('now', '{by}') * 1000"),
        other => panic!("nothing is called {other}"),
    });
}

/// With the tables as the log has them, everything is sound.
fn told_truly(practice: &Practice) {
    practice.cli().run(["workspace", "rebuild"]).expect_code(0);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

fn newest(practice: &Practice) -> Value {
    practice.events("crl_published")[0].clone()
}

#[test]
fn list_is_not_made_before_the_last_one() {
    let practice = Practice::new();
    let before = fs::read(practice.published(LIST)).expect("a list");
    let last = newest(&practice);
    dates(&practice, "lists", "+20 days");
    for told in [vec!["crl", "publish"], vec!["crl", "publish", "--delta"]] {
        let failure = practice.fails(4, told);
        assert_eq!(failure["code"], "clock-behind");
        let happened = text(&failure["happened"]);
        assert!(happened.contains("The clock of this workstation shows 20"));
        assert!(happened.contains("but CRL 1 says that it was made at 20"));
    }
    assert_eq!(newest(&practice)["seq"], last["seq"]);
    let after = fs::read(practice.published(LIST)).expect("a list");
    assert!(before == after, "the published list stays");
}

#[test]
fn list_that_a_clock_ahead_made_is_followed_once_a_person_says_so() {
    let practice = Practice::new();
    dates(&practice, "lists", "+20 days");
    practice.fails(4, ["crl", "publish"]);
    let told = ["crl", "publish", "--clock-is-right"];
    let made = practice.cli().json(told);
    let list = &made["crls"][0];
    assert_eq!(
        (&list["number"], &list["overdue"]),
        (&2.into(), &false.into())
    );
    // The newest list is one of this clock again.
    practice.cli().run(["crl", "publish"]).expect_code(0);
    told_truly(&practice);
}

#[test]
fn revocation_under_a_clock_that_is_behind_is_recorded_and_its_list_follows() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    dates(&practice, "lists", "+20 days");
    let told = ["certificate", "revoke", &serial, "--reason", "superseded"];
    let failure = practice.fails(4, told.into_iter().chain(["--comment", "Replaced"]));
    assert_eq!(failure["code"], "crl-owed");
    assert!(text(&failure["happened"]).contains("the clock shows 20"));
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "superseded");
    assert_eq!(view["row"]["crl_owed"], true);

    dates(&practice, "lists", "-1 hour");
    practice.cli().json(["crl", "publish"]);
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["crl_owed"], false);
    told_truly(&practice);
}

#[test]
fn list_is_not_made_before_what_it_tells_of() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    dates(&practice, "lists", "+20 days");
    let told = ["certificate", "revoke", &serial, "--reason", "superseded"];
    practice.fails(4, told.into_iter().chain(["--comment", "Replaced"]));
    dates(&practice, "lists", "-1 hour");
    dates(&practice, "revocations", "+1 day");
    let failure = practice.fails(4, ["crl", "publish"]);
    assert_eq!(failure["code"], "clock-behind");
    assert!(text(&failure["happened"]).contains("a decision that has to be told"));
}

#[test]
fn clock_that_is_a_little_behind_makes_a_list_no_older_than_the_last() {
    let practice = Practice::new();
    dates(&practice, "lists", "+60 seconds");
    let last = practice.cli().json(["crl", "show"])["crls"][1]["this_update"].clone();
    practice.cli().json(["crl", "publish"]);
    let next = practice.cli().json(["crl", "show"])["crls"][1]["this_update"].clone();
    let whole = |instant: &Value| text(instant)[..19].to_owned();
    assert_eq!(whole(&next), whole(&last));
    told_truly(&practice);
}

/// Every event is recorded by so much from now.
fn dates_events(practice: &Practice, by: &str) {
    let trigger = "DROP TRIGGER IF EXISTS event_never_changes";
    practice.pretends(trigger);
    let instant = format!("strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '{by}')");
    practice.pretends(&format!("UPDATE event SET at = {instant}"));
}

/// Nothing was signed, and it is told what time the log knows.
#[track_caller]
fn refused(practice: &Practice, request: &str) {
    let failure = practice.fails(4, ["certificate", "issue", request]);
    assert_eq!(failure["code"], "clock-behind", "{failure:#}");
    let happened = text(&failure["happened"]);
    assert!(happened.contains("The clock of this workstation shows 20"));
    assert!(happened.contains("but the log has an event of 20"));
    assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    assert!(practice.events("issuance_intended").is_empty());
}

#[test]
fn certificate_is_not_dated_before_the_log_however_often_it_is_asked_for() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
    dates_events(&practice, "+5 minutes");
    // What is recorded by the clock that is behind makes it no more right.
    refused(&practice, &request);
    refused(&practice, &request);
    assert_eq!(practice.events("clock_jumped").len(), 1);
    let batch = practice.submits("ai_trader_bot_v2");
    practice.approves(&batch);
    let failure = practice.fails(4, ["certificate", "issue", &request, &batch]);
    assert_eq!(failure["code"], "clock-behind", "{failure:#}");
    assert!(practice.events("issuance_intended").is_empty());

    dates_events(&practice, "+1 minute");
    practice.issues(&request);
    practice.issues(&batch);
}

#[test]
fn certificate_is_issued_after_a_clock_that_was_ahead_once_a_person_says_so() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
    dates_events(&practice, "+3 hours");
    refused(&practice, &request);
    practice.cli().json(["crl", "publish"]);
    refused(&practice, &request);

    practice.cli().json(["crl", "publish", "--clock-is-right"]);
    let told = practice.events("clock_jumped").len();
    practice.issues(&request);
    practice.certifies("ai_trader_bot_v2");
    // Said once, it is said.
    practice.cli().json(["crl", "publish", "--clock-is-right"]);
    assert_eq!(practice.events("clock_jumped").len(), told);
}
