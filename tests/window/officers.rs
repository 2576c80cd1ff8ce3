//! Officers come and go in the window: proposed by the administrator, decided by a checker.

use chancery_tests::{Practice, Window, practice::Numbered};
use serde_json::{Value, json};

use crate::{
    desk::{become_officer, desk_of, desk_with, go_to, look, pick, turn_german_and_dark},
    tokens::{kryoptic, plain},
};

const WHY: &str = "As the board decided.";

fn open_officers(window: &Window) {
    go_to(window, "Settings");
    window.click_button("Officers");
    window.see_named("heading", "Officers");
}

fn open_officer(window: &Window, name: &str) {
    open_officers(window);
    window.click("row", name);
    window.see_named("heading", name);
}

/// Signs the proposal that is open, and sees it wait.
fn propose(window: &Window) {
    window.type_into("Your reason", WHY);
    window.click_button("Propose and sign");
    window.see("A checker decides it.");
}

/// The checker approves the change that waits.
fn approve(window: &Window, id: &str) {
    become_officer(window, "checker");
    go_to(window, "Requests");
    window.click("row", id);
    window.see("What exactly you sign");
    window.type_into("Your reason", WHY);
    look(window, "152-decide-on-officer");
    window.click_button("Approve and sign");
    window.see("Approved by Jonas Reinhardt");
}

fn enrol(window: &Window, name: &str, role: &str) {
    open_officers(window);
    window.click_button("Enrol an officer…");
    window.see_named("heading", "Enrol an officer");
    window.type_into("Name", name);
    window.click("radio", role);
    window.click_button("Continue to signing");
    window.see("Nothing changes until another officer approves it.");
}

fn sound(practice: &Practice) {
    let check = practice.cli().json(["workspace", "check"]);
    assert_ne!(check["verdict"], "broken", "{check:#}");
}

fn officer(practice: &Practice, id: &str) -> Value {
    let listed = practice.cli().json(["officer", "list"]);
    let mut officers = listed["officers"].as_array().expect("officers").iter();
    let found = officers.find(|one| one["id"] == id);
    found.expect("the officer").clone()
}

#[test]
fn enrolled_officer_signs_in_until_they_retire() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    enrol(&window, "Ada Okonkwo", "Checker");
    look(&window, "150-enrol-an-officer");
    propose(&window);
    look(&window, "151-enrolment-proposed");
    approve(&window, &practice.nth(Numbered::Change, 1));

    open_officer(&window, "Ada Okonkwo");
    window.see("officer-06");
    window.see("In force");
    look(&window, "153-enrolled");
    window.press("Escape");
    pick(&window, "Officer:", "Ada Okonkwo");
    window.see("Officer: Ada Okonkwo Checker");

    become_officer(&window, "administrator");
    open_officer(&window, "Ada Okonkwo");
    window.click_button("Retire…");
    window.see("Ada Okonkwo serves as checker no more.");
    look(&window, "154-retire");
    propose(&window);
    approve(&window, &practice.nth(Numbered::Change, 2));
    assert_eq!(officer(&practice, "officer-06")["state"], "retired");
    open_officer(&window, "Ada Okonkwo");
    window.see("Retired");
    look(&window, "155-retired");

    pick(&window, "Officer:", "Sign out");
    window.see("Who are you?");
    assert!(!window.text().contains("Ada Okonkwo"));
    let refusal = window
        .call("continue_as", &json!({ "officer": "officer-06" }))
        .expect_err("who retired signs in no more");
    assert_eq!(refusal["code"], "officer-retired", "{refusal:#}");
    sound(&practice);
    window.expect_no_trouble();
}

#[test]
fn officer_whose_role_changes_is_signed_out_and_may_do_something_else() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    open_officer(&window, "Amara Lindqvist");
    window.click_button("Change role…");
    window.click_button("Propose and sign");
    window.see("Write a reason");
    window.type_into("Your reason", WHY);
    window.click_button("Propose and sign");
    window.see("Choose the new role.");
    window.click("radio", "Maker");
    window.see("Amara Lindqvist, now checker, serves as maker.");
    look(&window, "156-change-role");
    window.click_button("Propose and sign");
    window.see("A checker decides it.");
    approve(&window, &practice.nth(Numbered::Change, 1));
    assert_eq!(officer(&practice, "officer-04")["role"], "maker");
    sound(&practice);
    window.expect_no_trouble();
}

#[test]
fn lost_token_is_out_of_use_at_once_and_confirmed_afterwards() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    open_officer(&window, "Amara Lindqvist");
    window.click_button("Report token lost…");
    window.see("has no other token");
    window.type_into("Your reason", "Left on a train.");
    look(&window, "157-report-lost");
    window.click_button("Report lost and sign");
    window.see("It is to be confirmed by a second officer.");
    window.see("Without a token");
    look(&window, "158-reported-lost");
    let refusal = window
        .call("continue_as", &json!({ "officer": "officer-04" }))
        .expect_err("a lost token signs nobody in");
    assert_eq!(refusal["kind"], "refused", "{refusal:#}");

    become_officer(&window, "checker");
    go_to(&window, "Overview");
    window.click("row", "Confirm");
    window.see_named("heading", "Amara Lindqvist");
    window.click_button("Confirm the loss…");
    window.type_into("Your reason", "She told me on the telephone.");
    look(&window, "159-confirm-lost");
    window.click_button("Confirm and sign");
    window.see_no_more("to be confirmed by a second officer");

    become_officer(&window, "administrator");
    open_officer(&window, "Amara Lindqvist");
    window.click_button("Replace token…");
    window.see_named("heading", "Replace a token of Amara Lindqvist");
    look(&window, "160-replace-token");
    window.click_button("Continue to signing");
    propose(&window);
    approve(&window, &practice.nth(Numbered::Change, 1));
    assert_eq!(officer(&practice, "officer-04")["state"], "serving");
    sound(&practice);
    window.expect_no_trouble();
}

#[test]
fn who_may_not_is_told_why() {
    let practice = Practice::new();
    let window = desk_of(&practice, "auditor");
    open_officers(&window);
    window.see("The administrator proposes this; a checker decides.");
    open_officer(&window, "Jonas Reinhardt");
    window.see("An auditor changes nothing.");
    look(&window, "161-officer-read-only");
    become_officer(&window, "administrator");
    open_officer(&window, "Miriam Osei");
    window.see("Nobody proposes what is about themselves.");
    turn_german_and_dark(&window);
    window.see("Niemand schlägt vor, was die eigene Person betrifft.");
    look(&window, "162-officer-german-dark");
    window.expect_no_trouble();
}

#[test]
fn officer_with_a_token_of_their_own_types_its_pins_and_signs_in_with_it() {
    const PIN: &str = "13572468";
    let practice = Practice::new();
    let (library, settings) = kryoptic(&practice);
    let variable = ("KRYOPTIC_CONF", plain(&settings));
    let window = desk_with(&[variable], &practice, "administrator");
    open_officers(&window);
    window.click_button("Enrol an officer…");
    window.type_into("Name", "Ada Okonkwo");
    window.click("radio", "Maker");
    window.click("radio", "A token of a PKCS#11 module");
    window.click_button("Continue to signing");
    window.see("Choose a token.");
    window.type_into("Path of the PKCS#11 module", plain(&library));
    window.click_button("Show tokens");
    window.click_button("Initialise token…");
    window.see("a blank token, initialised with this");
    window.type_into("Label of the token", "vault");
    look(&window, "163-enrol-with-a-module");
    window.click_button("Continue to signing");
    window.see("serves as maker with the token vault.");
    window.type_into("Your reason", WHY);
    window.type_into("Security officer’s PIN", PIN);
    window.type_into("PIN of the new token", PIN);
    window.type_into("PIN of the new token again", "00000000");
    window.click_button("Propose and sign");
    window.see("The two are not the same.");
    window.type_into("PIN of the new token again", PIN);
    look(&window, "164-pins-of-the-officer");
    window.click_button("Propose and sign");
    window.see("A checker decides it.");
    approve(&window, &practice.nth(Numbered::Change, 1));

    pick(&window, "Officer:", "Ada Okonkwo");
    window.type_into("PIN of your token", PIN);
    window.click_button("Sign in");
    window.see("Officer: Ada Okonkwo Maker");
    let kept = std::fs::read_to_string(practice.path().join("practice.json"));
    assert!(!kept.expect("practice PINs").contains(PIN));
    window.expect_no_trouble();
}
