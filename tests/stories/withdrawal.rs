//! Whoever asked takes it back, until it is issued.

use chancery_tests::{
    Practice,
    practice::{AUDITOR, CHECKER, text},
};

fn withdraw(request: &str) -> impl Iterator<Item = &str> {
    [
        "request",
        "withdraw",
        request,
        "--reason",
        "Asked too early",
    ]
    .into_iter()
}

#[test]
fn maker_takes_a_request_back_before_and_after_its_approval() {
    let practice = Practice::new();
    for approved in [false, true] {
        let id = practice.submits("ai_trader_bot_v2");
        if approved {
            practice.approves(&id);
        }
        let view = practice.cli().json(withdraw(&id));
        assert_eq!(view["row"]["state"], "withdrawn");
        let decisions = view["decisions"].as_array().expect("decisions");
        let last = decisions.last().expect("a decision");
        assert_eq!(last["act"], "withdraw");
        assert_eq!(last["reason"], "Asked too early");
        assert_eq!(last["signature_valid"], true);
        assert_eq!(text(&last["jws"]).split('.').count(), 3, "{last}");

        let issue = practice.fails(3, ["certificate", "issue", &id]);
        assert_eq!(issue["code"], "request-state");
        assert_eq!(practice.fails(3, withdraw(&id))["code"], "request-state");
    }
    assert_eq!(practice.events("key_destroyed").len(), 2);
    let queue = practice.cli().json(["request", "list"]);
    assert_eq!(queue["waiting"], 0, "{queue}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn nobody_else_takes_it_back_and_nobody_once_it_is_issued() {
    let practice = Practice::new();
    let id = practice.submits("reporting_bot");
    for (officer, code) in [(CHECKER, "not-the-maker"), (AUDITOR, "role-forbids")] {
        let failure = practice.fails(3, withdraw(&id).chain(["--as", officer]));
        assert_eq!(failure["code"], code, "{failure:#}");
        assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    }
    practice.approves(&id);
    practice.issues(&id);
    assert_eq!(practice.fails(3, withdraw(&id))["code"], "request-state");
    assert!(practice.events("request_withdrawn").is_empty());
}
