//! The log goes on under other keys: by decision of two, or of the founding quorum.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, CHECKER, MAKER, SECOND_CHECKER, text},
};

fn checkpoint(practice: &Practice) -> String {
    let path = practice.path().join("publish/log/checkpoint");
    fs::read_to_string(path).expect("a checkpoint")
}

fn keys(practice: &Practice) -> String {
    let path = practice.path().join("publish/log/log.vkey");
    fs::read_to_string(path).expect("keys")
}

fn signatures(note: &str) -> usize {
    note.lines().filter(|line| line.starts_with('—')).count()
}

#[track_caller]
fn proposes(practice: &Practice, lost: bool) -> String {
    let mut told = vec!["log", "rotate-keys", "--reason", "Its time has come"];
    if lost {
        told.push("--lost");
    }
    text(&practice.cli().json(told)["row"]["id"])
}

#[track_caller]
fn approves(practice: &Practice, change: &str, officer: &str) {
    let told = [
        "request", "approve", change, "--reason", "Agreed", "--as", officer,
    ];
    practice.cli().json(told);
}

#[test]
fn rotation_is_signed_by_old_and_new_keys_once() {
    let practice = Practice::new();
    let before = keys(&practice);
    let change = proposes(&practice, false);
    assert_eq!(keys(&practice), before, "only proposed");
    approves(&practice, &change, CHECKER);
    assert_ne!(keys(&practice), before);
    assert_eq!(signatures(&checkpoint(&practice)), 4);

    let folder = practice.path().join("publish/log");
    let old = fs::read_dir(folder).expect("a folder").filter_map(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.file_name()?.to_str()?.to_owned();
        name.starts_with("log-until-").then_some(path)
    });
    let old: Vec<_> = old.collect();
    assert_eq!(old.len(), 1, "{old:?}");
    assert_eq!(fs::read_to_string(&old[0]).expect("old keys"), before);

    practice.certifies("reporting_bot");
    assert_eq!(signatures(&checkpoint(&practice)), 2);
    practice.cli().run(["log", "verify"]).expect_code(0);
    practice.cli().run(["workspace", "check"]).expect_code(0);
    practice
        .cli()
        .run(["token", "inventory", "records"])
        .expect_code(0);
}

#[test]
fn lost_keys_are_replaced_by_the_founding_quorum_alone() {
    let practice = Practice::new();
    let before = keys(&practice);
    let change = proposes(&practice, true);
    let outsider = [
        "request",
        "approve",
        &change,
        "--reason",
        "Me",
        "--as",
        SECOND_CHECKER,
    ];
    assert_eq!(practice.fails(3, outsider)["code"], "not-of-quorum");
    approves(&practice, &change, CHECKER);
    assert_eq!(keys(&practice), before, "one of the quorum is not enough");
    let twice = [
        "request", "approve", &change, "--reason", "Me", "--as", CHECKER,
    ];
    assert_eq!(practice.fails(3, twice)["code"], "change-approved-already");
    let own = [
        "request",
        "approve",
        &change,
        "--reason",
        "Me",
        "--as",
        ADMINISTRATOR,
    ];
    assert_eq!(practice.fails(3, own)["code"], "role-forbids");
    approves(&practice, &change, MAKER);
    assert_ne!(keys(&practice), before);
    practice.certifies("reporting_bot");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn rejected_keys_are_destroyed_and_a_wrong_pin_makes_none() {
    let practice = Practice::new();
    let before = keys(&practice);
    let change = proposes(&practice, false);
    let told = ["request", "reject", &change, "--reason", "Not yet"];
    practice.cli().json(told);
    assert_eq!(keys(&practice), before);
    assert_eq!(practice.events("key_destroyed").len(), 2);

    let made = practice.events("key_intended").len();
    let pin = practice.beside("pin");
    fs::write(&pin, "00000000").expect("writes");
    let pin = format!("officer-01={}", pin.display());
    let told = [
        "log",
        "rotate-keys",
        "--reason",
        "Its time has come",
        "--pin-file",
        &pin,
    ];
    assert_eq!(practice.fails(3, told)["code"], "pin-incorrect");
    assert_eq!(practice.events("key_intended").len(), made);
    practice
        .cli()
        .run(["token", "inventory", "records"])
        .expect_code(0);
}
