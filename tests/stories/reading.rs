//! That an auditor looked is on record, where they proved to be there; so is all that leaves.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{AUDITOR, MAKER, Numbered, text},
};
use serde_json::Value;

use crate::wanted::plain;

/// What was read, oldest first.
fn read(practice: &Practice) -> Vec<String> {
    let rows = practice.events("record_read");
    rows.iter().rev().map(|row| text(&row["subject"])).collect()
}

fn by(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| text(&row["actor"])).collect()
}

#[test]
fn what_an_auditor_reads_is_told_once_they_proved_to_be_there() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let request = &practice.nth(Numbered::Request, 1);
    let commands: [&[&str]; 5] = [
        &["certificate", "show", &serial],
        &["certificate", "list"],
        &["request", "show", request],
        &["log", "list", "--search", request],
        &["report", "list"],
    ];
    for told in commands {
        practice.cli().json(told);
        practice.cli().json(["--as", MAKER].iter().chain(told));
    }
    assert!(read(&practice).is_empty(), "no auditor read any of it");
    let signed_in = practice.events("signed_in").len();
    for told in commands {
        practice.cli().json(["--as", AUDITOR].iter().chain(told));
    }
    assert_eq!(read(&practice).len(), commands.len());
    assert_eq!(
        practice.events("signed_in").len(),
        signed_in + commands.len()
    );
    assert!(
        by(&practice.events("record_read"))
            .iter()
            .all(|id| id == AUDITOR)
    );

    // Without a PIN at hand nobody is proved, and nothing is told.
    let pins = practice.path().join("practice.json");
    let whole = fs::read_to_string(&pins).expect("reads");
    let mut without: Value = serde_json::from_str(&whole).expect("JSON");
    let tokens = without["tokens"].as_object_mut().expect("tokens");
    let pin = tokens.remove(AUDITOR).expect("the auditor's PIN");
    fs::write(&pins, without.to_string()).expect("writes");
    let show = ["--as", AUDITOR, "certificate", "show", &serial];
    practice.cli().json(show);
    assert_eq!(read(&practice).len(), commands.len());

    // A PIN from a file proves as well; a wrong one is refused, and nothing is shown.
    let file = practice.beside("pin");
    fs::write(&file, text(&pin)).expect("writes");
    let given = format!("{AUDITOR}={}", plain(&file));
    let with = |told: [&str; 3]| -> Vec<String> {
        let all = ["--as", AUDITOR, "--pin-file", &given]
            .into_iter()
            .chain(told);
        all.map(str::to_owned).collect()
    };
    practice.cli().json(with(["request", "show", request]));
    fs::write(&file, "00000000").expect("writes");
    let wrong = with(["certificate", "show", &serial]);
    let refused = practice.fails(3, wrong.iter().map(String::as_str));
    assert_eq!(refused["code"], "pin-incorrect");
}

#[test]
fn calendars_and_copies_of_reports_leave_on_record_with_who_took_them() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let [calendar, all, report] =
        ["a.ics", "b.ics", "r.pdf"].map(|name| plain(&practice.beside(name)).to_owned());
    let told = ["certificate", "reminders", "--days", "400", "--out"];
    let ending = told.into_iter().chain([calendar.as_str()]);
    practice.cli().json(ending.clone());
    let told = ["--as", AUDITOR, "reminders", "--ics", &all];
    practice.cli().json(told);
    let period = ["--from", "2026-01-01", "--to", "2026-01-02"];
    let told = ["report", "render", "--out", &report];
    practice.cli().json(told.into_iter().chain(period));

    let exported = practice.events("exported");
    assert_eq!(by(&exported), [AUDITOR, AUDITOR, "workstation"]);
    assert_eq!(practice.fails(3, ending)["code"], "folder-taken");
    assert_eq!(practice.events("exported").len(), 3);
}
