//! Tokens that do not come back from a call, and PINs that are guessed: wherever a PIN is tried.

use std::fs;

use chancery_tests::{
    Cli, Practice,
    practice::{failure, fixture},
};

use crate::{kryoptic::SecondModule, wanted::plain};

/// A module with a token that somebody else initialised, and its serial number.
fn with_token<'a>(practice: &'a Practice, label: &str) -> (SecondModule<'a>, String) {
    let module = SecondModule::faulty_beside(practice);
    let serial = module.initialised_elsewhere("1", label);
    (module, serial)
}

fn told<'a>(verb: &[&'a str], module: &'a SecondModule<'_>, serial: &'a str) -> Vec<&'a str> {
    let where_ = ["--module", plain(&module.library), "--serial", serial];
    [&["--json", "token"], verb, &where_].concat()
}

/// With a wrong PIN of the token `label`.
fn guessing(module: &SecondModule<'_>, practice: &Practice, label: &str) -> Cli {
    let wrong = practice.beside("wrong.pin");
    fs::write(&wrong, "00000000").expect("writes");
    let pair = format!("{label}={}", plain(&wrong));
    module.without_pin().with_argument("--pin-file", &pair)
}

/// Five wrong PINs are taken, the sixth is not given to the token.
#[track_caller]
fn assert_slowed_down(practice: &Practice, cli: &Cli, told: &[&str]) {
    for _ in 0..5 {
        let refused = failure(&cli.run(told.iter().copied()).expect_code(3));
        assert_eq!(refused["code"], "pin-incorrect", "{refused:#}");
    }
    let paused = failure(&cli.run(told.iter().copied()).expect_code(4));
    assert_eq!(paused["code"], "pin-paused", "{paused:#}");
    assert!(practice.path().join("pin-tries.json").is_file());
}

#[test]
fn pin_of_a_token_to_be_taken_is_not_guessed() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let take = told(&["take"], &module, &serial);
    assert_slowed_down(&practice, &guessing(&module, &practice, "vault"), &take);
    assert!(practice.events("token_taken").is_empty());
}

#[test]
fn pin_of_a_token_to_be_relinked_is_not_guessed() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let relink = told(&["relink", "agents"], &module, &serial);
    assert_slowed_down(&practice, &guessing(&module, &practice, "vault"), &relink);
}

#[test]
fn pin_of_a_token_to_be_probed_is_not_guessed() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    module.cli().json(&told(&["take"], &module, &serial)[1..]);
    let cli = guessing(&module, &practice, "vault");
    assert_slowed_down(&practice, &cli, &["--json", "token", "probe", "vault"]);
}

/// Runs what the module does not come back from, and then what works.
#[track_caller]
fn assert_given_up(module: &SecondModule<'_>, script: &str, told: &[&str]) {
    module.obeys(script);
    let answer = module.cli().run(told.iter().copied()).expect_code(4);
    let failure = failure(&answer);
    assert_eq!(failure["code"], "token-unresponsive", "{failure:#}");
    module.obeys("");
    module.cli().run(told.iter().copied()).expect_code(0);
}

#[test]
fn token_that_does_not_answer_when_it_is_taken_is_given_up() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let take = told(&["take"], &module, &serial);
    assert_given_up(&module, "C_Login 1 hang", &take);
    assert_eq!(practice.events("token_taken").len(), 1);
}

#[test]
fn token_that_does_not_answer_when_it_is_relinked_is_given_up() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let relink = told(&["relink", "agents"], &module, &serial);
    assert_given_up(&module, "C_Login 1 hang", &relink);
}

#[test]
fn token_that_does_not_answer_when_it_is_probed_is_given_up() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    module.cli().json(&told(&["take"], &module, &serial)[1..]);
    let probe = ["--json", "token", "probe", "vault"];
    assert_given_up(&module, "C_Login 1 hang", &probe);
}

#[test]
fn module_that_does_not_say_what_is_in_its_slots_is_given_up() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let list = [
        "--json",
        "token",
        "list",
        "--module",
        plain(&module.library),
    ];
    for told in [list.to_vec(), told(&["take"], &module, &serial)] {
        module.obeys("C_GetTokenInfo 1 hang");
        let failure = failure(&module.cli().run(told.iter().copied()).expect_code(4));
        assert_eq!(failure["code"], "module-unresponsive", "{failure:#}");
        module.obeys("");
        module.cli().run(told.iter().copied()).expect_code(0);
    }
}

#[test]
fn module_that_does_not_start_is_given_up_and_practice_tokens_work() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "vault");
    let list = [
        "--json",
        "token",
        "list",
        "--module",
        plain(&module.library),
    ];
    for told in [list.to_vec(), told(&["take"], &module, &serial)] {
        module.obeys("C_Initialize 1 hang");
        let failure = failure(&module.cli().run(told.iter().copied()).expect_code(4));
        assert_eq!(failure["code"], "module-start-hangs", "{failure:#}");
        let happened = failure["happened"].as_str().expect("words");
        assert!(happened.contains(plain(&module.library)), "{happened}");
        assert!(happened.contains("10 seconds"), "{happened}");
        module.obeys("");
        module.cli().run(told.iter().copied()).expect_code(0);
    }
    assert_eq!(practice.events("token_taken").len(), 1);
    // The agents' token is in it now, and away; all others are where they were.
    module.obeys("C_Initialize 1 hang");
    let tokens = module.cli().json(["token", "list"]);
    let tokens = tokens["tokens"].as_array().expect("tokens");
    for token in tokens {
        assert_eq!(token["present"], token["label"] != "vault", "{token:#}");
    }
    module.cli().run(["crl", "publish"]).expect_code(0);
}

#[test]
fn module_that_does_not_come_to_its_end_keeps_nobody() {
    let practice = Practice::new();
    let (module, _) = with_token(&practice, "vault");
    module.obeys("C_Finalize 1 hang");
    assert!(!module.listed().is_empty());
}

#[test]
fn token_that_does_not_answer_when_it_is_initialised_is_given_up() {
    let practice = Practice::new();
    let module = SecondModule::faulty_beside(&practice);
    let before = practice.events("token_initialised").len();
    module.obeys("C_InitToken 1 hang");
    let failure = failure(&module.init("vault").expect_code(4));
    assert_eq!(failure["code"], "token-unresponsive", "{failure:#}");
    assert_eq!(practice.events("token_initialised").len(), before);
    module.obeys("");
    module.init("vault").expect_code(0);
}

#[test]
fn token_whose_user_gets_no_pin_is_finished_by_the_same_command() {
    let practice = Practice::new();
    let module = SecondModule::faulty_beside(&practice);
    let before = practice.events("token_initialised").len();
    module.obeys("C_InitPIN 1 CKR_DEVICE_REMOVED");
    let half = failure(&module.init("vault").expect_code(3));
    assert_eq!(half["code"], "user-pin-missing", "{half:#}");
    assert_eq!(practice.events("token_initialised").len(), before);
    module.obeys("");
    let there = module.listed();
    assert!(there.iter().any(|token| token["label"] == "vault"));
    module.init("vault").expect_code(0);
    assert_eq!(practice.events("token_initialised").len(), before + 1);
    let taken = failure(&module.init("vault").expect_code(3));
    assert_eq!(taken["code"], "token-label-taken", "{taken:#}");
}

#[test]
fn pin_that_the_token_would_not_take_is_refused_before_it_is_initialised() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let (good, none) = (fs::read(&module.pin).expect("a PIN"), "");
    fs::write(&module.pin, none).expect("writes");
    let refused = failure(&module.init("vault").expect_code(3));
    assert_eq!(refused["code"], "pin-unsuitable", "{refused:#}");
    assert!(
        module
            .listed()
            .iter()
            .all(|token| token["initialised"] == false)
    );
    fs::write(&module.pin, good).expect("writes");
    module.init("vault").expect_code(0);
}

#[test]
fn pin_is_typed_on_the_pad_of_a_token_that_has_one() {
    let practice = Practice::new();
    let (module, serial) = with_token(&practice, "pad");
    module.obeys("pinpad 12345678");
    let cli = module.without_pin();
    let take = told(&["take"], &module, &serial);
    let taken = cli.run(take.iter().copied()).expect_code(0);
    assert!(taken.stderr.contains("on the token’s pad"), "{taken:?}");
    assert_eq!(taken.json()["token"]["pin_pad"], true);
    // Each time that it is needed.
    let file = fixture("reporting_bot");
    let submitted = cli.run(["--json", "request", "new", plain(&file)]);
    assert!(
        submitted
            .expect_code(0)
            .stderr
            .contains("on the token’s pad")
    );

    let new = practice.beside("new.pin");
    fs::write(&new, "24682468\n").expect("writes");
    let change = [
        "--json",
        "token",
        "change-pin",
        "pad",
        "--new-pin-file",
        plain(&new),
    ];
    let refused = failure(&cli.run(change).expect_code(3));
    assert_eq!(refused["code"], "pin-pad", "{refused:#}");
    module.obeys("pinpad 00000000");
    let refused = failure(&cli.run(["--json", "token", "probe", "pad"]).expect_code(3));
    assert_eq!(refused["code"], "pin-incorrect", "{refused:#}");
}

#[test]
fn earlier_token_is_taken_into_use_again() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = module.initialised_elsewhere("1", "vault");
    let take = told(&["take"], &module, &serial);
    module.cli().run(take.iter().copied()).expect_code(0);
    let again = failure(&module.cli().run(take.iter().copied()).expect_code(3));
    assert_eq!(again["code"], "token-in-use", "{again:#}");
    // Another takes its place, and then it is its turn again.
    let pin = module.pin.clone();
    let other = module.initialised_elsewhere("2", "other");
    let cli = module
        .cli()
        .with_argument("--pin-file", &format!("other={}", plain(&pin)));
    let take_other = told(&["take"], &module, &other);
    cli.run(take_other.iter().copied()).expect_code(0);
    cli.run(take.iter().copied()).expect_code(0);
    assert_eq!(practice.events("token_taken").len(), 3);
    module.certifies("reporting_bot");
    let shown = module.cli().json(["token", "show", "vault"]);
    assert_eq!(shown["token"]["keys"], 1, "{shown}");
    let check = module.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
    practice.cli().run(["workspace", "rebuild"]).expect_code(0);
}
