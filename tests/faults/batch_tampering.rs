//! One signature over many requests is over these requests alone.

use crate::{
    outsider::{self, tamper},
    practice::{Practice, Stage, path_text, sample_request},
};

/// Two requests under one signature, and an approved one that is by itself, whose id this is.
fn two_and_one() -> (Practice, String) {
    let practice = Practice::at(Stage::Founded);
    let two = ["ai_trader_bot_v2", "trading_bot_v2"].map(sample_request);
    practice.done(&["request", "new", path_text(&two[0]), path_text(&two[1])]);
    let lone = practice.submit("reporting_bot");
    practice.approve(&lone);
    practice.assert_clean();
    (practice, lone)
}

#[track_caller]
fn assert_issues_nothing(practice: &Practice, request: &str) {
    practice.fails(&["certificate", "issue", request], 5, "decision-invalid");
    assert_eq!(practice.events("issuance_intended"), 0);
    let checks = practice.run(&["workspace", "check"]).expect_code(5).json();
    assert_eq!(checks["sound"], false, "{checks:#}");
}

#[test]
fn a_request_that_was_put_into_a_batch_afterwards_issues_nothing() {
    let (practice, lone) = two_and_one();
    let sql = "UPDATE request SET batch = (SELECT batch FROM request WHERE number = 1),
               submission = (SELECT submission FROM request WHERE number = 1) WHERE number = 3";
    tamper(&practice.database(), sql);
    assert_issues_nothing(&practice, &lone);
}

#[test]
fn a_batch_whose_list_was_changed_covers_nothing() {
    let (practice, lone) = two_and_one();
    let database = practice.database();
    let object = |number: u8| {
        let sql = format!("SELECT lower(hex(object)) FROM request WHERE number = {number}");
        outsider::text(&database, &sql)
    };
    let swapped = format!(
        "UPDATE blob SET bytes = CAST(replace(CAST(bytes AS TEXT), '{}', '{}') AS BLOB)
         WHERE sha256 = (SELECT batch FROM request WHERE number = 1);
         UPDATE request SET batch = (SELECT batch FROM request WHERE number = 1),
         submission = (SELECT submission FROM request WHERE number = 1) WHERE number = 3",
        object(2),
        object(3)
    );
    tamper(&database, &swapped);
    let list = "SELECT CAST(bytes AS TEXT) FROM blob
                WHERE sha256 = (SELECT batch FROM request WHERE number = 1)";
    assert!(outsider::text(&database, list).contains(&object(3)));
    assert_issues_nothing(&practice, &lone);
}
