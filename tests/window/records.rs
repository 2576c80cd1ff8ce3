//! Records in the window: what goes, what is held, what is backed up and checked.

use std::fs;

use chancery_tests::{Practice, Window, practice::text};

use crate::desk::{become_officer, desk_of, go_to, look, paste};

const AGENT: &str = "ai_trader_bot_v2";

/// A request that was rejected: nothing about it is in use.
fn rejected() -> Practice {
    Practice::after("window-rejected", |practice| {
        let id = practice.submits(AGENT);
        practice
            .cli()
            .json(["request", "reject", &id, "--reason", "Not now"]);
    })
}

fn open_part(window: &Window, part: &str) {
    go_to(window, "Records");
    window.click_button(part);
    window.see_named("heading", part);
}

fn sign(window: &Window, reason: &str, act: &str) {
    window.type_into("Your reason", reason);
    window.click_button(act);
}

/// As the checker, from the change's page; back as the administrator.
fn approve_change(window: &Window, picture: &str) {
    window.see("A checker decides it.");
    become_officer(window, "checker");
    window.click_button("Decide change");
    window.see("What exactly you sign");
    look(window, picture);
    sign(window, "As agreed.", "Approve and sign");
    window.see("Approved by Jonas Reinhardt");
    become_officer(window, "administrator");
}

#[test]
fn side_data_goes_once_nothing_asks_for_it_and_no_hold_keeps_it() {
    let practice = rejected();
    let window = desk_of(&practice, "administrator");
    open_part(&window, "Side data");
    window.see("Nothing may go now.");
    look(&window, "120-nothing-due");
    window.click("checkbox", "Only what may go now");
    window.see("Purpose of the agent");
    look(&window, "121-side-data");

    keep_nothing(&window);
    hold_all(&window);
    open_part(&window, "Side data");
    window.see("Nothing may go now.");
    lift_all(&window);
    erase_purpose(&window);
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("blob_erased").len(), 1);
    practice.cli().run(["log", "verify"]).expect_code(0);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// A schedule under which nothing is kept once it has ended.
fn keep_nothing(window: &Window) {
    window.click_button("Schedule");
    window.see_named("heading", "Retention schedule");
    look(window, "122-schedule");
    window.click_button("Propose another schedule");
    for class in [
        "Logs of AI systems",
        "Records of crypto-asset service providers",
        "Orders on trading platforms",
        "ICT logs",
    ] {
        paste(window, &format!("{class}, months"), "");
    }
    look(window, "123-schedule-form");
    window.click_button("Continue to signing");
    window.see_named("heading", "Propose another retention schedule");
    look(window, "124-propose-schedule");
    sign(window, "Practice data only.", "Propose and sign");
    approve_change(window, "125-decide-schedule");
}

fn hold_all(window: &Window) {
    open_part(window, "Legal holds");
    window.see("No legal hold was placed yet.");
    window.click_button("Place a legal hold…");
    window.see_named("heading", "Place a legal hold");
    window.click("radio", "Everything in the workspace");
    look(window, "126-place-hold");
    sign(window, "A court asked.", "Place hold and sign");
    window.see("In force");
    look(window, "127-holds");
}

fn lift_all(window: &Window) {
    open_part(window, "Legal holds");
    window.click_beginning("button", "Lift HOLD-");
    window.see("ends.");
    sign(window, "The court is satisfied.", "Propose and sign");
    approve_change(window, "128-decide-lift");
}

fn erase_purpose(window: &Window) {
    open_part(window, "Side data");
    window.see("May go");
    window.click_beginning("checkbox", "Choose Purpose");
    window.click_button("Propose to erase 1…");
    window.see("One piece of side data is erased for good");
    look(window, "129-erase");
    sign(window, "Nobody asks for it.", "Propose and sign");
    approve_change(window, "130-decide-erasure");
    open_part(window, "Side data");
    window.see("Name of the accountable person");
    window.see_no_more("Purpose of the agent");
}

#[test]
fn workspace_is_backed_up_checked_and_rebuilt() {
    let practice = rejected();
    let window = desk_of(&practice, "administrator");
    go_to(&window, "Settings");
    window.click_button("Workspace");
    window.see("No backup was made of this workspace yet.");
    let file = practice.beside("practice.backup");
    window.click("radio", "Anyone who has the file");
    look(&window, "131-workspace");
    window.will_pick(&file);
    window.click_button("Back up to a file…");
    window.see("Verified: it was restored to a scratch folder");
    window.see("Last backup");
    look(&window, "132-backed-up");
    window.click_button("Check everything");
    window.see("Interrupted issuances");
    look(&window, "133-checked");
    window.click_button("Rebuild tables");
    window.see("None had said anything else.");
    window.expect_no_trouble();
    drop(window);
    let restored = practice.beside("restored");
    let (from, to) = (file_name(&file), file_name(&restored));
    let view = practice.cli().json(["workspace", "restore", &from, &to]);
    assert_eq!(text(&view["path"]), to);
    assert!(fs::metadata(&restored).expect("a folder").is_dir());
}

fn file_name(path: &std::path::Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

#[test]
fn backup_for_nobody_in_particular_is_not_made() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    go_to(&window, "Settings");
    window.click_button("Workspace");
    window.click_button("Back up to a file…");
    window.see("Type a passphrase, of several words.");
    let file = window.home().join("practice.backup");
    window.click("radio", "Whoever has a certain key (age)");
    window.type_into("Public key of the recipient", "age1nobody");
    window.will_pick(&file);
    window.click_button("Back up to a file…");
    window.see("What happened");
    look(&window, "134-backup-refused");
    assert!(!file.exists());
    window.expect_no_trouble();
}
