//! A session ends by itself: when the token leaves, and when nobody does anything.

use std::{fs, path::PathBuf, time::Duration};

use chancery_tests::{Practice, practice::text};

use crate::desk::{become_officer, desk_of, desk_with, fill_sample, go_to, look, pick};

/// Where the practice token of an officer lies. SoftHSM names the folder of a token by a UUID that
/// ends with the token's serial.
pub(crate) fn token_of(practice: &Practice, officer: &str) -> PathBuf {
    let shown = practice.cli().json(["token", "show", officer]);
    let serial = shown["token"]["serial"].as_str().expect("a serial");
    let mut folders = fs::read_dir(practice.path().join("tokens"))
        .expect("practice tokens")
        .map(|entry| entry.expect("an entry").path());
    let is_this = |folder: &PathBuf| {
        let name = folder.file_name().expect("a name").to_string_lossy();
        let digits = name.replace('-', "").to_uppercase();
        digits.ends_with(&serial.to_uppercase())
    };
    folders.find(is_this).expect("the officer's token")
}

/// What the log says of sign-outs, newest first.
fn causes(practice: &Practice) -> Vec<String> {
    let events = practice.events("signed_out");
    let cause = |event: &serde_json::Value| event["detail"].as_str().map(str::to_owned);
    events.iter().filter_map(cause).collect()
}

#[test]
fn taking_the_token_out_signs_out_and_loses_nothing() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    fill_sample(&window, "ai_trader_bot_v2");
    window.click_button("Continue to signing");
    window.type_into("Your reason", "Tested in shadow mode for 30 days.");

    let (token, drawer) = (token_of(&practice, "officer-02"), practice.beside("drawer"));
    fs::rename(&token, &drawer).expect("renames");
    window.see("Katharina Vogel was signed out: the token officer-02 is no longer in its slot.");
    window.see_no_more("Submit a request");
    look(&window, "140-token-removed");
    assert_eq!(causes(&practice), ["token-removed"]);

    fs::rename(&drawer, &token).expect("renames");
    become_officer(&window, "maker");
    window.see_named("heading", "Submit a request");
    assert_eq!(
        window.value_of("Your reason"),
        "Tested in shadow mode for 30 days."
    );
    window.click_button("Submit and sign");
    window.see("is submitted and waits for a checker");
    window.expect_no_trouble();
}

#[test]
fn auditor_who_comes_next_sees_another_screen_and_why_in_the_log() {
    let practice = Practice::new();
    let window = desk_of(&practice, "checker");
    go_to(&window, "Agents");
    fs::remove_dir_all(token_of(&practice, "officer-03")).expect("goes away");
    window.see("Jonas Reinhardt was signed out");
    become_officer(&window, "auditor");
    window.see_no_more("was signed out");
    window.see_named("heading", "Agents");

    go_to(&window, "Log");
    window.click("row", "Signed out");
    window.see("The token was taken away");
    look(&window, "141-signed-out-in-the-log");
    window.expect_no_trouble();
}

#[test]
fn idle_officer_is_signed_out() {
    let practice = Practice::new();
    // Longer than a busy machine needs to show who signed in.
    let window = desk_with(&[("CHANCERY_E2E_IDLE_SECONDS", "30")], &practice, "maker");
    let patience = Duration::from_mins(2);
    window.see_within(
        patience,
        "Katharina Vogel was signed out: nothing was done for",
    );
    look(&window, "142-signed-out-idle");
    assert_eq!(causes(&practice), ["idle"]);
    window.expect_no_trouble();
}

#[test]
fn signing_out_and_becoming_another_are_on_record() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    become_officer(&window, "checker");
    pick(&window, "Officer:", "Sign out");
    window.see("Who are you?");
    let events = practice.events("signed_out");
    let actors: Vec<_> = events.iter().map(|event| &event["actor"]).collect();
    assert_eq!(actors, ["officer-03", "officer-02"]);
    assert_eq!(causes(&practice), ["asked", "asked"]);
    let check = practice.cli().json(["workspace", "check"]);
    assert_ne!(check["verdict"], "broken", "{check:#}");
    window.expect_no_trouble();
}

#[test]
fn officer_who_gets_another_role_elsewhere_is_signed_out_here() {
    let practice = Practice::new();
    let window = desk_of(&practice, "checker");
    let told = [
        "officer",
        "grant",
        "officer-03",
        "maker",
        "--reason",
        "Moves",
    ];
    let proposed = practice.cli().json(told);
    practice.approves_too(&text(&proposed["row"]["id"]));
    window.see("Jonas Reinhardt was signed out: they serve no more, in another role");
    assert_eq!(causes(&practice), ["no-longer-officer"]);
    practice.cli().run(["workspace", "check"]).expect_code(0);
    window.expect_no_trouble();
}
