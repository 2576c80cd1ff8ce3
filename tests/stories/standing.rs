//! Two officers approve in advance, within bounds: what is inside issues at once, what is outside
//! is refused with the bound named, and nothing is issued once it is withdrawn or void.

use std::{fmt::Write as _, fs, path::PathBuf};

use chancery_tests::{
    Practice,
    practice::{AUDITOR, CHECKER, SECOND_CHECKER, text},
};
use serde_json::{Value, json};

use crate::wanted::{Wanted, plain};

const ID: &str = "CHG-2026-0001";

/// Bounds for a fleet, with some of them changed.
fn bounds(changes: Value) -> Value {
    let mut bounds = json!({
        "agents": "fleet-*",
        "actions": ["order.buy", "order.sell"],
        "instruments": ["BTC/EUR", "ETH/EUR"],
        "limits": [{ "currency": "EUR", "per_action": "50000.00" }],
        "validity_days": 90,
        "count": 10,
        "per_hour": 10,
        "until": "2026-12-31T23:59:59Z",
    });
    for (field, value) in changes.as_object().expect("an object") {
        bounds[field] = value.clone();
    }
    bounds["until"] = json!(soon(&bounds));
    bounds
}

/// Thirty days ahead, unless the bounds say otherwise.
fn soon(bounds: &Value) -> String {
    match bounds["days"].as_i64() {
        None => in_days(30),
        Some(days) => in_days(days),
    }
}

fn in_days(days: i64) -> String {
    let later = std::process::Command::new("date")
        .args(["-u", "+%Y-%m-%dT%H:%M:%SZ", "-d"])
        .arg(format!("{days} days"))
        .output()
        .expect("date runs");
    String::from_utf8(later.stdout)
        .expect("ASCII")
        .trim()
        .to_owned()
}

fn written(practice: &Practice, changes: Value) -> PathBuf {
    let mut bounds = bounds(changes);
    bounds.as_object_mut().expect("an object").remove("days");
    let file = practice.beside("standing.json");
    fs::write(&file, bounds.to_string()).expect("writes");
    file
}

/// Proposed by the maker and approved by the checker.
#[track_caller]
fn allows(practice: &Practice, changes: Value) {
    let file = written(practice, changes);
    let told = ["standing", "propose", plain(&file), "--reason", "The fleet"];
    assert_eq!(practice.cli().json(told)["row"]["id"], ID);
    let told = ["standing", "approve", ID, "--reason", "Agreed by risk"];
    practice.cli().json(told);
    assert_eq!(shown(practice)["state"], "in_force");
}

fn shown(practice: &Practice) -> Value {
    practice.cli().json(["standing", "show", ID])
}

fn inside(agent: &str) -> Wanted {
    Wanted::like("ai_trader_bot_v2")
        .with("agent_id", agent)
        .with("validity_days", 90)
}

#[track_caller]
fn issues(practice: &Practice, wanted: &Wanted) -> Value {
    let file = wanted.file(practice, "wanted");
    let told = ["request", "new", plain(&file), "--standing", ID, "--issue"];
    practice.cli().json(told)
}

#[track_caller]
fn refused(practice: &Practice, wanted: &Wanted) -> Value {
    let file = wanted.file(practice, "wanted");
    let told = ["request", "new", plain(&file), "--standing", ID, "--issue"];
    practice.fails(3, told)
}

fn certificates(practice: &Practice) -> Value {
    practice.cli().json(["certificate", "list"])["total"].clone()
}

#[track_caller]
fn checks(practice: &Practice) {
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn request_inside_the_bounds_is_issued_at_once() {
    let practice = Practice::new();
    allows(&practice, json!({}));
    issues(&practice, &inside("fleet-1"));
    assert_eq!(certificates(&practice), 1);
    let view = shown(&practice);
    assert_eq!((&view["used"], &view["waiting"]), (&1.into(), &0.into()));
    // The request shows all who signed: its maker, and those who approved in advance.
    let request = practice.cli().json(["request", "show", "REQ-2026-0001"]);
    let decisions = request["decisions"].as_array().expect("decisions").iter();
    let acts: Vec<_> = decisions.map(|one| text(&one["act"])).collect();
    assert_eq!(acts, ["submit", "propose", "approve"]);
    let intended = practice.events("issuance_intended");
    assert_eq!(intended.len(), 1, "{intended:?}");
    checks(&practice);
}

#[test]
fn request_outside_is_refused_with_the_bound_named() {
    let practice = Practice::new();
    allows(&practice, json!({}));
    let limit = |amount: &str| json!([{ "currency": "EUR", "per_action": amount }]);
    let outside = [
        (inside("other-1"), "an agent of another name"),
        (
            inside("fleet-1").with("validity_days", 91),
            "a longer validity",
        ),
        (
            inside("fleet-1").with("actions", vec!["order.cancel", "order.buy"]),
            "an action",
        ),
        (
            inside("fleet-1").with("instruments", vec!["SOL/EUR"]),
            "an instrument",
        ),
        (
            inside("fleet-1").with("limits", limit("50000.01")),
            "a limit that is higher",
        ),
    ];
    for (wanted, words) in &outside {
        let failure = refused(&practice, wanted);
        assert_eq!(failure["code"], "standing-outside", "{failure:#}");
        assert!(text(&failure["happened"]).contains(words), "{failure:#}");
    }
    assert_eq!(practice.events("refused").len(), outside.len());
    assert!(practice.events("key_intended").is_empty());
    assert_eq!(
        practice.cli().json(["request", "list", "--all"])["total"],
        0
    );
}

#[test]
fn count_and_rate_end_what_it_approves() {
    let practice = Practice::new();
    allows(&practice, json!({ "count": 3, "per_hour": 2 }));
    issues(&practice, &inside("fleet-1"));
    issues(&practice, &inside("fleet-2"));
    // The third is submitted, and waits for the hour to pass.
    let file = inside("fleet-3").file(&practice, "wanted");
    let told = [
        "--json",
        "request",
        "new",
        plain(&file),
        "--standing",
        ID,
        "--issue",
    ];
    let answer = practice.cli().run(told);
    assert_ne!(answer.code, 0, "{answer:?}");
    assert!(answer.stdout.contains("standing-outside"), "{answer:?}");
    assert_eq!(certificates(&practice), 2);
    assert_eq!(shown(&practice)["waiting"], 1);
    let failure = refused(&practice, &inside("fleet-4"));
    assert!(
        text(&failure["happened"]).contains("as many certificates"),
        "{failure:#}"
    );
    checks(&practice);
}

#[test]
fn any_one_officer_withdraws_it() {
    let practice = Practice::new();
    allows(&practice, json!({}));
    let file = inside("fleet-1").file(&practice, "wanted");
    practice
        .cli()
        .json(["request", "new", plain(&file), "--standing", ID]);
    let withdraw = ["standing", "withdraw", ID, "--reason", "Doubts"];
    let as_auditor = ["--as", AUDITOR].into_iter().chain(withdraw);
    assert_eq!(practice.fails(3, as_auditor)["code"], "role-forbids");
    let by = ["--as", SECOND_CHECKER].into_iter().chain(withdraw);
    assert_eq!(practice.cli().json(by)["state"], "withdrawn");
    assert_eq!(
        refused(&practice, &inside("fleet-2"))["code"],
        "standing-withdrawn"
    );
    // Not even what was submitted before.
    let failure = practice.fails(3, ["certificate", "issue", "REQ-2026-0001"]);
    assert_eq!(failure["code"], "standing-withdrawn");
    assert_eq!(practice.fails(3, withdraw)["code"], "standing-withdrawn");
    assert_eq!(certificates(&practice), 0);
    checks(&practice);
}

#[test]
fn bounds_that_are_none_are_not_proposed() {
    let practice = Practice::new();
    for changes in [
        json!({ "days": 91 }),
        json!({ "count": 0 }),
        json!({ "per_hour": 11 }),
    ] {
        let file = written(&practice, changes);
        let told = ["standing", "propose", plain(&file), "--reason", "x"];
        assert_eq!(practice.fails(3, told)["code"], "standing-bounds");
    }
    for changes in [json!({ "agents": "*" }), json!({ "instruments": ["BTC"] })] {
        let file = written(&practice, changes);
        let told = ["standing", "propose", plain(&file), "--reason", "x"];
        assert_eq!(practice.fails(3, told)["code"], "input");
    }
}

#[test]
fn who_proposed_it_does_not_approve_it_and_unapproved_it_allows_nothing() {
    let practice = Practice::new();
    let file = written(&practice, json!({}));
    practice
        .cli()
        .json(["standing", "propose", plain(&file), "--reason", "The fleet"]);
    let own = [
        "--as",
        "officer-02",
        "standing",
        "approve",
        ID,
        "--reason",
        "Mine",
    ];
    assert_eq!(practice.fails(3, own)["code"], "role-forbids");
    assert_eq!(refused(&practice, &inside("fleet-1"))["code"], "no-such");
    let told = [
        "--as", CHECKER, "standing", "approve", ID, "--reason", "Fine",
    ];
    practice.cli().json(told);
    issues(&practice, &inside("fleet-1"));
}

#[test]
fn fleet_in_a_file_is_issued_under_it_once() {
    let practice = Practice::new();
    allows(&practice, json!({ "count": 20, "per_hour": 20 }));
    let mut table =
        "agent_id,accountable,purpose,actions,instruments,limit_per_action\n".to_owned();
    for number in 0..12 {
        writeln!(
            table,
            "fleet-{number},A. Person,Trading,order.buy,BTC/EUR,EUR 100.00"
        )
        .expect("a string");
    }
    let file = practice.beside("fleet.csv");
    fs::write(&file, table).expect("writes");
    let told = ["request", "import", plain(&file), "--standing", ID];
    let issued = practice.cli().json(told);
    assert_eq!(issued["issued"].as_array().expect("ids").len(), 12);
    practice.cli().json(told);
    assert_eq!(certificates(&practice), 12);
    assert_eq!(shown(&practice)["used"], 12);
    checks(&practice);
}

#[test]
fn forged_count_and_forged_use_are_found() {
    let practice = Practice::new();
    allows(&practice, json!({}));
    issues(&practice, &inside("fleet-1"));
    for forgery in [
        "UPDATE standing SET used = 0",
        "UPDATE standing_use SET at = at - 7200000",
        "DELETE FROM standing_use",
        "UPDATE standing SET bounds = json_set(bounds, '$.count', 99)",
    ] {
        let forged = practice.copied();
        checks(&forged);
        forged.pretends(forgery);
        let answer = forged.cli().run(["workspace", "check"]);
        assert_eq!(answer.code, 5, "{forgery}: {answer:?}");
    }
}
