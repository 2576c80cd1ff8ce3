//! Decisions in the window: taking a request back, drafts, files of requests, the approval policy,
//! officers, reviews, and the second officer after an emergency.

use std::fs;

use chancery_tests::{Practice, Window};

use crate::desk::{become_officer, desk_of, fill_sample, go_to, look, open_agent, submit};

const AGENT: &str = "ai_trader_bot_v2";

fn sign(window: &Window, reason: &str, act: &str) {
    window.type_into("Your reason", reason);
    window.click_button(act);
}

#[test]
fn maker_keeps_a_draft_submits_it_and_takes_it_back() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    fill_sample(&window, AGENT);
    window.click_button("Keep draft");
    window.see("Kept in this workspace as");
    look(&window, "120-draft-kept");
    go_to(&window, "Requests");
    window.see("Only who writes a draft continues it.");
    look(&window, "121-drafts");
    window.click_beginning("button", "Continue draft");
    window.see(&format!("{AGENT} may"));
    submit(&window);
    window.click("row", "REQ-");
    window.see("Any checker: 0 of 1");
    look(&window, "122-steps");
    window.click_button("Withdraw request…");
    look(&window, "123-withdraw");
    sign(&window, "The desk closes.", "Withdraw and sign");
    window.see("Withdrawn");
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("request_withdrawn").len(), 1);
    let drafts = practice.cli().json(["request", "drafts"]);
    assert_eq!(
        drafts["rows"].as_array().map(Vec::len),
        Some(0),
        "{drafts:#}"
    );
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn file_of_requests_is_shown_with_its_faults_and_submitted_in_part() {
    let practice = Practice::new();
    let file = practice.beside("fleet.csv");
    let text = "agent_id,accountable,purpose,actions,resources\n\
                fleet_1,Dr. Henrike Ahlborn,Daily figures,report.read,/reports/daily\n\
                fleet_2,Dr. Henrike Ahlborn,Daily figures,report.read,reports\n\
                fleet_3,Reporting Desk,Daily figures,report.read,/reports/daily\n";
    fs::write(&file, text).expect("writes");
    let window = desk_of(&practice, "maker");
    go_to(&window, "Requests");
    window.click_button("Import…");
    window.see_named("heading", "Import requests");
    look(&window, "124-import");
    window.will_pick(&file);
    window.click_button("Choose file…");
    window.see("2 of 3 rows are sound.");
    window.see("E3");
    look(&window, "125-import-read");
    window.click_button("Submit the 2 sound rows");
    look(&window, "126-import-sign");
    sign(&window, "The new fleet.", "Submit and sign");
    window.see("2 requests were submitted");
    window.see("One row was left out.");
    look(&window, "127-imported");
    window.will_pick(&file);
    window.click_button("Choose file…");
    window.see("It is not submitted again");
    become_officer(&window, "checker");
    go_to(&window, "Requests");
    window.click("row", "fleet_1");
    window.see("What exactly you sign");
    window.press("Escape");
    window.click_button("Decide on all 2 together");
    window.see("fleet_3 may read reports");
    window.see("One of these 2 requests has warnings.");
    window.see("No natural person is named as accountable for this agent.");
    look(&window, "128-together");
    sign(&window, "The whole fleet.", "Approve and sign");
    window.see("Certificate issued");
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("request_submitted").len(), 2);
    let page = practice.cli().json(["certificate", "list"]);
    assert_eq!(page["rows"].as_array().map(Vec::len), Some(2), "{page:#}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn policy_is_proposed_by_form_and_decided_by_another_officer() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    go_to(&window, "Settings");
    window.click_button("Approval policy");
    window.see("Every request: one checker.");
    look(&window, "129-policy");
    window.click_button("Propose a change…");
    window.type_into("Hours within which an approval is used", "48");
    window.see("48 hours");
    look(&window, "130-policy-proposal");
    window.click_button("Continue to signing");
    window.see("What exactly you sign");
    look(&window, "131-policy-propose");
    sign(&window, "Weekends.", "Propose and sign");
    window.see("A checker decides it.");

    become_officer(&window, "checker");
    go_to(&window, "Overview");
    window.see_named("heading", "Waits for you");
    look(&window, "132-waits-for-you");
    go_to(&window, "Requests");
    window.click("row", "CHG-");
    sign(&window, "As the committee decided.", "Approve and sign");
    window.see("Approved by Jonas Reinhardt");
    go_to(&window, "Settings");
    window.click_button("Approval policy");
    window.see("48 hours");
    window.click_button("Officers");
    window.click("row", "Jonas Reinhardt");
    window.see_named("heading", "Roles");
    look(&window, "133-officer");
    window.expect_no_trouble();
}

#[test]
fn agent_is_reviewed_by_a_checker() {
    let practice = Practice::after("window-certified", |practice| {
        practice.certifies(AGENT);
    });
    let window = desk_of(&practice, "checker");
    open_agent(&window, AGENT);
    window.click_button("Facts and review");
    window.see("Nobody has decided");
    look(&window, "134-agent-facts");
    window.click_button("Review agent…");
    look(&window, "135-review");
    sign(
        &window,
        "Limits and model are as they should be.",
        "Sign review",
    );
    window.see("“Limits and model are as they should be.”");
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("agent_reviewed").len(), 1);
}

#[test]
fn revocation_by_one_waits_for_a_second_officer() {
    let practice = Practice::after("window-certified", |practice| {
        practice.certifies(AGENT);
    });
    let window = desk_of(&practice, "maker");
    open_agent(&window, AGENT);
    window.click_button("Revoke certificate…");
    window.click("radio", "It may no longer do what the certificate says");
    sign(&window, "Odd orders at night.", "Revoke and sign");
    window.see("One officer revoked it alone.");
    window.see("A checker who did not revoke it");
    look(&window, "136-unconfirmed");
    become_officer(&window, "checker");
    window.click_button("Confirm revocation…");
    look(&window, "137-confirm");
    sign(&window, "I saw the orders too.", "Confirm and sign");
    window.see_no_more("One officer revoked it alone.");
    window.expect_no_trouble();
    drop(window);
    assert_eq!(practice.events("revocation_confirmed").len(), 1);
}
