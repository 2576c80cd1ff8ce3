//! Rules change in the window as certificates do: one officer proposes, another approves.

use chancery_tests::{Practice, Window};

use crate::desk::{become_officer, desk_of, go_to, look};

const PROFILE: &str = "Agent, action signing";

fn open_profile(window: &Window) {
    go_to(window, "Settings");
    window.click_button("Profiles");
    window.see_named("heading", "Profiles");
    window.click("row", PROFILE);
    window.see_named("heading", PROFILE);
}

/// The choice of algorithms in the form of a request, opened.
fn open_algorithms(window: &Window) {
    go_to(window, "Requests");
    window.click_button("New request");
    window.see_named("heading", "New request");
    window.click_ending("button", "Algorithm");
    window.see_named("option", "P-256");
}

#[test]
fn checker_puts_a_proposed_rule_into_force() {
    let practice = Practice::new();
    let shown = practice.cli().json(["profile", "show", "agent"]);
    let version = shown["version"].as_u64().expect("a number");
    let window = desk_of(&practice, "maker");
    open_algorithms(&window);
    let offered = window.names("option");
    assert!(!offered.contains(&"P-521".to_owned()), "{offered:?}");
    window.press("Escape");

    become_officer(&window, "administrator");
    go_to(&window, "Settings");
    window.click_button("Profiles");
    look(&window, "80-profiles");
    open_profile(&window);
    window.see(&format!("Version {version}"));
    look(&window, "81-profile");
    window.click_button("Propose a change");
    window.click("checkbox", "P-521");
    window.type_into("Cap in days", "200");
    window.type_into("Default in days", "201");
    window.see("1 to 200");
    look(&window, "82-proposal-refused");
    window.type_into("Default in days", "100");
    window.see_no_more("1 to 200");
    look(&window, "83-proposal");
    window.click_button("Continue to signing");
    window.type_into("Your reason", "The board asked for stronger keys.");
    look(&window, "84-propose");
    window.click_button("Propose and sign");
    window.see("A checker decides it.");
    look(&window, "85-proposed");

    become_officer(&window, "checker");
    go_to(&window, "Requests");
    window.see_named("heading", "Changes of rules");
    look(&window, "86-queue-with-change");
    window.click("row", "CHG-");
    window.see("What exactly you sign");
    window.type_into("Your reason", "As the board decided.");
    look(&window, "87-decide-change");
    window.click_button("Approve and sign");
    window.see("Approved by Jonas Reinhardt");
    look(&window, "88-change-approved");

    open_profile(&window);
    window.see(&format!("Version {}", version + 1));
    window.see("200 days");
    become_officer(&window, "maker");
    open_algorithms(&window);
    window.see_named("option", "P-521");
    window.expect_no_trouble();
}
