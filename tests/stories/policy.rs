//! Who must approve what: by amount, by function, by profile and by action.

use std::process::Command;

use chancery_tests::{
    Practice,
    practice::{CHECKER, SECOND_CHECKER, failure, text},
};
use serde_json::{Value, json};

fn needed(practice: &Practice, request: &str) -> Value {
    let view = practice.cli().json(["request", "show", request]);
    view["approvals_needed"].clone()
}

/// What an officer's approval is refused with.
#[track_caller]
fn refused(practice: &Practice, request: &str, officer: &str) -> Value {
    let told = ["request", "approve", request, "--reason", "Fine"];
    let refused = practice.fails(3, told.into_iter().chain(["--as", officer]));
    assert_eq!(practice.events("refused")[0]["seq"], refused["event"]);
    refused["code"].clone()
}

/// The program that is told another time.
fn at_another_time(practice: &Practice, arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_crash-at-signature");
    let mut run = Command::new(program);
    let output = run.arg(practice.path()).args(arguments).output();
    let output = output.expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn two_checkers_approve_above_a_hundred_thousand_euros_and_one_up_to_that() {
    let practice = Practice::new();
    let bounds = [
        ("EUR", "100000.00", 1),
        ("EUR", "100000.01", 2),
        ("USD", "100000.01", 2),
        // What can't be compared counts as more.
        ("ZAR", "1.00", 2),
    ];
    for (currency, amount, wanted) in bounds {
        let id = practice.submits_up_to("reporting_bot", currency, amount);
        assert_eq!(needed(&practice, &id), wanted, "{currency} {amount}");
        let view = practice.approves(&id);
        let state = if wanted == 1 { "approved" } else { "submitted" };
        assert_eq!(view["row"]["state"], state, "{currency} {amount}");
    }

    let id = practice.submits_up_to("ai_trader_bot_v2", "EUR", "250000");
    let view = practice.approves(&id);
    let step = &view["steps"][0];
    assert_eq!((&step["given"], &step["needed"]), (&json!(1), &json!(2)));
    assert_eq!(step["may"][0]["id"], SECOND_CHECKER, "{step}");
    assert_eq!(refused(&practice, &id, CHECKER), "approved-already");
    let early = practice.fails(3, ["certificate", "issue", &id]);
    assert_eq!(early["code"], "request-state", "{early:#}");
    practice.approves_too(&id);
    practice.issues(&id);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// Risk, then compliance: one officer each.
fn in_two_steps(policy: &mut Value) {
    policy["groups"] = json!([
        { "name": "risk", "officers": [SECOND_CHECKER] },
        { "name": "compliance", "officers": [CHECKER] },
    ]);
    policy["rules"] = json!([{ "steps": [
        { "group": "risk", "approvals": 1 },
        { "group": "compliance", "approvals": 1 },
    ] }]);
}

#[test]
fn risk_approves_before_compliance_and_neither_for_the_other() {
    let practice = Practice::new();
    practice.decides_on_policy(in_two_steps);
    let id = practice.submits("ai_trader_bot_v2");
    let view = practice.cli().json(["request", "show", &id]);
    assert_eq!(view["steps"][0]["group"], "risk");
    assert_eq!(view["steps"][0]["open"], true);
    assert_eq!(view["steps"][1]["open"], false);

    assert_eq!(refused(&practice, &id, CHECKER), "not-in-group");
    let view = practice.approves_too(&id);
    assert_eq!(view["row"]["state"], "submitted");
    assert_eq!(view["steps"][1]["open"], true);
    assert_eq!(view["steps"][1]["may"][0]["id"], CHECKER);
    let said = practice.cli().run(["request", "show", &id]).stdout;
    assert!(said.contains("1 of 1 by risk"), "{said}");
    assert!(
        said.contains("by compliance, waits for officer-03"),
        "{said}"
    );

    let waits = |officer| {
        let told = ["request", "list", "--as", officer];
        practice.cli().json(told)["rows"][0]["waits_for_me"].clone()
    };
    assert_eq!(waits(SECOND_CHECKER), false);
    assert_eq!(waits(CHECKER), true);
    assert_eq!(practice.approves(&id)["row"]["state"], "approved");
    practice.issues(&id);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn rules_fit_by_profile_and_by_action_and_the_first_that_fits_counts() {
    let practice = Practice::new();
    practice.decides_on_policy(|policy| {
        let two = json!([{ "approvals": 2 }]);
        policy["rules"] = json!([
            { "when": { "actions": ["order.sell"] }, "steps": two },
            { "when": { "profiles": ["agent-tls"] }, "steps": two },
            { "steps": [{ "approvals": 1 }] },
        ]);
    });
    let sells = practice.submits("ai_trader_bot_v2");
    let reports = practice.submits("reporting_bot");
    let view = practice.cli().json(["request", "show", &sells]);
    assert!(text(&view["object_json"]).contains("order.sell"), "{view}");
    assert_eq!(needed(&practice, &sells), 2);
    assert_eq!(needed(&practice, &reports), 1);
}

#[test]
fn policy_under_which_something_could_not_be_approved_is_refused() {
    let practice = Practice::new();
    type Change = fn(&mut Value);
    let faults: [(&str, Change); 5] = [
        ("policy-refused", |policy| policy["version"] = 7.into()),
        ("policy-refused", |policy| {
            policy["rules"].as_array_mut().expect("rules").pop();
        }),
        ("policy-no-checker", |policy| {
            policy["groups"] = json!([{ "name": "risk", "officers": ["officer-02"] }]);
        }),
        ("policy-few-checkers", |policy| {
            policy["rules"][1]["steps"][0]["approvals"] = 3.into();
        }),
        ("input-form", |policy| policy["rules"] = "none".into()),
    ];
    for (code, change) in faults {
        let refused = failure(&practice.proposes_policy(change).expect_code(3));
        assert_eq!(refused["code"], code, "{refused:#}");
        assert!(refused["event"].is_number(), "{refused:#}");
    }
    assert!(practice.events("change_proposed").is_empty());
}

/// Those of before need decisions of their own: they are submitted anew.
#[test]
fn request_that_was_submitted_under_an_older_policy_gives_no_certificate() {
    let practice = Practice::new();
    let approved = practice.submits("reporting_bot");
    let waiting = practice.submits("ai_trader_bot_v2");
    practice.approves(&approved);
    let change = practice.decides_on_policy(in_two_steps);
    let issue = practice.fails(3, ["certificate", "issue", &approved]);
    assert_eq!(issue["code"], "rules-changed", "{issue:#}");
    assert_eq!(
        refused(&practice, &waiting, SECOND_CHECKER),
        "rules-changed"
    );
    assert!(practice.events("issuance_intended").is_empty());

    let shown = practice.cli().json(["policy", "show"]);
    assert_eq!(shown["version"], 2);
    assert_eq!(shown["change"], change.as_str());
    let again = practice.submits("reporting_bot");
    practice.approves_too(&again);
    practice.approves(&again);
    practice.issues(&again);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn approval_lasts_as_long_as_the_policy_says_and_then_the_request_has_expired() {
    let practice = Practice::new();
    practice.decides_on_policy(|policy| policy["lifetime_hours"] = 2.into());
    let id = practice.submits("reporting_bot");
    let view = practice.approves(&id);
    assert!(view["approval_ends_at"].is_string(), "{view}");
    let said = at_another_time(&practice, &[&id, "3"]);
    assert!(said.starts_with("approval-ended"), "{said}");
    assert_eq!(practice.events("request_expired").len(), 1);
    let view = practice.cli().json(["request", "show", &id]);
    assert_eq!(view["row"]["state"], "expired");
    assert_eq!(practice.events("key_destroyed").len(), 1);
    assert_eq!(refused(&practice, &id, SECOND_CHECKER), "request-state");
}

/// Of several that are issued in one go as of a single one, and the others keep what they have.
#[test]
fn approvals_that_ended_expire_at_the_attempt_to_issue_them_together() {
    let practice = Practice::new();
    practice.decides_on_policy(|policy| policy["lifetime_hours"] = 2.into());
    let late = ["reporting_bot", "trading_bot_v2"].map(|agent| practice.submits(agent));
    for id in &late {
        practice.approves(id);
    }
    let waiting = practice.submits("ai_trader_bot_v2");
    let told = [late.join(","), waiting.clone()].join(",");
    let said = at_another_time(&practice, &[&told, "3"]);
    for id in &late {
        assert!(said.contains(&format!("{id} approval-ended")), "{said}");
        let view = practice.cli().json(["request", "show", id]);
        assert_eq!(view["row"]["state"], "expired", "{said}");
    }
    assert!(said.contains(&format!("{waiting} request-state")), "{said}");
    let view = practice.cli().json(["request", "show", &waiting]);
    assert_eq!(view["row"]["state"], "submitted");
    // By the attempt itself: before the last refusal, not only at the next start.
    let expired = practice.events("request_expired");
    assert_eq!(expired.len(), 2);
    let told = practice.events("refused");
    assert!(
        expired[0]["seq"].as_u64() < told[0]["seq"].as_u64(),
        "{told:?}"
    );
    assert_eq!(practice.events("key_destroyed").len(), 2);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// Also one that has some of its approvals: what was seen yesterday is seen again.
#[test]
fn approvals_that_end_while_nobody_is_there_expire_at_the_next_start() {
    let practice = Practice::new();
    let half = practice.submits_up_to("ai_trader_bot_v2", "EUR", "250000");
    let whole = practice.submits("reporting_bot");
    let untouched = practice.submits("trading_bot_v2");
    practice.approves(&half);
    practice.approves(&whole);
    at_another_time(&practice, &["--hours-later", "23"]);
    assert!(practice.events("request_expired").is_empty());
    at_another_time(&practice, &["--hours-later", "25"]);
    let state = |id: &str| {
        let view = practice.cli().json(["request", "show", id]);
        text(&view["row"]["state"])
    };
    assert_eq!(state(&half), "expired");
    assert_eq!(state(&whole), "expired");
    assert_eq!(state(&untouched), "submitted");
}
