//! PINs: changed on purpose, and not guessed.

use std::{fs, path::Path};

use chancery_tests::{
    Cli, Practice,
    practice::{CHECKER, SECOND_CHECKER, failure, text},
};
use serde_json::Value;

fn pin_file(practice: &Practice, name: &str, pin: &str) -> String {
    let file = practice.beside(name);
    fs::write(&file, format!("{pin}\n")).expect("writes");
    file.to_str().expect("plain").to_owned()
}

/// With this PIN of a token at hand in place of the one in `practice.json`.
fn with_pin(practice: &Practice, token: &str, pin: &str) -> Cli {
    let file = pin_file(practice, "typed.pin", pin);
    practice
        .cli()
        .with_argument("--pin-file", &format!("{token}={file}"))
}

fn practice_pin(practice: &Practice, token: &str) -> String {
    let json = fs::read(practice.path().join("practice.json")).expect("practice PINs");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    text(&json["tokens"][token])
}

fn change(cli: &Cli, token: &str, file: &str) -> chancery_tests::cli::Answer {
    cli.run([
        "--json",
        "token",
        "change-pin",
        token,
        "--new-pin-file",
        file,
    ])
}

#[test]
fn new_pin_works_and_the_old_one_does_not() {
    let practice = Practice::new();
    let old = practice_pin(&practice, "agents");
    let new = pin_file(&practice, "new.pin", "24682468");
    let shown = change(&practice.cli(), "agents", &new)
        .expect_code(0)
        .json();
    assert_eq!(shown["token"]["pin_state"], "good");
    assert_eq!(practice_pin(&practice, "agents"), "24682468");
    assert_eq!(practice.events("pin_changed").len(), 1);
    // The rest of the file is as it was.
    practice.certifies("reporting_bot");

    let file = chancery_tests::practice::fixture("ai_trader_bot_v2");
    let told = ["--json", "request", "new", file.to_str().expect("plain")];
    let refused = failure(&with_pin(&practice, "agents", &old).run(told).expect_code(3));
    assert_eq!(refused["code"], "pin-incorrect");
    practice.certifies("ai_trader_bot_v2");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn pin_is_not_changed_without_the_old_one() {
    let practice = Practice::new();
    let old = practice_pin(&practice, "agents");
    let new = pin_file(&practice, "new.pin", "24682468");
    let refused =
        failure(&change(&with_pin(&practice, "agents", "00000000"), "agents", &new).expect_code(3));
    assert_eq!(refused["code"], "pin-incorrect");
    assert_eq!(practice_pin(&practice, "agents"), old);
    assert!(practice.events("pin_changed").is_empty());
    practice.certifies("reporting_bot");
}

#[test]
fn pin_that_the_token_does_not_take_changes_nothing() {
    let practice = Practice::new();
    let old = practice_pin(&practice, "agents");
    for pin in ["1", ""] {
        let new = pin_file(&practice, "new.pin", pin);
        let refused = failure(&change(&practice.cli(), "agents", &new).expect_code(3));
        assert_eq!(refused["code"], "pin-unsuitable", "{refused:#}");
    }
    assert_eq!(practice_pin(&practice, "agents"), old);
    practice.certifies("reporting_bot");
}

#[test]
fn officer_changes_the_own_pin_and_no_one_elses() {
    let practice = Practice::new();
    let new = pin_file(&practice, "new.pin", "24682468");
    let checker = practice.cli().with_argument("--as", CHECKER);
    change(&checker, CHECKER, &new).expect_code(0);
    assert_eq!(practice_pin(&practice, CHECKER), "24682468");
    let refused = failure(&change(&checker, "issuing", &new).expect_code(3));
    assert_eq!(refused["code"], "role-forbids");
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
}

/// Approves with a wrong PIN of the checker.
#[track_caller]
fn guesses(practice: &Practice, request: &str, exit: i32, code: &str) {
    let told = ["--json", "request", "approve", request, "--reason", "Seen"];
    let answer = with_pin(practice, CHECKER, "00000000").run(told);
    assert_eq!(failure(&answer.expect_code(exit))["code"], code);
}

/// As if the last wrong try lay so far back.
fn as_if_passed(practice: &Practice, seconds: u64) {
    let file = practice.path().join("pin-tries.json");
    let mut tries: Value = serde_json::from_slice(&fs::read(&file).expect("kept")).expect("JSON");
    for one in tries.as_object_mut().expect("an object").values_mut() {
        let last = one["last"].as_u64().expect("seconds");
        one["last"] = (last - seconds).into();
    }
    fs::write(&file, tries.to_string()).expect("writes");
}

#[test]
fn five_wrong_pins_make_everybody_wait_and_a_right_one_ends_that() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    for _ in 0..5 {
        guesses(&practice, &request, 3, "pin-incorrect");
    }
    assert_eq!(practice.events("sign_in_failed").len(), 5);
    // In the next process, and with the right PIN, too.
    let told = ["request", "approve", &request, "--reason", "Seen"];
    let paused = practice.fails(4, told);
    assert_eq!(paused["code"], "pin-paused");
    let shown = practice.cli().json(["token", "show", CHECKER]);
    let until = text(&shown["token"]["pin_paused_until"]);
    assert!(text(&paused["happened"]).contains(&until), "{paused:#}");
    // The others go on.
    let told = [
        "request",
        "approve",
        &request,
        "--reason",
        "Seen",
        "--as",
        SECOND_CHECKER,
    ];
    practice.cli().json(told);
    practice.issues(&request);
}

#[test]
fn pause_grows_with_each_wrong_pin_and_ends_with_a_right_one() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    for _ in 0..5 {
        guesses(&practice, &request, 3, "pin-incorrect");
    }
    as_if_passed(&practice, 31);
    guesses(&practice, &request, 3, "pin-incorrect");
    // The second pause is a longer one.
    as_if_passed(&practice, 31);
    guesses(&practice, &request, 4, "pin-paused");
    as_if_passed(&practice, 30);
    practice.approves(&request);
    let tries = fs::read_to_string(practice.path().join("pin-tries.json")).expect("kept");
    assert_eq!(tries, "{}");
}

fn unlock(cli: &Cli, token: &str, so_pin: &str, new: &str) -> chancery_tests::cli::Answer {
    let files = ["--so-pin-file", so_pin, "--new-pin-file", new];
    let told = ["--json", "token", "unlock-pin", token];
    cli.run(told.into_iter().chain(files))
}

/// Whether a file below a folder holds this text.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => holds(&path, text),
            false => String::from_utf8_lossy(&fs::read(path).expect("reads")).contains(text),
        }
    })
}

#[test]
fn lost_pin_is_replaced_with_that_of_the_security_officer() {
    let practice = Practice::new();
    let json = fs::read(practice.path().join("practice.json")).expect("practice PINs");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    let so_pin = pin_file(&practice, "so.pin", &text(&json["so_pin"]));
    let wrong = pin_file(&practice, "wrong.pin", "00000000");
    let new = pin_file(&practice, "new.pin", "24682468");

    let refused = failure(&unlock(&practice.cli(), "agents", &wrong, &new).expect_code(3));
    assert_eq!(refused["code"], "so-pin-incorrect", "{refused:#}");
    let happened = text(&refused["happened"]);
    assert!(
        happened.contains("“agents” refused the PIN of its security officer"),
        "{happened}"
    );
    let checker = practice.cli().with_argument("--as", CHECKER);
    let refused = failure(&unlock(&checker, "agents", &so_pin, &new).expect_code(3));
    assert_eq!(refused["code"], "role-forbids", "{refused:#}");
    assert!(practice.events("pin_changed").is_empty());

    unlock(&practice.cli(), "agents", &so_pin, &new).expect_code(0);
    assert_eq!(practice_pin(&practice, "agents"), "24682468");
    let changed = practice.events("pin_changed");
    assert_eq!(changed.len(), 1);
    let export = practice.beside("export");
    practice
        .cli()
        .json(["log", "export", export.to_str().expect("plain")]);
    assert!(holds(&export, "\"by_security_officer\":true"));
    // Their own token an officer unlocks themselves.
    unlock(&checker, CHECKER, &so_pin, &new).expect_code(0);
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
}

#[test]
fn pin_of_the_security_officer_is_not_guessed_either() {
    let practice = Practice::new();
    let wrong = pin_file(&practice, "wrong.pin", "00000000");
    let new = pin_file(&practice, "new.pin", "24682468");
    for _ in 0..5 {
        unlock(&practice.cli(), "agents", &wrong, &new).expect_code(3);
    }
    let paused = failure(&unlock(&practice.cli(), "agents", &wrong, &new).expect_code(4));
    assert_eq!(paused["code"], "so-pin-paused", "{paused:#}");
    // Its user is not kept from working.
    practice.certifies("reporting_bot");
}
