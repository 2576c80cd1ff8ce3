//! The end of the issuing CA's key.

use chancery_tests::{Practice, Window};

use crate::desk::{desk_of, look};

const AGENT: &str = "ai_trader_bot_v2";
const TITLE: &str = "Declare the key of Practice Issuing CA 1 compromised";

fn sign(window: &Window) {
    window.type_into("Your reason", "The token was stolen.");
    window.click_button("Declare compromised and sign");
    window.see_no_more(TITLE);
}

#[test]
fn key_of_the_issuing_ca_is_declared_compromised_beside_its_lists() {
    let practice = Practice::after("window-certified", |practice| {
        practice.certifies(AGENT);
    });
    let window = desk_of(&practice, "checker");
    window.click_button("Open CRLs");
    window.see_named("heading", "CRLs");
    window.click_button("Key compromised…");
    window.see_named("heading", TITLE);
    window.see("everything that it issued is denied");
    // The agent's, those of officers and services, and the CA's own.
    window.see("10 certificates are denied by this");
    window.see(AGENT);
    look(&window, "150-issuer-compromise");
    sign(&window);
    window.see("Key compromised, declared");
    look(&window, "151-issuer-compromised");
    window.expect_no_trouble();
    drop(window);

    assert_eq!(practice.events("key_compromised").len(), 1);
    let page = practice.cli().json(["certificate", "list"]);
    let states = page["rows"].as_array().expect("rows").iter();
    assert!(
        states
            .map(|row| &row["state"])
            .all(|state| *state == "revoked"),
        "{page:#}"
    );
    practice.cli().run(["workspace", "check"]).expect_code(0);
}
