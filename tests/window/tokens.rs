//! Tokens: what is on them, their PINs, and one more of another module.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Window, built::target};
use serde_json::Value;

use crate::desk::{approve, become_officer, desk_of, desk_with, fill_sample, go_to, look, submit};

const PIN: &str = "12345678";

fn certified() -> Practice {
    Practice::after("window-certified", |practice| {
        practice.certifies("ai_trader_bot_v2");
    })
}

fn practice_pin(practice: &Practice, token: &str) -> String {
    let json = fs::read(practice.path().join("practice.json")).expect("practice PINs");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    json["tokens"][token].as_str().expect("a PIN").to_owned()
}

fn open_token(window: &Window, label: &str) {
    go_to(window, "Settings");
    window.click("row", label);
    window.see_named("heading", label);
}

#[test]
fn keys_of_a_token_are_shown_and_counted() {
    let practice = certified();
    let window = desk_of(&practice, "administrator");
    go_to(&window, "Settings");
    window.see("issuing");
    look(&window, "100-tokens");
    open_token(&window, "agents");
    window.see("Keys that the log knows: 1");
    look(&window, "101-token");
    window.click("row", "P-256");
    window.see("Made in the token");
    window.click_button("Count keys");
    window.see("one key that the log knows, no stranger, none missing");
    look(&window, "102-token-counted");
    window.click_ending("button", "mechanisms");
    window.see("CKM_ECDSA");
    look(&window, "103-token-mechanisms");
    window.expect_no_trouble();
}

#[test]
fn wrong_old_pin_keeps_the_sheet_and_the_right_one_changes_it() {
    let practice = certified();
    let window = desk_of(&practice, "administrator");
    open_token(&window, "agents");
    window.click_button("Change PIN…");
    window.see_named("heading", "Change PIN of agents");
    let fill = |old: &str| {
        window.type_into("Old PIN", old);
        window.type_into("New PIN", "24682468");
        window.type_into("New PIN again", "24682468");
        window.click_button("Change PIN");
    };
    fill("00000000");
    window.see("The PIN was not accepted");
    window.see_named("heading", "Change PIN of agents");
    look(&window, "104-change-pin-refused");
    fill(&practice_pin(&practice, "agents"));
    // The page beneath the sheet was there all the time: the sheet goes once the PIN is changed.
    window.see_no_more("Change PIN of agents");
    window.see("Keys that the log knows: 1");
    assert_eq!(practice_pin(&practice, "agents"), "24682468");
    // A key is made with the new one.
    become_officer(&window, "maker");
    fill_sample(&window, "reporting_bot");
    submit(&window);
    window.expect_no_trouble();
}

/// kryoptic with two free slots, its tokens beside the workspace; where it is told so.
pub(crate) fn kryoptic(practice: &Practice) -> (PathBuf, PathBuf) {
    let library = env::var_os("CHANCERY_KRYOPTIC").map_or_else(
        || target().join("kryoptic/libkryoptic_pkcs11.so"),
        PathBuf::from,
    );
    assert!(library.is_file(), "kryoptic is missing: run `.ci/kryoptic`");
    let slot = |number: u8| {
        let database = practice.beside(&format!("vault-{number}.sql"));
        let database = database.display();
        format!("[[slots]]\nslot = {number}\ndbtype = \"sqlite\"\ndbargs = \"{database}\"\n")
    };
    let settings = practice.beside("kryoptic.conf");
    fs::write(&settings, [slot(1), slot(2)].concat()).expect("writes");
    (library, settings)
}

pub(crate) fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

#[test]
fn token_of_another_module_is_initialised_and_takes_the_next_key() {
    let practice = Practice::new();
    let (library, settings) = kryoptic(&practice);
    let window = desk_with(
        &[("KRYOPTIC_CONF", plain(&settings))],
        &practice,
        "administrator",
    );
    go_to(&window, "Settings");
    window.click_button("Add token…");
    window.see_named("heading", "Add a token");
    look(&window, "105-add-token");
    window.type_into(
        "Path of the PKCS#11 module",
        plain(&fixture_that_is_no_module()),
    );
    window.click_button("Show tokens");
    window.see("Not changed");
    look(&window, "106-no-module");
    window.type_into("Path of the PKCS#11 module", plain(&library));
    window.click_button("Show tokens");
    window.see("Not initialised");
    look(&window, "107-tokens-of-a-module");
    // Which free slot it will be is the module's business.
    window.see_named("button", "Initialise token…");
    let mut offered = window.names("button");
    offered.retain(|name| name.starts_with("Initialise"));
    assert_eq!(offered, ["Initialise token…"]);
    window.click_button("Initialise token…");
    initialise_vault(&window);

    become_officer(&window, "maker");
    fill_sample(&window, "reporting_bot");
    submit(&window);
    approve(&window);
    window.click_button("Show agent");
    window.see("Kryoptic Project");
    window.see("vault");
    look(&window, "110-key-in-the-vault");
    window.expect_no_trouble();
}

fn fixture_that_is_no_module() -> PathBuf {
    chancery_tests::practice::fixture("reporting_bot")
}

fn initialise_vault(window: &Window) {
    window.see_named("heading", "Initialise a token");
    window.type_into("Label", "vault");
    window.type_into("Security officer’s PIN", PIN);
    window.type_into("Security officer’s PIN again", PIN);
    window.type_into("PIN of the new token", PIN);
    window.type_into("PIN of the new token again", PIN);
    look(window, "108-initialise");
    window.click_button("Initialise token");
    window.see_named("heading", "vault");
    window.see("Keys that the log knows: 0");
    look(window, "109-vault");
}
