//! What ends soon, reminders of it, and the lists of what has ended.

use std::fs;

use chancery_tests::{Practice, practice::fixture, wait};
use serde_json::Value;

use crate::desk::{desk_of, go_to, look};

/// A certificate of a year and one of twenty days.
fn one_ends_soon(practice: &Practice) {
    practice.certifies("ai_trader_bot_v2");
    let text = fs::read(fixture("reporting_bot")).expect("a fixture");
    let mut wanted: Value = serde_json::from_slice(&text).expect("a request");
    wanted["validity_days"] = 20.into();
    let file = practice.beside("wanted.json");
    fs::write(&file, wanted.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.issues(&id);
}

#[test]
fn what_ends_soon_is_listed_and_saved_for_a_calendar() {
    let practice = Practice::after("window-one-ends-soon", one_ends_soon);
    let window = desk_of(&practice, "maker");
    go_to(&window, "Agents");
    window.see("ai_trader_bot_v2");
    window.click_button("Expiring");
    window.see("reporting_bot");
    window.see("One certificate");
    window.see_no_more("ai_trader_bot_v2");
    window.click_button("90 days");
    let file = window.home().join("ends.ics");
    window.will_pick(&file);
    window.click_button("Reminders (.ics)");
    window.see("Saved as");
    look(&window, "90-expiring");
    wait::until(|| file.is_file().then_some(())).expect("the calendar is written");
    let calendar = fs::read_to_string(&file).expect("a calendar");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.contains("reporting_bot"), "{calendar}");
    assert!(!calendar.contains("ai_trader_bot_v2"), "{calendar}");
    window.will_cancel();
    window.click_button("Reminders (.ics)");
    window.click_button("30 days");
    window.expect_no_trouble();
}

#[test]
fn lists_are_published_from_their_page() {
    let practice = Practice::after("window-certified", |practice| {
        practice.certifies("ai_trader_bot_v2");
    });
    let window = desk_of(&practice, "checker");
    go_to(&window, "Overview");
    window.click_button("Open CRLs");
    window.see_named("heading", "CRLs");
    window.see("Full");
    look(&window, "91-crls");
    let numbers = |window: &chancery_tests::Window| {
        let table = window.names("row");
        table
            .into_iter()
            .filter(|row| row.contains("issuing"))
            .collect::<Vec<_>>()
    };
    let before = numbers(&window);
    window.click_button("Publish CRL");
    let changed = wait::until(|| (numbers(&window) != before).then_some(()));
    assert!(changed.is_some(), "{before:?}");
    window.click_button("Publish delta CRL");
    window.see("Delta to no.");
    look(&window, "92-crls-delta");
    window.expect_no_trouble();
}
