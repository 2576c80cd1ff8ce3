//! A fleet's requests come as a CSV file: read first, with all that is wrong told by row and
//! column, then submitted and approved under one signature each.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{
    Practice, built,
    practice::{AUDITOR, CHECKER, fixture, text},
};
use serde_json::Value;

use crate::wanted::plain;

/// Columns of most files here.
const HEADER: &str = "agent_id,accountable,purpose,actions,instruments,limit_per_action,renews";

fn fleet() -> PathBuf {
    built::repository().join("fixtures/requests/fleet.csv")
}

fn row(agent: &str) -> String {
    row_with(agent, "BTC/EUR", "")
}

fn row_with(agent: &str, instruments: &str, renews: &str) -> String {
    format!(
        "{agent},Dr. Henrike Ahlborn,Market making,order.buy,{instruments},EUR 50000.00,{renews}"
    )
}

/// A file beside the workspace.
fn file(practice: &Practice, name: &str, rows: &[String]) -> PathBuf {
    let file = practice.beside(name);
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    fs::write(&file, text).expect("writes");
    file
}

/// What a dry run tells; some rows may be at fault.
#[track_caller]
fn look(practice: &Practice, file: &Path, exit: i32) -> Value {
    let told = ["--json", "request", "import", plain(file), "--dry-run"];
    practice.cli().run(told).expect_code(exit).json()
}

/// Cell and code of each fault.
fn faults(view: &Value) -> Vec<(String, String)> {
    let rows = view["rows"].as_array().expect("rows").iter();
    let of_rows = rows.flat_map(|row| row["faults"].as_array().expect("faults"));
    let all = view["header"]
        .as_array()
        .expect("faults")
        .iter()
        .chain(of_rows);
    all.map(|fault| (text(&fault["cell"]), text(&fault["code"])))
        .collect()
}

fn pairs(faults: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(cell, code): &(&str, &str)| ((*cell).to_owned(), (*code).to_owned());
    faults.iter().map(own).collect()
}

#[track_caller]
fn imports(practice: &Practice, file: &Path) -> Vec<String> {
    let outcome = practice.cli().json(["request", "import", plain(file)]);
    requests(&outcome)
}

fn requests(outcome: &Value) -> Vec<String> {
    let requests = outcome["requests"].as_array().expect("requests").iter();
    requests.map(text).collect()
}

fn events_total(practice: &Practice) -> u64 {
    let page = practice.cli().json(["log", "list"]);
    page["total"].as_u64().expect("a number")
}

#[test]
fn fleet_is_certified_under_one_signature_each() {
    let practice = Practice::new();
    let view = look(&practice, &fleet(), 0);
    assert_eq!((&view["total"], &view["sound"]), (&4.into(), &4.into()));
    let ids = imports(&practice, &fleet());
    assert_eq!(ids.len(), 4);
    let approve = [
        "request",
        "approve",
        &ids[2],
        "--batch",
        "--reason",
        "As agreed",
    ];
    practice.cli().json(approve);
    let done = practice
        .cli()
        .json(["certificate", "issue", &ids[0], "--batch"]);
    assert_eq!(done["issued"].as_array().expect("ids").len(), 4);
    let first = practice.cli().json(["request", "show", &ids[0]]);
    for id in &ids[1..] {
        let other = practice.cli().json(["request", "show", id]);
        for at in [0, 1] {
            assert_eq!(other["decisions"][at]["jws"], first["decisions"][at]["jws"]);
            assert_eq!(other["decisions"][at]["signature_valid"], true);
        }
    }
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn dry_run_tells_all_faults_and_writes_nothing() {
    let practice = Practice::new();
    let before = events_total(&practice);
    let rows = [
        row("sound-1"),
        row_with("bad-isin", "DE000BAY0018", ""),
        String::new(),
        row_with("two;wrong", "BTC/EUR;BTC", "0A"),
        row("sound-1"),
        row("no-money").replace("EUR 50000.00", "50000 EUR"),
    ];
    let file = file(&practice, "fleet.csv", &rows);
    let view = look(&practice, &file, 1);
    // The blank row is row 4 of the spreadsheet, and no request.
    assert_eq!(view["total"], 5);
    let expected = [
        ("E3", "isin_check_digit"),
        ("A5", "character_not_allowed"),
        ("E5", "not_an_instrument"),
        ("G5", "not_renewable"),
        ("A6", "twice_in_file"),
        ("F7", "unknown_currency"),
    ];
    assert_eq!(faults(&view), pairs(&expected));
    assert_eq!(view["rows"][2]["faults"][1]["entry"], 2);
    assert_eq!(view["rows"][3]["state"], "duplicate");
    assert_eq!(events_total(&practice), before);
    assert_eq!(
        practice.fails(3, ["request", "import", plain(&file)])["code"],
        "import-not-sound"
    );
    assert_eq!(
        practice.cli().json(["request", "list", "--all"])["total"],
        0
    );
    assert!(practice.events("key_intended").is_empty());
}

#[test]
fn faults_are_told_in_german_too() {
    let practice = Practice::new();
    let file = file(&practice, "fleet.csv", &[row("one"), row("one")]);
    let told = [
        "--json",
        "--lang",
        "de",
        "request",
        "import",
        plain(&file),
        "--dry-run",
    ];
    let view = practice.cli().run(told).expect_code(1).json();
    let message = text(&view["rows"][1]["faults"][0]["message"]);
    assert_eq!(message, "Zeile 2 beantragt diesen Agenten schon.");
}

#[test]
fn sound_part_goes_in_and_the_rest_is_left_out() {
    let practice = Practice::new();
    let rows = [row("one"), row_with("two", "BTC", ""), row("three")];
    let file = file(&practice, "fleet.csv", &rows);
    let told = ["request", "import", plain(&file), "--sound-part"];
    let outcome = practice.cli().json(told);
    let ids = requests(&outcome);
    assert_eq!(ids.len(), 2);
    assert_eq!(outcome["left_out"], 1);
    let second = practice.cli().json(["request", "show", &ids[1]]);
    assert_eq!(second["row"]["agent_id"], "three");
}

#[test]
fn same_file_is_submitted_once() {
    let practice = Practice::new();
    let one = file(&practice, "one.csv", &[row("one"), row("two")]);
    let ids = imports(&practice, &one);
    let told = ["request", "import", plain(&one)];
    let again = practice.cli().json(told);
    assert_eq!(
        (requests(&again), &again["already"]),
        (ids.clone(), &true.into())
    );
    assert_eq!(look(&practice, &one, 1)["earlier"]["requests"][1], ids[1]);
    assert_eq!(practice.events("request_submitted").len(), 2);
    // Another file that asks for the same agents is another file, and finds them waiting.
    let other = file(&practice, "other.csv", &[row("three"), row("two")]);
    let view = look(&practice, &other, 1);
    assert_eq!(faults(&view), pairs(&[("A3", "waiting_already")]));
    // What was turned down altogether may be asked for again.
    for id in &ids {
        practice
            .cli()
            .json(["request", "reject", id, "--reason", "Not yet"]);
    }
    assert_eq!(practice.cli().json(told)["already"], false);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn single_row_is_a_list_as_well_and_known_again() {
    let practice = Practice::new();
    let one = file(&practice, "one.csv", &[row("one")]);
    let ids = imports(&practice, &one);
    let told = ["request", "import", plain(&one)];
    assert_eq!(practice.cli().json(told)["already"], true);
    practice.approves(&ids[0]);
    practice.issues(&ids[0]);
    assert_eq!(practice.cli().json(told)["already"], true);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn predecessors_are_shown_and_followed() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let plainly = file(&practice, "plain.csv", &[row("ai_trader_bot_v2")]);
    let view = look(&practice, &plainly, 1);
    assert_eq!(faults(&view), pairs(&[("A2", "active_already")]));
    let predecessor = &view["rows"][0]["predecessor"];
    assert_eq!(
        (&predecessor["serial"], &predecessor["followed"]),
        (&serial.clone().into(), &false.into())
    );
    let rows = [row_with(
        "ai_trader_bot_v2",
        "BTC/EUR",
        &serial.to_lowercase(),
    )];
    let following = file(&practice, "following.csv", &rows);
    let view = look(&practice, &following, 0);
    assert_eq!(view["rows"][0]["predecessor"]["followed"], true);
    assert_eq!(view["following"], 1);
    let ids = imports(&practice, &following);
    let shown = practice.cli().json(["request", "show", &ids[0]]);
    assert_eq!(shown["renews"], serial);
}

#[test]
fn register_is_exported_safely_and_reads_back_as_renewals() {
    let practice = Practice::new();
    let rows = [
        row("one").replace("Market making", "\"=HYPERLINK(\"\"http://x\"\")\""),
        row("two").replace("Dr. Henrike Ahlborn", "@Ahlborn"),
    ];
    let file = file(&practice, "formulas.csv", &rows);
    let ids = imports(&practice, &file);
    practice
        .cli()
        .json(["request", "approve", &ids[0], "--batch", "--reason", "Fine"]);
    practice
        .cli()
        .json(["certificate", "issue", &ids[0], "--batch"]);
    let table = practice.beside("register.csv");
    let told = ["certificate", "list", "--csv", plain(&table)];
    practice.cli().json(told);
    assert_eq!(practice.fails(3, told)["code"], "folder-taken");
    let text = fs::read_to_string(&table).expect("a table");
    assert!(
        text.contains(",'@Ahlborn,") && text.contains("'=HYPERLINK"),
        "{text}"
    );
    assert!(
        !text.contains(",@") && !text.contains(",=") && !text.contains("\"="),
        "{text}"
    );
    assert_eq!(practice.events("exported").len(), 1);
    assert_eq!(look(&practice, &table, 0)["following"], 2);
    let renewals = imports(&practice, &table);
    let shown = practice.cli().json(["request", "show", &renewals[1]]);
    assert_eq!(shown["purpose"], "=HYPERLINK(\"http://x\")");
    assert_eq!(shown["row"]["agent_id"], "one");
}

#[test]
fn only_a_maker_imports() {
    let practice = Practice::new();
    let file = file(&practice, "one.csv", &[row("one")]);
    for officer in [CHECKER, AUDITOR] {
        let told = ["--as", officer, "request", "import", plain(&file)];
        assert_eq!(practice.fails(3, told)["code"], "role-forbids");
    }
    assert_eq!(practice.events("refused").len(), 2);
    assert!(practice.events("request_submitted").is_empty());
}

#[test]
fn whoever_may_read_may_look() {
    let practice = Practice::new();
    let file = fleet();
    let told = [
        "--as",
        AUDITOR,
        "request",
        "import",
        plain(&file),
        "--dry-run",
    ];
    assert_eq!(practice.cli().json(told)["sound"], 4);
    assert!(practice.events("signed_in").is_empty());
}

#[test]
fn spreadsheets_of_all_kinds_are_read_and_other_files_refused() {
    let practice = Practice::new();
    let path = practice.beside("file.csv");
    let written = |bytes: &[u8]| {
        fs::write(&path, bytes).expect("writes");
        path.clone()
    };
    let german = format!("\u{FEFF}{HEADER}\r\n{}\r\n", row("one")).replace(',', ";");
    let view = look(&practice, &written(german.as_bytes()), 0);
    assert_eq!(view["separator"], ";");
    let utf16: Vec<u8> = german.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin1 = format!("{HEADER}\n{}", row("one")).replace("Dr. Henrike", "J\u{fc}rgen");
    let latin1: Vec<u8> = latin1
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
        .collect();
    for (bytes, word) in [
        (utf16, "UTF-16"),
        (latin1, "Latin-1"),
        (vec![], "empty"),
        (vec![b'a'; 16 * 1024 * 1024 + 1], "16 MB"),
        (b"PK\x03\x04\x14\x00\xff\xff an xlsx".to_vec(), "UTF-8"),
    ] {
        let file = written(&bytes);
        let failure = practice.fails(3, ["request", "import", plain(&file), "--dry-run"]);
        assert_eq!(failure["code"], "import-file");
        assert!(text(&failure["happened"]).contains(word), "{failure:#}");
    }
    let json = fixture("reporting_bot");
    let view = look(&practice, &json, 1);
    assert!(!view["header"].as_array().expect("faults").is_empty());
}

#[test]
fn what_is_unusual_in_a_sound_row_is_told_before_it_is_submitted() {
    let practice = Practice::new();
    let wild = row("bot-2").replace("order.buy", "desk.quote;order.*");
    let file = file(&practice, "wild.csv", &[row("bot-1"), wild]);
    let view = look(&practice, &file, 0);
    let of = |row: usize| {
        let warnings = view["rows"][row]["warnings"].as_array();
        let warnings = warnings.expect("warnings").iter();
        let told = warnings.map(|one| (text(&one["field"]), text(&one["code"])));
        told.filter(|(_, code)| code == "wildcard")
            .collect::<Vec<_>>()
    };
    assert_eq!(of(0), []);
    assert_eq!(of(1), pairs(&[("actions[1]", "wildcard")]));
    let told = ["request", "import", plain(&file), "--dry-run"];
    let shown = practice.cli().run(told).expect_code(0).stdout;
    let message = "every action whose name begins with “order.” is permitted";
    assert!(shown.contains(message), "{shown}");
}
