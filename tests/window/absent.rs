//! A token that is not there.

use std::fs;

use chancery_tests::{Practice, Window, wait};

use crate::{
    desk::{desk_of, fill_sample, go_to, look, submit},
    session::token_of,
};

#[test]
fn page_of_a_token_that_is_away_says_what_it_last_said_and_what_is_not_known() {
    let practice = Practice::new();
    let window = desk_of(&practice, "administrator");
    fs::remove_dir_all(token_of(&practice, "issuing")).expect("goes away");
    go_to(&window, "Settings");
    window.click("row", "issuing");
    window.see_named("heading", "issuing");
    window.see("This token is not there");
    window.see("What it last said of itself");
    window.see("SoftHSM");
    window.see("Not known while it is not there");
    let offered = window.names("button");
    for name in ["Copy URI", "Lock token"] {
        assert!(!offered.iter().any(|one| one == name), "{offered:?}");
    }
    look(&window, "152-token-away");
    window.expect_no_trouble();
}

/// What the bar says of unlocked tokens, once the agents' one is among them, or is not.
#[track_caller]
fn bar(window: &Window, agents: bool) -> String {
    let said = || {
        let mut names = window.names("button").into_iter();
        names.find(|name| name.contains("unlocked"))
    };
    let awaited = || said().filter(|said| said.contains("agents") == agents);
    wait::until(awaited).unwrap_or_else(|| panic!("the bar says {:?}", said()))
}

#[test]
fn token_that_is_away_is_not_counted_among_the_unlocked_ones() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    fill_sample(&window, "reporting_bot");
    submit(&window);
    assert!(bar(&window, true).starts_with("2 tokens unlocked"));
    let (there, away) = (token_of(&practice, "agents"), practice.beside("drawer"));
    fs::rename(&there, &away).expect("goes away");
    // What others write has the window look anew.
    practice.cli().json(["crl", "publish"]);
    assert_eq!(bar(&window, false), "1 token unlocked records");
    window.expect_no_trouble();
}
