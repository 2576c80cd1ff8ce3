//! A window that is left open follows what others write into its workspace.

use chancery_tests::{Practice, Window, wait};

use crate::desk::{desk_of, go_to};

/// The number of what waits, as it stands beside the way to the requests.
fn badge(window: &Window) -> String {
    let mut names = window.names("button").into_iter();
    let found = names.find(|name| name.starts_with("Requests"));
    found.unwrap_or_default()
}

#[test]
fn badge_and_list_follow_what_another_program_submitted() {
    let practice = Practice::new();
    let window = desk_of(&practice, "checker");
    go_to(&window, "Overview");
    window.see("No request waits.");
    let before = badge(&window);
    let request = practice.submits("reporting_bot");
    window.see(&request);
    let followed = || Some(badge(&window)).filter(|now| *now != before);
    let now = wait::until(followed).expect("the badge follows");
    assert!(now.contains('1'), "{now}");
    practice.approves(&request);
    let back = || Some(badge(&window)).filter(|now| *now == before);
    wait::until(back).expect("the badge follows again");
    window.expect_no_trouble();
}
