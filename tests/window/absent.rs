//! A token that is not there.

use std::fs;

use chancery_tests::Practice;

use crate::{
    desk::{desk_of, go_to, look},
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
