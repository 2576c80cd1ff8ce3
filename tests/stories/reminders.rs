//! What waits for whom, and what a day is set for.

use std::fs;

use chancery_tests::{
    Practice, Stranger,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, SECOND_CHECKER, text},
};
use serde_json::{Value, json};

use crate::{
    facts,
    wanted::{Wanted, plain},
};

const AGENT: &str = "ai_trader_bot_v2";

/// Kind and subject of what waits for an officer.
#[track_caller]
fn waits_for(practice: &Practice, officer: &str) -> Vec<(String, String)> {
    let view = practice.cli().json(["--as", officer, "reminders"]);
    let rows = view["reminders"].as_array().expect("reminders").iter();
    rows.map(|row| (text(&row["kind"]), text(&row["subject"])))
        .collect()
}

fn pair(kind: &str, subject: &str) -> (String, String) {
    (kind.to_owned(), subject.to_owned())
}

#[test]
fn each_officer_sees_what_they_can_do() {
    let practice = Practice::new();
    let request = practice.submits(AGENT);
    let change = facts::proposes(&practice, &facts::of_agent(), Some(AGENT));
    for checker in [CHECKER, SECOND_CHECKER] {
        let waiting = waits_for(&practice, checker);
        assert_eq!(
            waiting,
            [pair("request", &request), pair("change", &change)]
        );
    }
    for other in [MAKER, ADMINISTRATOR, AUDITOR] {
        assert!(waits_for(&practice, other).is_empty(), "{other}");
    }
    practice.approves(&request);
    practice.issues(&request);
    assert_eq!(waits_for(&practice, CHECKER), [pair("change", &change)]);
}

#[test]
fn certificate_that_ends_soon_waits_for_a_maker() {
    let practice = Practice::new();
    let serial = Wanted::like(AGENT)
        .with("validity_days", 20)
        .certified(&practice);
    assert_eq!(waits_for(&practice, MAKER), [pair("certificate", &serial)]);
    assert!(waits_for(&practice, CHECKER).is_empty());
}

#[test]
fn review_that_is_late_comes_first() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    practice.submits("reporting_bot");
    practice.pretends("UPDATE review_due SET due = '2026-01-01T00:00:00Z'");
    let view = practice.cli().json(["--as", CHECKER, "reminders"]);
    let first = &view["reminders"][0];
    assert_eq!(first["kind"], "review");
    assert_eq!(first["agent"], AGENT);
    assert_eq!(first["overdue"], true);
    assert_eq!(view["reminders"][1]["kind"], "request");
}

#[test]
fn calendar_holds_every_day_that_is_set_and_is_never_written_over() {
    let practice = Practice::new();
    let serial = practice.certifies(AGENT);
    let out = practice.beside("all.ics");
    let told = ["reminders", "--ics", plain(&out)];
    let view = practice.cli().json(told);
    assert_eq!(text(&view["file"]), plain(&out));
    let calendar = fs::read_to_string(&out).expect("written");
    let uid = format!("UID:{serial}@practice.example");
    assert!(calendar.contains(&uid), "{calendar}");
    let uid = format!("UID:review-{AGENT}@practice.example");
    assert!(calendar.contains(&uid), "{calendar}");
    practice.fails(3, told);
}

/// An instant so many days from now.
fn in_days(days: u32) -> String {
    let script = "import datetime, sys
now = datetime.datetime.now(datetime.timezone.utc)
then = now + datetime.timedelta(days=int(sys.argv[1]))
print(then.strftime('%Y-%m-%dT%H:%M:%S.000Z'))";
    let python = Stranger::new("python3", "python3");
    let said = python.ask(["-c", script, &days.to_string()]);
    said.expect_code(0).stdout.trim().to_owned()
}

#[test]
fn standing_authorisation_that_runs_out_waits_for_who_may_propose_the_next() {
    let practice = Practice::new();
    let bounds = json!({
        "profile": "agent",
        "agents": "desk-*",
        "actions": ["report.read"],
        "resources": ["/reports"],
        "validity_days": 30,
        "count": 10,
        "per_hour": 10,
        "until": in_days(7),
    });
    let file = practice.beside("bounds.json");
    fs::write(&file, bounds.to_string()).expect("writes");
    let told = [
        "standing",
        "propose",
        plain(&file),
        "--reason",
        "The desk grows",
    ];
    let id = text(&practice.cli().json(told)["row"]["id"]);
    assert!(waits_for(&practice, MAKER).is_empty(), "not in force yet");
    let told = ["standing", "approve", &id, "--reason", "Within bounds"];
    practice.cli().json(told);
    for officer in [MAKER, ADMINISTRATOR] {
        assert_eq!(waits_for(&practice, officer), [pair("standing", &id)]);
    }
    assert!(waits_for(&practice, AUDITOR).is_empty());
    let told = ["standing", "withdraw", &id, "--reason", "Not needed"];
    practice.cli().json(told);
    assert!(waits_for(&practice, MAKER).is_empty(), "taken back");
}

#[test]
fn nothing_waits_in_a_new_workspace() {
    let practice = Practice::new();
    let view: Value = practice.cli().json(["reminders"]);
    assert_eq!(view["reminders"], json!([]));
    let german = practice.cli().with("LC_ALL", "de_DE.UTF-8");
    practice.submits(AGENT);
    let view = german.json(["reminders"]);
    let said = text(&view["reminders"][0]["text"]);
    assert!(said.contains("wartet auf Ihre Entscheidung"), "{said}");
}
