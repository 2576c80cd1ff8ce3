//! One officer revokes at once; a second one confirms it afterwards.

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, CHECKER, SECOND_CHECKER, text},
};
use serde_json::Value;

fn confirm<'a>(serial: &'a str, officer: &'a str) -> impl Iterator<Item = &'a str> {
    let told = ["certificate", "confirm", serial, "--reason", "Rightly so"];
    told.into_iter().chain(["--as", officer])
}

fn open(practice: &Practice) -> Vec<Value> {
    let list = practice.cli().json(["certificate", "confirmations"]);
    list["rows"].as_array().expect("rows").clone()
}

#[test]
fn revocation_by_one_officer_is_listed_until_a_second_one_confirms_it() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    assert!(open(&practice).is_empty());
    let view = practice.revokes(&serial, "keyCompromise");
    assert_eq!(view["row"]["state"], "revoked", "at once");
    assert_eq!(view["revocation"]["unconfirmed"], true);
    assert_eq!(view["acts"]["confirm"], true);
    let waiting = open(&practice);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["serial"], serial.as_str());
    assert_eq!(waiting[0]["officer"], CHECKER);
    assert_eq!(waiting[0]["comment"], "The mandate has ended");
    practice.cli().run(["workspace", "check"]).expect_code(0);

    let view = practice.cli().json(confirm(&serial, SECOND_CHECKER));
    assert_eq!(view["row"]["state"], "revoked");
    assert_eq!(view["revocation"]["unconfirmed"], false);
    let decisions = view["decisions"].as_array().expect("decisions");
    let last = decisions.last().expect("a decision");
    assert_eq!(last["act"], "confirm");
    assert_eq!(last["officer"], SECOND_CHECKER);
    assert_eq!(last["signature_valid"], true);
    assert_eq!(text(&last["jws"]).split('.').count(), 3);
    assert!(open(&practice).is_empty());
    let again = practice.fails(3, confirm(&serial, SECOND_CHECKER));
    assert_eq!(again["code"], "nothing-to-confirm");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn who_revoked_does_not_confirm_and_only_checkers_do() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let early = practice.fails(3, confirm(&serial, SECOND_CHECKER));
    assert_eq!(early["code"], "nothing-to-confirm");
    practice.revokes(&serial, "superseded");
    for (officer, code) in [(CHECKER, "own-revocation"), (ADMINISTRATOR, "role-forbids")] {
        let failure = practice.fails(3, confirm(&serial, officer));
        assert_eq!(failure["code"], code, "{failure:#}");
        assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    }
    assert_eq!(open(&practice).len(), 1, "it still waits");
}
