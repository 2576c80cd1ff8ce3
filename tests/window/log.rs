//! The log in the window: filtered, proved, exported, watched by others, signed by new keys.

use std::fs;

use chancery_tests::{
    Practice, Window,
    practice::text,
    stamping::{StampingAuthority, StampingKey},
    wait,
};

use crate::desk::{become_officer, desk_of, go_to, look, pick};

const AGENT: &str = "ai_trader_bot_v2";
const SEARCH: &str = "Search id, officer, text";

fn certified() -> Practice {
    Practice::after("window-certified", |practice| {
        practice.certifies(AGENT);
    })
}

/// A workspace of its own, with keys of its own.
fn another() -> Practice {
    let practice = Practice::new();
    let folder = practice.path();
    fs::remove_dir_all(&folder).expect("removes");
    let path = folder.to_str().expect("a plain path");
    practice
        .cli()
        .run(["workspace", "create", path, "--practice"])
        .expect_code(0);
    practice
}

fn subjects_of(practice: &Practice, kind: &str) -> Vec<String> {
    let events = practice.events(kind);
    events.iter().map(|row| text(&row["subject"])).collect()
}

fn sign(window: &Window, reason: &str, act: &str) {
    window.type_into("Your reason", reason);
    window.click_button(act);
}

#[test]
fn log_is_narrowed_and_an_event_leaves_with_its_proof() {
    let practice = certified();
    let window = desk_of(&practice, "checker");
    go_to(&window, "Log");
    look(&window, "100-log");
    window.choose("Kind of event", "Request approved");
    window.see_named("button", "Clear “Event: Request approved”");
    window.type_into(SEARCH, "REQ-");
    window.see_named("button", "Clear “Text: REQ-”");
    wait::until(|| (window.names("row").len() <= 4).then_some(())).expect("few rows");
    look(&window, "101-log-narrowed");
    go_to(&window, "Reports");
    go_to(&window, "Log");
    window.see_named("button", "Clear “Text: REQ-”");

    window.click("row", "Request approved");
    window.see_named("button", "Save proof receipt…");
    let receipt = window.home().join("event.tlog-proof");
    window.will_pick(&receipt);
    window.click_button("Save proof receipt…");
    window.see("No witness cosigned that one.");
    look(&window, "102-receipt");
    let written = fs::read_to_string(&receipt).expect("a receipt");
    assert!(written.starts_with("c2sp.org/tlog-proof@v1\n"), "{written}");

    window.click_button("Clear all filters");
    window.type_into(SEARCH, "nobody wrote this");
    window.see("No event matches. Clear a filter to see more.");
    look(&window, "103-log-empty");
    window.expect_no_trouble();
}

#[test]
fn log_leaves_in_a_folder_and_goes_on_there_later() {
    let practice = certified();
    let window = desk_of(&practice, "auditor");
    go_to(&window, "Log");
    let folder = window.home().join("exported");
    fs::create_dir(&folder).expect("a folder");
    window.will_pick(&folder);
    window.click_button("Export log…");
    window.see("Outsiders can check it without this program.");
    look(&window, "104-exported");
    assert!(folder.join("checkpoint").is_file());
    assert!(folder.join("log.vkey").is_file());
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("log_exported").len(), 1);
}

#[test]
fn second_workstation_witnesses_the_log_by_files() {
    let (log, watcher) = (Practice::new(), another());
    let theirs = desk_of(&watcher, "administrator");
    open_held(&theirs);
    theirs.click_button("Make a witness key");
    theirs.see_named("button", "Copy witness key");
    look(&theirs, "105-held-empty");
    let shown = theirs.call("list_witnesses", &serde_json::json!({}));
    let key = text(&shown.expect("a list")["own_key"]);

    let ours = desk_of(&log, "administrator");
    open_held(&ours);
    ours.click_button("Propose a witness…");
    ours.see_named("heading", "Count a witness");
    ours.type_into("Key of the witness", &key);
    ours.see("Cosignatures of the witness practice.example/witness count from now on.");
    look(&ours, "106-propose-witness");
    sign(&ours, "Our auditor watches.", "Propose and sign");
    ours.see("A checker decides it.");
    approve_change(&ours, "107-decide-witness");

    open_held(&ours);
    let request = log.beside("request");
    ours.will_pick(&request);
    ours.click_button("Write request to practice.example/witness…");
    wait::until(|| request.is_file().then_some(())).expect("a request");

    let answer = watcher.beside("answer");
    theirs.click_button("Cosign a checkpoint…");
    theirs.will_pick(&request);
    theirs.click_button("Choose request…");
    theirs.see_named("heading", "Cosign a checkpoint of another log");
    theirs.see("Keys of that log");
    let keys = fs::read_to_string(log.path().join("publish/log/log.vkey")).expect("keys");
    crate::desk::paste(&theirs, "Keys of that log", &keys);
    look(&theirs, "108-cosign");
    theirs.will_pick(&answer);
    theirs.click_button("Cosign and save answer…");
    theirs.see("Carry the file back to whoever asked.");
    theirs.expect_no_trouble();

    ours.will_pick(&answer);
    ours.click_button("Take in cosignatures…");
    ours.see("practice.example/witness cosigned up to event");
    look(&ours, "109-cosigned");
    go_to(&ours, "Log");
    ours.see("rest on this machine alone.");
    ours.expect_no_trouble();
    drop(ours);
    assert_eq!(log.events("checkpoint_cosigned").len(), 1);
    log.cli().run(["workspace", "check"]).expect_code(0);
}

fn open_held(window: &Window) {
    go_to(window, "Log");
    window.click_button("Witnesses and time stamps");
    window.see_named("heading", "Held elsewhere");
}

/// As the checker, from the change's page.
fn approve_change(window: &Window, picture: &str) {
    become_officer(window, "checker");
    window.click_button("Decide change");
    window.see("What exactly you sign");
    look(window, picture);
    sign(window, "As agreed.", "Approve and sign");
    window.see("Approved by Jonas Reinhardt");
}

#[test]
fn time_stamp_is_asked_for_and_taken_in() {
    let practice = Practice::new();
    let authority = StampingAuthority::new(&practice, "tsa", StampingKey::P256);
    let window = desk_of(&practice, "administrator");
    open_held(&window);
    let query = practice.beside("query.tsq");
    window.will_pick(&query);
    window.click_button("Write query…");
    window.see("Waits for the answer");
    let answer = authority.answers(&query);
    window.will_pick(&answer);
    window.click_button("Take in answer…");
    window.see("Fits the checkpoint");
    look(&window, "110-time-stamped");
    window.will_pick(&query);
    window.click_button("Take in answer…");
    window.see_named("heading", "Time stamps");
    window.see("What happened");
    look(&window, "111-time-stamp-refused");
    window.expect_no_trouble();
}

#[test]
fn log_goes_on_under_other_keys_that_two_officers_decided() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    open_held(&window);
    window.click_button("Change keys…");
    window.see_named("heading", "Change the log’s keys");
    look(&window, "112-change-keys");
    sign(&window, "A year is over.", "Propose and sign");
    window.see("A checker decides it.");
    look(&window, "113-keys-proposed");
    approve_change(&window, "114-decide-keys");
    go_to(&window, "Log");
    window.click_button("Verify log");
    window.see("No fault found");
    window.expect_no_trouble();
    drop(window);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn what_an_auditor_looks_at_is_told_once() {
    let practice = certified();
    let window = desk_of(&practice, "checker");
    go_to(&window, "Requests");
    window.click("row", AGENT);
    window.see("Key and approvals");
    become_officer(&window, "auditor");
    window.see("Key and approvals");
    go_to(&window, "Log");
    window.type_into(SEARCH, "REQ-2");
    // Rows move while the list narrows: a click meanwhile hits another one, or none.
    window.see_no_more("Signed in");
    window.see("Record read");
    window.click("row", "Request submitted");
    window.see_named("button", "Save proof receipt…");
    window.expect_no_trouble();
    drop(window);
    let read = subjects_of(&practice, "record_read");
    let requests = read
        .iter()
        .filter(|one| one.starts_with("REQ-") && one.len() > 8);
    assert_eq!(requests.count(), 1, "{read:?}");
}

#[test]
fn log_speaks_german_in_the_dark() {
    let practice = certified();
    let window = desk_of(&practice, "administrator");
    crate::desk::turn_german_and_dark(&window);
    window.click_button("Protokoll");
    window.see("Anderswo aufbewahrt");
    look(&window, "115-log-german-dark");
    window.click_button("Zeugen und Zeitstempel");
    window.see("Dieser Arbeitsplatz als Zeuge");
    look(&window, "116-held-german-dark");
    pick(&window, "Person:", "Abmelden");
    window.expect_no_trouble();
}
