//! Officers' own tokens: a second one, a lost one and what takes its place, and what the founding
//! quorum restores.

use std::{fs, path::PathBuf};

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, SECOND_CHECKER, text},
};
use serde_json::Value;

use crate::{
    kryoptic::SecondModule,
    officers::{agreed, enrolled, proposes, refused, shown, sound},
    wanted::plain,
};

/// Another token of an officer is proposed; the change.
#[track_caller]
fn another(practice: &Practice, officer: &str, cause: &str, proposer: &str) -> String {
    let told = ["officer", "enrol", "--officer", officer, "--cause", cause];
    let reason = ["--reason", "So that they can go on", "--as", proposer];
    let view = practice.cli().json(told.into_iter().chain(reason));
    text(&view["row"]["id"])
}

/// Another token of an officer, by two.
#[track_caller]
fn gets(practice: &Practice, officer: &str, cause: &str) {
    let change = another(practice, officer, cause, ADMINISTRATOR);
    agreed(practice, &change, CHECKER);
}

fn lost<'a>(officer: &'a str, token: &'a str) -> [&'a str; 7] {
    let reason = "Left on a train";
    [
        "officer", "lost", officer, "--token", token, "--reason", reason,
    ]
}

#[track_caller]
fn reports(practice: &Practice, officer: &str, token: &str, by: &str) -> Value {
    let told = lost(officer, token).into_iter().chain(["--as", by]);
    practice.cli().json(told)
}

/// The folders of the practice tokens.
fn folders(practice: &Practice) -> Vec<PathBuf> {
    let all = fs::read_dir(practice.path().join("tokens")).expect("tokens");
    all.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn either_of_two_tokens_signs_and_both_are_one_person() {
    let practice = Practice::new();
    let before = folders(&practice);
    gets(&practice, MAKER, "second-token");
    enrolled(&practice, "maker");
    let officer = shown(&practice, MAKER);
    assert_eq!(officer["officer"]["tokens"], 2);
    let serial_of = |label: &str| {
        let tokens = officer["tokens"].as_array().expect("tokens").iter();
        let mut named = tokens.filter(|token| token["label"] == label);
        text(&named.next().expect("the token")["serial"])
    };
    // The newest that is there signs, else the other.
    let first = practice.submits("reporting_bot");
    let signed_on = |request: &str| {
        let view = practice.cli().json(["request", "show", request]);
        text(&view["decisions"][0]["token_serial"])
    };
    assert_eq!(signed_on(&first), serial_of("officer-02-2"));
    let newest = folders(&practice).into_iter().find(|folder| {
        let new = !before.contains(folder);
        let objects = fs::read_dir(folder).expect("a token").count();
        new && objects > 0 && holds(folder, "officer-02-2")
    });
    let newest = newest.expect("the new token's folder");
    fs::rename(&newest, practice.beside("drawer")).expect("moves");
    let second = practice.submits("ai_trader_bot_v2");
    assert_eq!(signed_on(&second), serial_of("officer-02"));
    fs::rename(practice.beside("drawer"), &newest).expect("moves");

    // Each has its own PIN, which is theirs to change.
    let pin = practice.beside("new.pin");
    fs::write(&pin, "24682468\n").expect("writes");
    for token in ["officer-02", "officer-02-2"] {
        let told = ["token", "change-pin", token, "--new-pin-file", plain(&pin)];
        practice.cli().json(told.into_iter().chain(["--as", MAKER]));
    }
    practice.submits("trading_bot_v2");

    // Whoever asked with one token does not approve with the other, whatever role they get.
    let change = proposes(&practice, &["grant", MAKER, "checker"]);
    agreed(&practice, &change, CHECKER);
    for request in [&first, &second] {
        let told = ["request", "approve", request.as_str(), "--reason", "Mine"];
        assert_eq!(refused(&practice, MAKER, &told), "maker-is-checker");
    }
    sound(&practice);
}

/// True if a token's folder is of this label: SoftHSM writes it in the clear.
fn holds(folder: &std::path::Path, label: &str) -> bool {
    let object = fs::read(folder.join("token.object")).unwrap_or_default();
    let padded = format!("{label:<32}");
    let padded = padded.as_bytes();
    object.windows(padded.len()).any(|window| window == padded)
}

#[test]
fn lost_token_signs_no_more_from_that_event_on_and_a_second_officer_confirms() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    let told = lost(CHECKER, "officer-03");
    assert_eq!(refused(&practice, AUDITOR, &told), "role-forbids");
    assert_eq!(refused(&practice, CHECKER, &told), "own-case");
    let told = lost(CHECKER, "officer-04");
    assert_eq!(refused(&practice, MAKER, &told), "no-such");

    let view = reports(&practice, CHECKER, "officer-03", MAKER);
    assert_eq!(view["officer"]["state"], "without_token");
    assert_eq!(view["tokens"][0]["state"], "ended");
    let serial = text(&view["tokens"][0]["certificate"]);
    let told = [
        "request", "approve", &request, "--reason", "Too late", "--as",
    ];
    let failure = practice.fails(3, told.into_iter().chain([CHECKER]));
    assert_eq!(failure["code"], "officer-key-denied", "{failure:#}");
    let told = lost(CHECKER, "officer-03");
    assert_eq!(refused(&practice, MAKER, &told), "no-such");

    let told = ["certificate", "confirm", &serial, "--reason", "So it is"];
    let view = practice
        .cli()
        .json(told.into_iter().chain(["--as", SECOND_CHECKER]));
    assert_eq!(view["officer"]["id"], CHECKER);
    let open = practice.cli().json(["certificate", "confirmations"]);
    assert_eq!(open["rows"], serde_json::json!([]));
    sound(&practice);
}

#[test]
fn what_was_approved_before_the_loss_is_issued_and_another_token_takes_its_place() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
    for (officer, cause) in [(CHECKER, "replacement"), (CHECKER, "recovery")] {
        let told = [
            "officer",
            "enrol",
            "--officer",
            officer,
            "--cause",
            cause,
            "--reason",
            "Why not",
        ];
        assert_eq!(refused(&practice, ADMINISTRATOR, &told), "enrolment-cause");
    }
    reports(&practice, CHECKER, "officer-03", SECOND_CHECKER);
    practice.issues(&request);
    let change = another(&practice, CHECKER, "replacement", ADMINISTRATOR);
    agreed(&practice, &change, SECOND_CHECKER);
    let officer = shown(&practice, CHECKER);
    assert_eq!(officer["officer"]["token_label"], "officer-03-2");
    assert_eq!(officer["officer"]["state"], "serving");
    assert_eq!(officer["roles"].as_array().expect("roles").len(), 1);
    let request = practice.submits("ai_trader_bot_v2");
    practice.approves(&request);
    sound(&practice);
}

#[test]
fn officer_without_token_is_restored_by_the_founding_quorum_alone() {
    let practice = Practice::new();
    reports(&practice, ADMINISTRATOR, "officer-01", CHECKER);
    let told = [
        "officer",
        "enrol",
        "--officer",
        ADMINISTRATOR,
        "--reason",
        "Go on",
        "--cause",
    ];
    let replacement: Vec<_> = told.into_iter().chain(["replacement"]).collect();
    assert_eq!(refused(&practice, MAKER, &replacement), "role-forbids");

    let change = another(&practice, ADMINISTRATOR, "recovery", MAKER);
    let told = ["request", "approve", &change, "--reason", "Agreed"];
    assert_eq!(refused(&practice, SECOND_CHECKER, &told), "not-of-quorum");
    let view = agreed(&practice, &change, CHECKER);
    assert_eq!(view["row"]["state"], "approved");
    assert_eq!(view["decisions"][1]["act"], "found");
    let admin = shown(&practice, ADMINISTRATOR);
    assert_eq!(admin["officer"]["token_label"], "officer-01-2");
    enrolled(&practice, "maker");
    sound(&practice);
}

#[test]
fn nobody_is_restored_where_only_one_founder_is_left() {
    let practice = Practice::new();
    reports(&practice, ADMINISTRATOR, "officer-01", SECOND_CHECKER);
    reports(&practice, CHECKER, "officer-03", SECOND_CHECKER);
    let told = [
        "officer",
        "enrol",
        "--officer",
        ADMINISTRATOR,
        "--cause",
        "recovery",
        "--reason",
        "Go on",
    ];
    assert_eq!(refused(&practice, MAKER, &told), "quorum-gone");
    let keys = practice.events("key_generated");
    assert!(
        keys.iter().all(|key| key["actor"] != MAKER),
        "no key was made"
    );
    sound(&practice);
}

#[test]
fn token_that_is_taken_absent_or_locked_gives_nobody_a_key() {
    let practice = Practice::new();
    let before = practice.events("key_generated").len();
    let told = |token| {
        [
            "officer",
            "enrol",
            "--name",
            "Noor Haddad",
            "--role",
            "maker",
            "--reason",
            "Joins",
            "--token",
            token,
        ]
    };
    for token in ["officer-03", "agents", "records"] {
        let code = refused(&practice, ADMINISTRATOR, &told(token));
        assert_eq!(code, "officer-token-taken", "{token}");
    }
    let failure = practice.fails(3, told("elsewhere"));
    assert_eq!(failure["code"], "no-such");
    let pin = practice.beside("pin");
    fs::write(&pin, "00000000\n").expect("writes");
    let pin = format!("officer-01={}", pin.display());
    let told = [
        "officer",
        "enrol",
        "--name",
        "Noor Haddad",
        "--role",
        "maker",
        "--reason",
        "Joins",
        "--pin-file",
        &pin,
    ];
    assert_eq!(practice.fails(3, told)["code"], "pin-incorrect");
    assert_eq!(practice.events("key_generated").len(), before);
    assert_eq!(practice.events("token_initialised").len(), 9);
    sound(&practice);
}

/// `officer enrol` of a new maker on a token of kryoptic.
fn on_module<'a>(module: &'a SecondModule<'_>, more: &[&'a str]) -> Vec<&'a str> {
    let told = [
        "--json",
        "officer",
        "enrol",
        "--name",
        "Noor Haddad",
        "--role",
        "maker",
    ];
    let at = ["--reason", "Joins", "--module", plain(&module.library)];
    let all = told.into_iter().chain(at);
    all.chain(more.iter().copied()).collect()
}

#[test]
fn officer_signs_with_a_token_of_another_module_by_its_own_pin() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let pin = plain(&module.pin);
    let pins = [
        "--label",
        "noor",
        "--so-pin-file",
        pin,
        "--new-pin-file",
        pin,
    ];
    let told = on_module(&module, &pins);
    let view = module.cli().run(told).expect_code(0).json();
    let change = text(&view["row"]["id"]);
    agreed(&practice, &change, CHECKER);
    let officer = module.cli().json(["officer", "show", "officer-06"]);
    assert_eq!(officer["tokens"][0]["label"], "noor");
    assert_eq!(officer["officer"]["practice_pin"], false);

    let file = chancery_tests::practice::fixture("reporting_bot");
    let told = ["request", "new", plain(&file), "--as", "officer-06"];
    let needed = practice.fails(4, told);
    assert_eq!(needed["code"], "pin-needed");
    let given = format!("noor={pin}");
    let told = told.into_iter().chain(["--pin-file", &given]);
    let request = text(&module.cli().json(told)["row"]["id"]);
    practice.approves(&request);
    practice.issues(&request);
    module.cli().run(["workspace", "check"]).expect_code(0);
    let kept = fs::read_to_string(practice.path().join("practice.json")).expect("PINs");
    assert!(
        !kept.contains("noor"),
        "a real token's PIN is never written"
    );
}

#[test]
fn token_that_was_initialised_elsewhere_is_taken_with_its_pin_only() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = module.initialised_elsewhere("1", "noor");
    let wrong = practice.beside("wrong.pin");
    fs::write(&wrong, "87654321\n").expect("writes");
    let told = on_module(
        &module,
        &["--token", &serial, "--new-pin-file", plain(&wrong)],
    );
    let failure = module.cli().run(told).expect_code(3).json()["failure"].clone();
    assert_eq!(failure["code"], "pin-incorrect", "{failure:#}");
    assert!(practice.events("token_taken").is_empty());
    let pin = ["--token", "0000", "--new-pin-file", plain(&module.pin)];
    let absent = module.cli().run(on_module(&module, &pin));
    assert_eq!(
        absent.expect_code(4).json()["failure"]["code"],
        "token-absent"
    );

    let pin = ["--token", &serial, "--new-pin-file", plain(&module.pin)];
    let view = module
        .cli()
        .run(on_module(&module, &pin))
        .expect_code(0)
        .json();
    agreed(&practice, &text(&view["row"]["id"]), CHECKER);
    assert_eq!(practice.events("token_taken")[0]["subject"], "noor");
    module.cli().run(["workspace", "check"]).expect_code(0);
}
