//! The PIN of an officer's token goes to that token alone, whatever other token has its label.

use std::{fs, path::Path};

use chancery_tests::{
    Cli, Practice,
    practice::{CHECKER, failure, fixture, text},
};
use serde_json::Value;

use crate::{
    kryoptic::SecondModule,
    officers::{agreed, shown, sound},
    wanted::plain,
};

/// Two tokens of another module that have the label of a practice token, or of each other.
fn of_one_label(module: &SecondModule<'_>, label: &str) -> [String; 2] {
    for slot in ["1", "2"] {
        module.initialised_elsewhere(slot, label);
    }
    let there = module.listed();
    let serials: Vec<String> = there.iter().map(|token| text(&token["serial"])).collect();
    serials.try_into().expect("two tokens")
}

/// `officer enrol` of a new maker with a token of the other module.
fn enrols<'a>(module: &'a SecondModule<'_>, serial: &'a str) -> Vec<&'a str> {
    let who = ["--name", "Noor Haddad", "--role", "maker"];
    let told = ["--json", "officer", "enrol", "--reason", "Joins"];
    let token = ["--module", plain(&module.library), "--token", serial];
    [&told[..], &who, &token].concat()
}

/// A new maker with a token of the other module.
#[track_caller]
fn joins(practice: &Practice, module: &SecondModule<'_>, serial: &str) {
    let given = ["--new-pin-file", plain(&module.pin)];
    let told = enrols(module, serial).into_iter().chain(given);
    let view = module.without_pin().run(told).expect_code(0).json();
    agreed(practice, &text(&view["row"]["id"]), CHECKER);
}

/// With this PIN at hand.
fn given(module: &SecondModule<'_>, name: &str, pin: &Path) -> Cli {
    let pair = format!("{name}={}", plain(pin));
    module.without_pin().with_argument("--pin-file", &pair)
}

/// Asks for a certificate as an officer; what was refused.
#[track_caller]
fn refused(cli: &Cli, officer: &str, exit: i32) -> String {
    let file = fixture("reporting_bot");
    let told = ["--json", "request", "new", plain(&file), "--as", officer];
    text(&failure(&cli.run(told).expect_code(exit))["code"])
}

#[track_caller]
fn submits(cli: &Cli, officer: &str) -> Value {
    let file = fixture("reporting_bot");
    cli.json(["request", "new", plain(&file), "--as", officer])
}

/// No token was tried with a PIN that is not its own.
#[track_caller]
fn nobody_guessed(practice: &Practice) {
    assert!(practice.events("sign_in_failed").is_empty());
    let tries = fs::read_to_string(practice.path().join("pin-tries.json"));
    let tries = tries.unwrap_or_else(|_| "{}".to_owned());
    assert_eq!(tries, "{}");
}

#[test]
fn what_practice_writes_down_is_no_pin_of_an_officers_token_of_that_label() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = module.initialised_elsewhere("1", CHECKER);
    // Nor is it one of the token before it is anybody's.
    let told = enrols(&module, &serial);
    let failed = failure(&module.without_pin().run(told.clone()).expect_code(4));
    assert_eq!(failed["code"], "pin-needed");
    let failed = given(&module, CHECKER, &module.pin).run(told.clone());
    assert_eq!(failure(&failed.expect_code(3))["code"], "several-tokens");
    nobody_guessed(&practice);
    let view = given(&module, &serial, &module.pin).run(told);
    let change = text(&view.expect_code(0).json()["row"]["id"]);
    agreed(&practice, &change, CHECKER);
    let officer = shown(&practice, "officer-06");
    assert_eq!(officer["officer"]["token_label"], CHECKER);
    assert_eq!(officer["officer"]["practice_pin"], false);
    assert_eq!(officer["tokens"][0]["practice_pin"], false);

    assert_eq!(
        refused(&module.without_pin(), "officer-06", 4),
        "pin-needed"
    );
    // Given by that label, a PIN is nobody's of the two.
    let by_label = given(&module, CHECKER, &module.pin);
    assert_eq!(refused(&by_label, "officer-06", 3), "several-tokens");
    let request = practice.submits("ai_trader_bot_v2");
    let told = ["--json", "request", "approve", &request, "--reason", "Seen"];
    let failed = failure(&by_label.run(told).expect_code(3));
    assert_eq!(failed["code"], "several-tokens");
    nobody_guessed(&practice);

    submits(&given(&module, &serial, &module.pin), "officer-06");
    practice.approves(&request);
    sound(&practice);
}

#[test]
fn pins_of_two_officers_with_tokens_of_one_label_are_told_apart_by_serial() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let [one, other] = of_one_label(&module, "desk");
    joins(&practice, &module, &one);
    joins(&practice, &module, &other);
    let newer = practice.beside("newer.pin");
    fs::write(&newer, "24682468\n").expect("writes");
    let told = ["token", "change-pin", &other, "--as", "officer-07"];
    let told = told.into_iter().chain(["--new-pin-file", plain(&newer)]);
    given(&module, &other, &module.pin).json(told);

    for officer in ["officer-06", "officer-07"] {
        let by_label = given(&module, "desk", &newer);
        assert_eq!(refused(&by_label, officer, 3), "several-tokens");
    }
    let others = given(&module, &other, &newer);
    assert_eq!(refused(&others, "officer-06", 4), "pin-needed");
    nobody_guessed(&practice);

    submits(&others, "officer-07");
    submits(&given(&module, &one, &module.pin), "officer-06");
    nobody_guessed(&practice);
    sound(&practice);
}
