//! What officers sign beside requests: what is approved in advance, and who signs a report off.

use std::{process::Command, time::Duration};

use chancery_tests::{Practice, Window, practice::Numbered};

use crate::desk::{become_officer, desk_of, go_to, look, type_instant};

fn in_days(days: u32) -> String {
    let later = Command::new("date")
        .args(["-u", "+%Y-%m-%dT00:00", "-d"])
        .arg(format!("{days} days"))
        .output()
        .expect("date runs");
    String::from_utf8(later.stdout)
        .expect("ASCII")
        .trim()
        .to_owned()
}

fn open_standing(window: &Window) {
    go_to(window, "Settings");
    window.click_button("Standing authorisations");
    window.see_named("heading", "Standing authorisations");
}

fn fill(window: &Window) {
    window.type_into("Agents named", "fleet_*");
    window.click("checkbox", "read reports");
    window.type_into("Resources", "/reports/daily");
    window.press("Enter");
    window.type_into("Certificates at most", "10");
    window.type_into("At most an hour", "5");
    window.type_into("Each valid for at most (days)", "30");
    type_instant(window, "Until (UTC)", &in_days(30));
}

#[test]
fn authorisation_in_advance_is_proposed_approved_and_withdrawn() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    open_standing(&window);
    window.see("No standing authorisation.");
    look(&window, "170-standing-none");
    window.click_button("Propose authorisation…");
    look(&window, "171-standing-form");
    fill(&window);
    window.see("Up to 10 certificates for fleet_*");
    look(&window, "172-standing-filled");
    window.click_button("Continue to signing");
    window.see("What exactly you sign");
    window.type_into("Your reason", "The fleet begins on Monday.");
    look(&window, "173-standing-propose");
    window.click_button("Propose and sign");
    let id = practice.nth(Numbered::Change, 1);
    window.see_named("heading", &format!("Change {id}"));

    become_officer(&window, "checker");
    go_to(&window, "Requests");
    window.click("row", &id);
    window.type_into("Your reason", "Agreed by risk.");
    look(&window, "174-standing-decide");
    window.click_button("Approve and sign");
    window.see("Approved by Jonas Reinhardt");

    open_standing(&window);
    window.see("In force");
    window.see("10 left");
    window.click_button(&format!("Uses of standing authorisation {id}"));
    window.see("It was not used yet.");
    look(&window, "175-standing-uses");
    window.press("Escape");
    window.see_no_more("It was not used yet.");
    look(&window, "175-standing-in-force");
    window.click_button(&format!("Withdraw standing authorisation {id}…"));
    window.type_into("Your reason", "The desk closes.");
    look(&window, "176-standing-withdraw");
    window.click_button("Withdraw and sign");
    window.see("No standing authorisation.");
    assert_eq!(practice.events("standing_withdrawn").len(), 1);
    window.expect_no_trouble();
}

#[test]
fn report_is_signed_off_part_by_part() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    go_to(&window, "Reports");
    window.click_button("Render and seal report");
    window.see_within(Duration::from_mins(2), "is rendered and sealed");
    window.see("by nobody yet");
    for (role, part) in [("maker", "preparer"), ("checker", "reviewer")] {
        if role != "maker" {
            become_officer(&window, role);
        }
        go_to(&window, "Reports");
        window.click_beginning("button", &format!("Sign off as {part}…"));
        window.type_into("Your reason", "Read, and compared with the log.");
        look(&window, &format!("177-sign-off-as-{part}"));
        window.click_button("Sign off and sign");
        window.see_no_more("What exactly you sign");
        window.see(&format!("{part}: "));
    }
    look(&window, "178-signed-off");
    assert_eq!(practice.events("report_signed_off").len(), 2);
    window.expect_no_trouble();
}
