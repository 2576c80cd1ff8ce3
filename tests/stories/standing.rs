//! Two officers approve in advance, within bounds: what is inside issues at once, what is outside
//! is refused with the bound named, and nothing is issued once it is withdrawn or void.

use std::{fmt::Write as _, fs, path::PathBuf};

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, Numbered, SECOND_CHECKER, text},
};
use serde_json::{Value, json};

use crate::wanted::{Wanted, plain};

/// The authorisation: the first change in its workspace.
fn id(practice: &Practice) -> String {
    practice.nth(Numbered::Change, 1)
}

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

pub(crate) fn in_days(days: i64) -> String {
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
pub(crate) fn allows(practice: &Practice, changes: Value) {
    let file = written(practice, changes);
    let told = ["standing", "propose", plain(&file), "--reason", "The fleet"];
    let id = text(&practice.cli().json(told)["row"]["id"]);
    let told = ["standing", "approve", &id, "--reason", "Agreed by risk"];
    practice.cli().json(told);
    assert_eq!(shown(practice)["state"], "in_force");
}

fn shown(practice: &Practice) -> Value {
    practice.cli().json(["standing", "show", &id(practice)])
}

pub(crate) fn inside(agent: &str) -> Wanted {
    Wanted::like("ai_trader_bot_v2")
        .with("agent_id", agent)
        .with("validity_days", 90)
}

#[track_caller]
pub(crate) fn issues(practice: &Practice, wanted: &Wanted) -> Value {
    let file = wanted.file(practice, "wanted");
    let id = id(practice);
    let told = ["request", "new", plain(&file), "--standing", &id, "--issue"];
    practice.cli().json(told)
}

#[track_caller]
pub(crate) fn refused(practice: &Practice, wanted: &Wanted) -> Value {
    let file = wanted.file(practice, "wanted");
    let id = id(practice);
    let told = ["request", "new", plain(&file), "--standing", &id, "--issue"];
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
    let asked = practice.nth(Numbered::Request, 1);
    let request = practice.cli().json(["request", "show", &asked]);
    let decisions = request["decisions"].as_array().expect("decisions").iter();
    let acts: Vec<_> = decisions.map(|one| text(&one["act"])).collect();
    assert_eq!(acts, ["submit", "propose", "approve"]);
    // No step waits for anybody: it says which use of which authorisation it is.
    let id = id(&practice);
    let under = json!({ "id": id, "number": 1, "count": 10 });
    assert_eq!(request["standing"], under);
    assert_eq!(request["steps"], json!([]));
    let told = practice.cli().run(["request", "show", &asked]);
    let line = format!("under standing authorisation {id}, use 1 of 10");
    assert!(told.stdout.contains(&line), "{told:?}");
    assert!(!told.stdout.contains("0 of 1"), "{told:?}");
    let intended = practice.events("issuance_intended");
    assert_eq!(intended.len(), 1, "{intended:?}");
    checks(&practice);
}

#[test]
fn uses_are_listed_with_request_agent_time_and_certificate() {
    let practice = Practice::new();
    allows(&practice, json!({ "count": 3, "per_hour": 2 }));
    for agent in ["fleet-1", "fleet-2"] {
        issues(&practice, &inside(agent));
    }
    let file = inside("fleet-3").file(&practice, "wanted");
    let id = id(&practice);
    let waiting = ["request", "new", plain(&file), "--standing", &id];
    practice.cli().json(waiting);
    let uses = practice.cli().json(["standing", "uses", &id]);
    assert_eq!((&uses["total"], &uses["next"]), (&json!(2), &Value::Null));
    let rows = uses["rows"].as_array().expect("rows");
    let agents: Vec<_> = rows.iter().map(|row| text(&row["agent_id"])).collect();
    assert_eq!(agents, ["fleet-2", "fleet-1"]);
    let intended = practice.events("issuance_intended");
    for (row, event) in rows.iter().zip(&intended) {
        assert_eq!(row["seq"], event["seq"]);
        assert_eq!(row["at"], event["at"]);
        let serial = text(&row["certificate"]);
        let shown = practice.cli().json(["certificate", "show", &serial]);
        assert_eq!(shown["row"]["serial"], row["certificate"]);
    }
    let second = practice.nth(Numbered::Request, 2);
    let second = practice.cli().json(["request", "show", &second]);
    assert_eq!(second["standing"]["number"], 2);
    let third = practice.nth(Numbered::Request, 3);
    let third = practice.cli().json(["request", "show", &third]);
    assert_eq!(third["standing"]["number"], Value::Null);
    let later = practice.cli().json([
        "standing",
        "uses",
        &id,
        "--before",
        &intended[0]["seq"].to_string(),
    ]);
    assert_eq!(later["rows"].as_array().expect("rows").len(), 1);
}

/// What is asked of one that is void: it says why, and gives no certificate.
#[track_caller]
fn is_void(practice: &Practice, officer: &str, words: &str) {
    let view = shown(practice);
    assert_eq!(view["state"], "void", "{view:#}");
    let why = text(&view["void"]);
    assert!(why.contains(officer) && why.contains(words), "{why}");
    let told = practice.cli().run(["standing", "show", &id(practice)]);
    assert!(told.stdout.contains(&why), "{told:?}");
    // Not even what was submitted before.
    let request = practice.nth(Numbered::Request, 1);
    let issue = ["certificate", "issue", &request];
    let by = issue.into_iter().chain(["--as", SECOND_CHECKER]);
    let failure = practice.fails(3, by);
    assert_eq!(failure["code"], "standing-void", "{failure:#}");
    assert!(text(&failure["happened"]).contains(words), "{failure:#}");
    let refused = refused(practice, &inside("fleet-2"));
    assert_eq!(refused["code"], "standing-void", "{refused:#}");
    assert_eq!(certificates(practice), 0);
}

/// In force, with a request under it that is not issued yet.
fn waiting() -> Practice {
    Practice::after("standing-waiting", |practice| {
        allows(practice, json!({}));
        let file = inside("fleet-1").file(practice, "wanted");
        let id = id(practice);
        let told = ["request", "new", plain(&file), "--standing", &id];
        practice.cli().json(told);
    })
}

#[test]
fn authorisation_is_void_once_a_certificate_that_signed_it_is_revoked() {
    let practice = waiting();
    let token = "officer-03";
    let told = ["officer", "lost", CHECKER, "--token", token];
    let why = ["--reason", "Left on a train"];
    practice.cli().json(told.into_iter().chain(why));
    is_void(&practice, CHECKER, "was revoked");
    checks(&practice);
}

#[test]
fn authorisation_is_void_once_who_signed_it_retires_and_not_when_another_does() {
    let practice = waiting();
    let retires = |officer| {
        let told = ["officer", "retire", officer, "--reason", "Moves on"];
        let change = practice.cli().json(told);
        practice.approves_too(&text(&change["row"]["id"]));
    };
    retires("officer-05");
    assert_eq!(shown(&practice)["state"], "in_force");
    retires(CHECKER);
    is_void(&practice, CHECKER, "was revoked");
    checks(&practice);
}

/// What no verb brings about, told to the tables.
#[test]
fn authorisation_is_void_while_a_certificate_that_signed_it_is_on_hold_or_out_of_service() {
    const LAST: &str = "(SELECT max(seq) FROM event)";
    const SERIAL: &str = "SELECT c.serial FROM certificate c JOIN officer_key k
                          ON k.certificate = c.der WHERE k.officer = 'officer-03'";
    let held = format!(
        "INSERT INTO denied (part, seq, serial, at, cause)
         SELECT (SELECT min(id) FROM crl_part), {LAST}, ({SERIAL}), 0, 6"
    );
    let practice = waiting();
    practice.pretends(&held);
    is_void(&practice, CHECKER, "is on hold");
    let practice = waiting();
    practice.pretends(&format!(
        "UPDATE officer_key SET until_seq = {LAST} WHERE officer = 'officer-02'"
    ));
    assert_eq!(shown(&practice)["state"], "void");
    let why = text(&shown(&practice)["void"]);
    assert!(
        why.contains(MAKER) && why.contains("is out of service"),
        "{why}"
    );
}

#[test]
fn bounds_show_an_amount_as_one_line_in_the_words_of_the_language() {
    let practice = Practice::new();
    allows(&practice, json!({}));
    let amount = |language: &[&'static str]| {
        let id = id(&practice);
        let told = ["request", "show", &id].into_iter();
        let change = practice.cli().json(told.chain(language.iter().copied()));
        let rows = change["diff"].as_array().expect("rows").clone();
        let field = "standing.scope.limits.1.per_action";
        let row = rows.iter().find(|row| row["field"] == field);
        text(&row.expect("a limit")["then"])
    };
    assert_eq!(amount(&[]), "EUR\u{a0}50,000.00");
    assert_eq!(amount(&["--lang", "de"]), "50.000,00\u{a0}EUR");
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
    let id = id(&practice);
    let told = [
        "--json",
        "request",
        "new",
        plain(&file),
        "--standing",
        &id,
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
    let id = id(&practice);
    let told = ["request", "new", plain(&file), "--standing", &id];
    practice.cli().json(told);
    let withdraw = ["standing", "withdraw", &id, "--reason", "Doubts"];
    let as_auditor = ["--as", AUDITOR].into_iter().chain(withdraw);
    assert_eq!(practice.fails(3, as_auditor)["code"], "role-forbids");
    let by = ["--as", ADMINISTRATOR].into_iter().chain(withdraw);
    assert_eq!(practice.cli().json(by)["state"], "withdrawn");
    assert_eq!(
        refused(&practice, &inside("fleet-2"))["code"],
        "standing-withdrawn"
    );
    // Not even what was submitted before.
    let request = practice.nth(Numbered::Request, 1);
    let failure = practice.fails(3, ["certificate", "issue", &request]);
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
    let id = id(&practice);
    let own = [
        "--as",
        "officer-02",
        "standing",
        "approve",
        &id,
        "--reason",
        "Mine",
    ];
    assert_eq!(practice.fails(3, own)["code"], "role-forbids");
    assert_eq!(refused(&practice, &inside("fleet-1"))["code"], "no-such");
    let told = [
        "--as", CHECKER, "standing", "approve", &id, "--reason", "Fine",
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
    let id = id(&practice);
    let told = ["request", "import", plain(&file), "--standing", &id];
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
