//! What names a person goes once no duty asks for it any more: by two officers, for good, and the
//! log still holds.

use std::{fs, path::Path};

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, Numbered, fixture, text},
};
use serde_json::{Value, json};

use crate::wanted::plain;

/// The request that these stories are about.
const SAMPLE: &str = "trading_bot_v2";
const AGENT: &str = "trading_bot_v2";

/// What the sample says of people and purposes.
fn said() -> [String; 2] {
    let input = fs::read_to_string(fixture(SAMPLE)).expect("a fixture");
    let input: Value = serde_json::from_str(&input).expect("JSON");
    [text(&input["accountable"]), text(&input["purpose"])]
}

/// A workspace with a request that was rejected; its id.
fn rejected() -> (Practice, String) {
    let practice = Practice::after("rejected-for-retention", |practice| {
        let request = practice.submits(SAMPLE);
        let told = ["request", "reject", &request, "--reason", "Not wanted"];
        practice.cli().json(told);
    });
    let request = practice.nth(Numbered::Request, 1);
    (practice, request)
}

/// As [`rejected`], under a schedule by which nothing is kept.
fn due() -> (Practice, String) {
    let practice = Practice::after("due-for-retention", |practice| {
        let request = practice.submits(SAMPLE);
        let told = ["request", "reject", &request, "--reason", "Not wanted"];
        practice.cli().json(told);
        keeps_nothing(practice);
    });
    let request = practice.nth(Numbered::Request, 1);
    (practice, request)
}

/// Two officers put a schedule in force in which no class asks for anything.
#[track_caller]
fn keeps_nothing(practice: &Practice) {
    let rules = json!([{"class": "personal-data", "months": 0}]);
    let change = proposes_schedule(practice, &json!({"version": 2, "rules": rules}));
    approves(practice, &change);
}

fn schedule_file(practice: &Practice, schedule: &Value) -> String {
    let file = practice.beside("schedule.json");
    fs::write(&file, schedule.to_string()).expect("writes");
    plain(&file).to_owned()
}

#[track_caller]
fn proposes_schedule(practice: &Practice, schedule: &Value) -> String {
    let file = schedule_file(practice, schedule);
    let reason = "We are no provider of services";
    let told = ["retention", "propose", &file, "--reason", reason];
    id_of(&practice.cli().json(told))
}

#[track_caller]
fn proposes_erasure(practice: &Practice, holder: &str) -> String {
    let reason = "Nobody asks for it any more";
    let told = ["workspace", "erase", "--of", holder, "--reason", reason];
    id_of(&practice.cli().json(told))
}

#[track_caller]
fn refuses_erasure(practice: &Practice, holder: &str) -> Value {
    let told = ["workspace", "erase", "--of", holder, "--reason", "Now"];
    practice.fails(3, told)
}

#[track_caller]
fn approves(practice: &Practice, change: &str) -> Value {
    let told = ["request", "approve", change, "--reason", "Agreed"];
    practice.cli().json(told)
}

#[track_caller]
fn holds(practice: &Practice, what: &[&str], officer: &str) -> String {
    let told = ["hold", "place", "--reason", "A court asks", "--as", officer];
    let view = practice.cli().json(told.iter().chain(what));
    text(&view["id"])
}

#[track_caller]
fn lifts(practice: &Practice, hold: &str) {
    let told = ["hold", "lift", hold, "--reason", "The court is done"];
    let change = id_of(&practice.cli().json(told));
    approves(practice, &change);
}

fn id_of(change: &Value) -> String {
    text(&change["row"]["id"])
}

#[track_caller]
fn side_data_of(practice: &Practice, holder: &str) -> Vec<Value> {
    let view = practice.cli().json(["retention", "show", "--of", holder]);
    view["side_data"].as_array().expect("rows").clone()
}

#[track_caller]
fn assert_sound(practice: &Practice) {
    practice.cli().run(["log", "verify"]).expect_code(0);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// What `workspace check` says of one subject.
#[track_caller]
fn check_of(practice: &Practice, subject: &str) -> Value {
    let checks = practice.cli().json(["workspace", "check"]);
    let rows = checks["checks"].as_array().expect("rows");
    let found = rows.iter().find(|row| row["subject"] == subject);
    found.expect("checked").clone()
}

/// The files beneath a folder that have these bytes.
fn files_with(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, words));
        } else if has(&fs::read(&path).expect("a file"), words) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn what_nobody_asks_for_goes_for_good_and_the_log_still_holds() {
    let (practice, request) = due();
    for words in said() {
        let found = files_with(&practice.path(), &words);
        assert!(!found.is_empty(), "{words:?} is there before");
    }
    let rows = practice.cli().json(["retention", "show"]);
    let due: Vec<_> = rows["side_data"].as_array().expect("rows").iter().collect();
    assert_eq!(due.len(), 2, "{rows:#}");

    let change = proposes_erasure(&practice, &request);
    for row in side_data_of(&practice, &request) {
        assert_eq!(row["erased"], Value::Null, "one officer is not enough");
    }
    let sheet = practice.cli().json(["request", "show", &change]);
    let told = sheet["diff"].to_string();
    for kind in ["accountable", "purpose"] {
        assert!(told.contains(&format!("{kind} of {request}")), "{told}");
    }
    approves(&practice, &change);

    for words in said() {
        let found = files_with(&practice.path(), &words);
        assert!(found.is_empty(), "{words:?} is still in {found:?}");
    }
    let events = practice.events("blob_erased");
    assert_eq!(events.len(), 2);
    for row in side_data_of(&practice, &request) {
        let event = row["erased"].as_u64().expect("an event");
        assert!(events.iter().any(|told| told["seq"] == event));
        assert_eq!(row["change"], change.as_str());
    }
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["accountable"], Value::Null, "{view:#}");
    assert_eq!(view["purpose"], Value::Null, "{view:#}");
    let shown = practice.cli().run(["request", "show", &request]).stdout;
    assert_eq!(shown.matches("(erased)").count(), 2, "{shown}");
    assert_sound(&practice);

    assert_eq!(
        refuses_erasure(&practice, &request)["code"],
        "erased-already"
    );
    assert_eq!(practice.events("blob_erased").len(), 2);
}

#[test]
fn copy_that_may_hold_what_was_erased_is_told_of() {
    let (practice, request) = due();
    let copy = practice.path().join("chancery.db.v2-backup");
    fs::write(&copy, "an older state").expect("writes");
    assert_eq!(check_of(&practice, "side data")["verdict"], "sound");
    let change = proposes_erasure(&practice, &request);
    approves(&practice, &change);
    let row = check_of(&practice, "side data");
    assert_eq!(row["verdict"], "attention");
    assert!(text(&row["message"]).contains("chancery.db.v2-backup"));
    fs::remove_file(&copy).expect("removes");
    let row = check_of(&practice, "side data");
    assert_eq!(row["message"], "2 erased");
}

#[test]
fn what_a_class_asks_for_stays_and_the_day_is_told() {
    let (practice, request) = rejected();
    let failure = refuses_erasure(&practice, &request);
    assert_eq!(failure["code"], "kept");
    let happened = text(&failure["happened"]);
    let rows = side_data_of(&practice, &request);
    for row in &rows {
        assert_eq!(row["due"], false);
        assert_eq!(row["kept_as"], "casp-records");
    }
    let until = text(&rows[0]["kept_until"]);
    assert!(
        happened.contains("casp-records") && happened.contains(&until[..10]),
        "{happened}"
    );
    let refused = &practice.events("refused")[0];
    assert_eq!(refused["subject"], request.as_str());
    assert!(practice.events("change_proposed").is_empty());
}

#[test]
fn what_is_in_use_stays_until_its_end() {
    let practice = Practice::new();
    keeps_nothing(&practice);
    let request = practice.submits(SAMPLE);
    let open = refuses_erasure(&practice, &request);
    assert_eq!(open["code"], "side-data-in-use");
    practice.approves(&request);
    let serial = practice.issues(&request);
    let valid = refuses_erasure(&practice, &request);
    assert_eq!(valid["code"], "side-data-in-use");
    assert!(text(&valid["happened"]).contains("valid until"));
    practice.suspends(&serial);
    assert_eq!(
        refuses_erasure(&practice, &request)["code"],
        "side-data-in-use",
        "a certificate on hold may come back"
    );
    practice.revokes(&serial, "cessationOfOperation");
    let change = proposes_erasure(&practice, &request);
    approves(&practice, &change);
    assert_eq!(practice.events("blob_erased").len(), 2);
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["accountable"], Value::Null, "{view:#}");
    assert_sound(&practice);
}

#[test]
fn names_of_officers_who_are_enrolled_stay() {
    let practice = Practice::new();
    keeps_nothing(&practice);
    let failure = refuses_erasure(&practice, MAKER);
    assert_eq!(failure["code"], "side-data-in-use");
    assert!(text(&failure["happened"]).contains("enrolled"));
}

#[test]
fn nothing_that_is_held_goes_until_two_officers_lift_the_hold() {
    for (what, officer) in [
        ("--request", MAKER),
        ("--agent", CHECKER),
        ("--everything", ADMINISTRATOR),
    ] {
        let (practice, request) = due();
        let whose: &[&str] = match what {
            "--request" => &[what, &request],
            "--agent" => &[what, AGENT],
            _ => &[what],
        };
        let hold = holds(&practice, whose, officer);
        let failure = refuses_erasure(&practice, &request);
        assert_eq!(failure["code"], "held", "{what:?}");
        assert!(text(&failure["happened"]).contains(&hold), "{failure:#}");
        let list = practice.cli().json(["hold", "list"]);
        assert_eq!(list["rows"][0]["reason"], "A court asks");
        assert_eq!(list["rows"][0]["valid"], true);
        assert_eq!(list["rows"][0]["officer"], officer);
        assert_sound(&practice);

        lifts(&practice, &hold);
        let list = practice.cli().json(["hold", "list"]);
        assert_ne!(list["rows"][0]["lifted"], Value::Null);
        let again = ["hold", "lift", &hold, "--reason", "Twice"];
        assert_eq!(practice.fails(3, again)["code"], "lifted-already");
        let change = proposes_erasure(&practice, &request);
        approves(&practice, &change);
        assert_eq!(practice.events("blob_erased").len(), 2, "{what:?}");
        assert_sound(&practice);
    }
}

#[test]
fn hold_that_is_placed_while_an_erasure_waits_stops_it() {
    let (practice, request) = due();
    let change = proposes_erasure(&practice, &request);
    let hold = holds(&practice, &["--agent", AGENT], MAKER);
    let told = ["request", "approve", &change, "--reason", "Agreed"];
    assert_eq!(practice.fails(3, told)["code"], "held");
    let view = practice.cli().json(["request", "show", &change]);
    assert_eq!(view["applies"], false);
    assert!(practice.events("blob_erased").is_empty());
    lifts(&practice, &hold);
    approves(&practice, &change);
    assert_eq!(practice.events("blob_erased").len(), 2);
    assert_sound(&practice);
}

#[test]
fn hold_of_another_agent_keeps_nothing_here() {
    let (practice, request) = due();
    let other = practice.submits("reporting_bot");
    holds(&practice, &["--agent", "reporting_bot"], MAKER);
    holds(&practice, &["--request", &other], MAKER);
    let change = proposes_erasure(&practice, &request);
    approves(&practice, &change);
    assert_eq!(practice.events("blob_erased").len(), 2);
    let unknown = ["hold", "place", "--agent", "nobody", "--reason", "x"];
    assert_eq!(practice.fails(3, unknown)["code"], "no-such");
}

#[test]
fn auditor_decides_nothing_and_checker_proposes_nothing() {
    let (practice, request) = due();
    let hold = holds(&practice, &["--agent", "trading_bot_v2"], MAKER);
    let file = schedule_file(&practice, &json!({"version": 3, "rules": []}));
    let erase = ["workspace", "erase", "--of", &request, "--reason", "x"];
    let propose = ["retention", "propose", &file, "--reason", "x"];
    let lift = ["hold", "lift", &hold, "--reason", "x"];
    let place = ["hold", "place", "--everything", "--reason", "x"];
    let before = practice.events("change_proposed").len();
    for (officer, acts) in [
        (
            AUDITOR,
            [&erase[..], &propose[..], &lift[..], &place[..]].as_slice(),
        ),
        (CHECKER, &[&erase[..], &propose[..], &lift[..]]),
    ] {
        for act in acts {
            let told = act.iter().copied().chain(["--as", officer]);
            let failure = practice.fails(3, told);
            assert_eq!(failure["code"], "role-forbids", "{officer}: {act:?}");
            assert_eq!(practice.events("refused")[0]["actor"], officer);
        }
    }
    assert_eq!(practice.events("change_proposed").len(), before);
    assert_eq!(practice.events("hold_placed").len(), 1);
    // Looking is what an auditor is there for.
    let told = ["retention", "show", "--of", &request, "--as", AUDITOR];
    practice.cli().json(told);
}

#[test]
fn schedule_keeps_to_the_law_and_is_decided_by_two() {
    let practice = Practice::new();
    let shown = practice.cli().json(["retention", "show"]);
    assert_eq!(shown["version"], 1);
    let months: Vec<_> = shown["classes"]
        .as_array()
        .expect("classes")
        .iter()
        .filter_map(|class| Some((text(&class["class"]), class["months"].as_u64()?)))
        .collect();
    let named = |class: &str, months: u64| (class.to_owned(), months);
    let built_in = [
        named("ai-system-logs", 6),
        named("casp-records", 60),
        named("trading-platform-orders", 60),
        named("ict-logs", 60),
        named("personal-data", 0),
    ];
    assert_eq!(months, built_in);

    let rule = |class: &str, months: u32| json!({"class": class, "months": months});
    for (rules, named) in [
        (json!([rule("ai-system-logs", 5)]), "19(1)"),
        (json!([rule("casp-records", 59)]), "68(9)"),
        (json!([rule("casp-records", 85)]), "68(9)"),
        (
            json!([rule("ict-logs", 1), rule("casp-records", 60)]),
            "order",
        ),
    ] {
        let file = schedule_file(&practice, &json!({"version": 2, "rules": rules}));
        let told = ["retention", "propose", &file, "--reason", "Shorter"];
        let failure = practice.fails(3, told);
        assert_eq!(failure["code"], "schedule-refused");
        assert!(text(&failure["happened"]).contains(named), "{failure:#}");
    }
    assert!(practice.events("change_proposed").is_empty());

    let draft = practice
        .cli()
        .run(["retention", "show", "--draft"])
        .expect_code(0);
    let mut next: Value = serde_json::from_str(&draft.stdout).expect("JSON");
    next["rules"][1]["months"] = 84.into();
    let change = proposes_schedule(&practice, &next);
    let late = proposes_schedule(&practice, &json!({"version": 2, "rules": []}));
    assert_eq!(practice.cli().json(["retention", "show"])["version"], 1);
    approves(&practice, &change);
    let shown = practice.cli().json(["retention", "show"]);
    assert_eq!(
        (&shown["version"], &shown["change"]),
        (&json!(2), &json!(change))
    );
    let told = ["request", "approve", &late, "--reason", "Agreed"];
    assert_eq!(practice.fails(3, told)["code"], "change-outdated");
    assert_sound(&practice);
}

#[test]
fn erasure_that_was_cut_off_is_carried_out_at_the_next_start() {
    let (practice, request) = due();
    let change = proposes_erasure(&practice, &request);
    practice.pretends(
        "CREATE TRIGGER power_goes BEFORE UPDATE OF bytes ON blob
         BEGIN SELECT raise(ABORT, 'the power goes'); END",
    );
    let told = ["request", "approve", &change, "--reason", "Agreed"];
    assert_ne!(practice.cli().run(told).code, 0);
    practice.pretends("DROP TRIGGER power_goes");
    assert!(!files_with(&practice.path(), &said()[0]).is_empty());
    let view = practice.cli().json(["request", "show", &change]);
    assert_eq!(view["row"]["state"], "approved");
    assert_eq!(practice.events("blob_erased").len(), 2);
    for words in said() {
        let found = files_with(&practice.path(), &words);
        assert!(found.is_empty(), "{words:?} is still in {found:?}");
    }
    assert_sound(&practice);
}

#[test]
fn hand_that_reaches_for_side_data_or_holds_is_seen() {
    let (practice, _) = due();
    holds(&practice, &["--agent", AGENT], MAKER);
    assert_sound(&practice);
    let change = practice.nth(Numbered::Change, 1);
    let lifted = format!("UPDATE hold SET lifted = '{change}'");
    let let_go = format!("UPDATE side_data SET change = '{change}'");
    for (sql, subject) in [
        ("DELETE FROM hold", "tables"),
        ("UPDATE hold SET subject = 'other_bot'", "tables"),
        (&*lifted, "tables"),
        (
            "UPDATE retention SET schedule = '{\"version\":2,\"rules\":[]}'",
            "tables",
        ),
        ("UPDATE side_data SET erased_seq = 1", "tables"),
        (&*let_go, "tables"),
        ("UPDATE blob SET bytes = NULL WHERE erasable = 1", ""),
    ] {
        let forged = practice.copied();
        forged.pretends(sql);
        let answer = forged.cli().run(["--json", "workspace", "check"]);
        let checks = answer.expect_code(5).json();
        let rows = checks["checks"].as_array().expect("rows");
        let broken = rows.iter().find(|row| row["verdict"] == "broken");
        let broken = broken.unwrap_or_else(|| panic!("{sql}: {checks:#}"));
        assert!(
            subject.is_empty() || broken["subject"] == subject,
            "{sql}: {broken:#}"
        );
    }
}
