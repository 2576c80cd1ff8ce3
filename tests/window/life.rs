//! A certificate's life after it is issued: hold, release, renewal, the end of the old one, a key
//! that is known to others.

use std::fs;

use chancery_tests::{Practice, Window};

use crate::desk::{become_officer, desk_of, go_to, look, open_agent, pick, submit, type_instant};

const AGENT: &str = "ai_trader_bot_v2";

/// Opens the sheet of an act, gives a reason and signs.
fn decide(window: &Window, act: &str, picture: &str) {
    let (title, sign) = (
        format!("{act} certificate of {AGENT}"),
        format!("{act} and sign"),
    );
    window.see_named("heading", &title);
    window.type_into("Your reason", "Odd orders at night.");
    look(window, picture);
    window.click_button(&sign);
    window.see_no_more(&title);
}

#[test]
fn certificate_is_held_released_renewed_superseded_and_revoked() {
    let practice = Practice::after("window-certified", |practice| {
        practice.certifies(AGENT);
    });
    let window = desk_of(&practice, "checker");
    open_agent(&window, AGENT);
    window.click_button("Suspend certificate…");
    decide(&window, "Suspend", "60-suspend");
    window.see("On hold since");
    window.see("Suspended by Jonas Reinhardt");
    look(&window, "61-suspended");
    release(&window);

    renew_with_the_same_key(&window);

    // The page of the new certificate leads to the old one, which ends by a decision of its own.
    window.click_button("Show agent");
    window.see("Follows");
    window.click("row", "Active");
    window.see("Followed by");
    pick(&window, "More acts", "Supersede certificate…");
    decide(&window, "Supersede", "66-supersede");
    window.see("Superseded");
    look(&window, "67-superseded");

    window.click("row", "Active");
    window.see("Follows");
    window.click_button("Revoke certificate…");
    window.click("radio", "It may no longer do what the certificate says");
    type_instant(&window, "Invalid since (UTC), if known", "2025-01-31T08:30");
    decide(&window, "Revoke", "68-revoke-since");
    window.see("Thought to be invalid since");
    window.see("On CRL no.");
    look(&window, "69-revoked-since");
    window.expect_no_trouble();
}

/// One officer proposes the release, another approves it.
fn release(window: &Window) {
    become_officer(window, "maker");
    window.click_button("Propose release…");
    window.see_named(
        "heading",
        &format!("Propose release of the certificate of {AGENT}"),
    );
    window.type_into("Your reason", "The feed was mended.");
    look(window, "62-release");
    window.click_button("Propose and sign");
    window.see("Its release is proposed");
    become_officer(window, "checker");
    go_to(window, "Requests");
    window.click("row", "CHG-");
    window.type_into("Your reason", "I saw the mended feed.");
    window.click_button("Approve and sign");
    window.see("Approved by Jonas Reinhardt");
    open_agent(window, AGENT);
    window.see_no_more("On hold since");
}

/// As the maker, with a lower limit; the difference is shown to both officers.
fn renew_with_the_same_key(window: &Window) {
    become_officer(window, "maker");
    window.click_button("Renew certificate…");
    window.see_named("heading", "Renewal");
    window.click("radio", "The same key as the certificate it follows");
    window.see("No key is made.");
    window.type_into("Per action", "25000.00");
    window.see("from it:");
    window.see("Limit per action");
    window.see("up to EUR 25,000.00");
    look(window, "63-renewal");
    submit(window);
    window.click_button("Continue as checker");
    window.see("EUR 25,000.00");
    look(window, "64-approve-renewal");
    window.type_into("Your reason", "Half the limit is enough.");
    window.click_button("Approve and sign");
    window.see("Certificate issued");
    look(window, "65-renewed");
}

#[test]
fn known_key_takes_all_its_certificates_with_it() {
    let practice = Practice::after("window-two-on-a-key", two_on_a_key);
    let window = desk_of(&practice, "checker");
    crate::desk::turn_german_and_dark(&window);
    window.click_button("Agenten");
    window.click("row", AGENT);
    window.see("Wo sein Schlüssel liegt");
    look(&window, "70-agent-german-dark");
    pick(&window, "Mehr", "Schlüssel kompromittiert …");
    window.see("2 Zertifikate werden dadurch gesperrt");
    window.type_into("Ihre Begründung", "Der Schlüssel lag in einer Sicherung.");
    look(&window, "71-compromise-german-dark");
    window.click_button("Kompromittiert erklären und signieren");
    window.see("In Sperrliste Nr.");
    look(&window, "72-compromised-german-dark");
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("key_compromised").len(), 1);
    let page = practice.cli().json(["certificate", "list"]);
    let rows = page["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["state"] == "revoked"), "{page:#}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// A certificate and its renewal with the same key.
fn two_on_a_key(practice: &Practice) {
    let first = practice.certifies(AGENT);
    let mut draft = practice.cli().json(["certificate", "renew", &first]);
    draft["same_key"] = true.into();
    let file = practice.beside("renewal.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.issues(&id);
}
