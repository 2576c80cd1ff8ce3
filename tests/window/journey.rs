//! From a form to a sealed report, as a newcomer goes: one form, one change of officer, the
//! first certificate, a report. A picture of every screen is kept.

use std::process::Command;

use chancery_tests::Window;

use crate::desk::{
    approve, become_officer, fill_sample, go_to, look, paste, pick, practising, submit,
};

#[test]
fn newcomer_goes_from_a_form_to_a_sealed_report() {
    let window = practising();
    window.see_named("heading", "Requests");
    look(&window, "10-requests-empty");
    window.click_button("Fill a sample: ai_trader_bot_v2");
    window.see_named("heading", "New request");
    window.see("ai_trader_bot_v2 may place buy and sell orders in BTC/EUR and ETH/EUR");
    look(&window, "11-new-request");
    window.click_button("Continue to signing");
    window.see_named("heading", "Submit a request");
    window.type_into("Your reason", "Tested in shadow mode for 30 days.");
    look(&window, "12-submit");
    window.click_button("Submit and sign");
    window.see("is submitted and waits for a checker");
    look(&window, "13-submitted");

    window.click_button("Continue as checker");
    window.see("What exactly you sign");
    window.type_into("Your reason", "Limit agreed by the risk committee.");
    look(&window, "14-approve");
    window.click_button("Approve and sign");
    window.see("Certificate issued");
    look(&window, "15-issued");

    go_to(&window, "Agents");
    window.see("ai_trader_bot_v2");
    look(&window, "16-agents");
    window.click("row", "ai_trader_bot_v2");
    window.see("Where its key lives");
    look(&window, "17-agent");
    go_to(&window, "Overview");
    look(&window, "18-overview");

    go_to(&window, "Log");
    window.see("Certificate issued");
    look(&window, "19-log");
    window.click_button("Verify log");
    window.see("No fault found");
    look(&window, "20-log-verified");

    become_officer(&window, "auditor");
    go_to(&window, "Reports");
    look(&window, "21-reports");
    window.click_button("Render and seal report");
    window.see_within(
        std::time::Duration::from_secs(120),
        "is rendered and sealed",
    );
    look(&window, "22-report-sealed");
    let copy = window.home().join("report.pdf");
    window.will_pick(&copy);
    window.click_beginning("button", "Save a copy");
    chancery_tests::wait::until(|| copy.is_file().then_some(())).expect("the copy is written");
    let said = Command::new("pdfsig")
        .arg(&copy)
        .output()
        .expect("pdfsig (poppler-utils) runs");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("Signature is Valid"), "{said}");
    window.expect_no_trouble();
}

#[test]
fn second_certificate_shows_what_changes_and_the_first_can_be_revoked() {
    let window = practising();
    fill_sample(&window, "trading_bot_v2");
    submit(&window);
    approve(&window);
    become_officer(&window, "maker");
    go_to(&window, "Requests");
    window.click_button("New request");
    window.click_button("Fill from a sample");
    window.click("menuitem", "trading_bot_v2");
    window.see("Known agent");
    window.type_into("Per action", "25000.00");
    window.see("The limit rises");
    window.screenshot("30-known-agent");
    window.click_button("Continue to signing");
    window.type_into("Your reason", "Limit raised.");
    window.click_button("Submit and sign");
    window.see("is submitted and waits for a checker");
    window.click_button("Continue as checker");
    window.see("Now in force");
    window.see("USD 10,000.00");
    window.see("USD 25,000.00");
    look(&window, "31-approve-changes");
    window.type_into("Your reason", "Not before the next quarter.");
    window.click_button("Reject with reason");
    window.see("Rejected");
    window.screenshot("32-rejected");

    go_to(&window, "Agents");
    window.click("row", "trading_bot_v2");
    window.click_button("Revoke certificate…");
    window.see_named("heading", "Revoke certificate of trading_bot_v2");
    window.click("radio", "Another certificate takes its place");
    window.type_into("Your reason", "Superseded on purpose.");
    look(&window, "33-revoke");
    window.click_button("Revoke and sign");
    window.see("On CRL no.");
    look(&window, "34-revoked");
    window.expect_no_trouble();
}

#[test]
fn wrong_pin_keeps_the_form() {
    let window = practising();
    window.click_button("Fill a sample: reporting_bot");
    window.see("reporting_bot may read reports");
    window.click_button("Continue to signing");
    window.type_into("Your reason", "Daily reports for the board.");
    window.type_into("PIN of your token", "00000000");
    window.click_button("Submit and sign");
    window.see("The PIN was not accepted");
    window.see("CKR_PIN_INCORRECT");
    look(&window, "40-wrong-pin");
    assert_eq!(
        window.value_of("Your reason"),
        "Daily reports for the board."
    );
    let pin = window
        .call(
            "practice_pin",
            &serde_json::json!({ "officer": "officer-02" }),
        )
        .expect("the practice PIN");
    window.type_into("PIN of your token", pin.as_str().expect("text"));
    window.click_button("Submit and sign");
    window.see("is submitted and waits for a checker");
    window.expect_no_trouble();
}

#[test]
fn hostile_input_is_refused_beside_its_field() {
    let window = practising();
    window.click_button("Fill a sample: ai_trader_bot_v2");
    window.see("ai_trader_bot_v2 may");
    let cases = [
        (
            "Agent id",
            "<img src=x onerror=alert(1)>",
            "is not allowed here",
        ),
        (
            "Agent id",
            "evil\u{202e}tob",
            "invisible character (U+202E)",
        ),
        (
            "Agent id",
            &"x".repeat(10_000),
            "10000 characters are too many",
        ),
        ("Per action", "0", "Zero would permit nothing"),
        ("Per action", "-1", "below zero"),
        ("Per action", "92233720368547758.08", "Too large"),
        ("Per action", "1.005", "EUR has 2 decimals"),
    ];
    for (field, text, said) in cases {
        let before = window.value_of(field);
        match text.len() {
            ..100 => window.type_into(field, text),
            _ => paste(&window, field, text),
        }
        window.click_button("Continue to signing");
        window.see(said);
        window.type_into(field, &before);
        window.see_no_more(said);
    }
    window.type_into("Agent id", "<img src=x onerror=alert(1)>");
    window.see("is not allowed here");
    look(&window, "41-refused-field");
    window.expect_no_trouble();
}

#[test]
fn lists_over_their_size_are_refused_beside_their_field() {
    let window = practising();
    window.click_button("Fill a sample: reporting_bot");
    window.see("reporting_bot may");
    let many = |count: usize, entry: fn(usize) -> String| {
        (0..count).map(entry).collect::<Vec<_>>().join(" ")
    };
    paste(&window, "Instruments", &many(257, |n| format!("A{n}/EUR")));
    window.press("Enter");
    window.click_button("Continue to signing");
    window.see("257 entries are too many; at most 256 fit.");
    paste(&window, "Resources", &many(63, |n| format!("/r/{n}")));
    window.press("Enter");
    window.click_button("Continue to signing");
    window.see("65 entries are too many; at most 64 fit.");
    window.expect_no_trouble();
}

#[test]
fn window_speaks_german_and_goes_dark() {
    let window = Window::open();
    window.see_named("button", "Start practising");
    pick(&window, "Language", "Deutsch");
    window.see("Dieses Programm öffnet keine Netzverbindung");
    window.screenshot("50-start-german");
    pick(&window, "Darstellung", "Dunkel");
    look(&window, "51-start-dark");
    window.expect_no_trouble();
}
