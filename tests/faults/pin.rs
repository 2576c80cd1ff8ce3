//! A wrong PIN: nothing is signed, nothing is made, the log tells of it, and the right one works.

use std::fs;

use crate::practice::{Practice, Stage, first_request, path_text, sample_request};

/// `--pin-file` for an officer with a PIN that is not theirs.
fn wrong_pin(practice: &Practice, officer: &str) -> String {
    let file = practice.beside("pin");
    fs::write(&file, "99999999999\n").unwrap();
    format!("{officer}={}", path_text(&file))
}

#[test]
fn a_wrong_pin_of_the_checker_approves_nothing() {
    let practice = Practice::at(Stage::Submitted);
    let pin = wrong_pin(&practice, "officer-03");
    let words = [
        "request",
        "approve",
        first_request(),
        "--reason",
        "Fine",
        "--pin-file",
        &pin,
    ];
    let failure = practice.fails(&words, 3, "pin-incorrect");
    assert_eq!(failure["answer"], "CKR_PIN_INCORRECT");
    assert_eq!(failure["kind"], "refused");
    let event = failure["event"].as_u64().unwrap();
    let kind =
        format!("SELECT count(*) FROM event WHERE seq = {event} AND kind = 'sign_in_failed'");
    assert_eq!(practice.count(&kind), 1);
    assert_eq!(practice.request_state(first_request()), "submitted");
    assert_eq!(practice.events("request_approved"), 0);
    practice.assert_clean();

    practice.approve(first_request());
    assert_eq!(practice.request_state(first_request()), "approved");
}

#[test]
fn a_wrong_pin_of_the_maker_makes_no_key() {
    let practice = Practice::at(Stage::Founded);
    let keys = practice.keys_in_token("agents");
    let pin = wrong_pin(&practice, "officer-02");
    let file = sample_request("reporting_bot");
    let words = ["request", "new", path_text(&file), "--pin-file", &pin];
    practice.fails(&words, 3, "pin-incorrect");
    assert_eq!(practice.keys_in_token("agents"), keys);
    assert_eq!(practice.events("request_submitted"), 0);
    assert_eq!(practice.events("sign_in_failed"), 1);
    practice.assert_clean();

    practice.submit("reporting_bot");
    assert_eq!(practice.keys_in_token("agents"), keys + 1);
    practice.assert_clean();
}

#[test]
fn a_wrong_pin_revokes_nothing() {
    let practice = Practice::at(Stage::Issued);
    let pin = wrong_pin(&practice, "officer-03");
    let serial = practice.done(&["request", "show", first_request()])["certificate"].clone();
    let serial = serial.as_str().unwrap();
    let revoke = [
        "certificate",
        "revoke",
        serial,
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ];
    let words = [&revoke[..], &["--pin-file", &pin]].concat();
    practice.fails(&words, 3, "pin-incorrect");
    assert_eq!(practice.count("SELECT count(*) FROM denied"), 0);
    practice.assert_clean();
    practice.done(&revoke);
    practice.assert_clean();
}

#[test]
fn a_wrong_pin_of_the_ca_token_issues_nothing() {
    let practice = Practice::at(Stage::Approved);
    let pin = wrong_pin(&practice, "issuing");
    practice.fails(
        &["certificate", "issue", first_request(), "--pin-file", &pin],
        3,
        "pin-incorrect",
    );
    assert_eq!(practice.request_state(first_request()), "approved");
    assert_eq!(practice.events("issuance_intended"), 0);
    practice.issue(first_request());
    practice.assert_clean();
}

#[test]
fn a_pin_file_that_is_not_there_is_named() {
    let practice = Practice::at(Stage::Submitted);
    let pin = format!("officer-03={}", path_text(&practice.beside("absent")));
    let words = [
        "request",
        "approve",
        first_request(),
        "--reason",
        "Fine",
        "--pin-file",
        &pin,
    ];
    let failure = practice.fails(&words, 4, "io-failed");
    assert!(
        failure["happened"].as_str().unwrap().contains("absent"),
        "{failure:#}"
    );
    assert_eq!(practice.request_state(first_request()), "submitted");
}
