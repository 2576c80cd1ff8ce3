//! Rules change by decision: one officer proposes, another approves.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, SECOND_CHECKER, text},
};
use serde_json::Value;

use crate::wanted::{OwnKey, Wanted, plain};

/// The next version of a profile, with one value changed; its id as a change.
#[track_caller]
fn proposes(practice: &Practice, profile: &str, edit: impl FnOnce(&mut Value)) -> String {
    let file = draft(practice, profile, edit);
    let told = [
        "profile",
        "propose",
        &file,
        "--reason",
        "The board asked for it",
    ];
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "submitted");
    text(&view["row"]["id"])
}

fn draft(practice: &Practice, profile: &str, edit: impl FnOnce(&mut Value)) -> String {
    let shown = practice.cli().json(["profile", "show", profile]);
    let mut next: Value = serde_json::from_str(&text(&shown["next_json"])).expect("JSON");
    edit(&mut next);
    let file = practice.beside("profile.json");
    fs::write(&file, next.to_string()).expect("writes");
    plain(&file).to_owned()
}

#[track_caller]
fn approves(practice: &Practice, change: &str) -> Value {
    practice
        .cli()
        .json(["request", "approve", change, "--reason", "Agreed"])
}

/// A change of a profile's JSON.
type Edit = fn(&mut Value);

fn version(practice: &Practice, profile: &str) -> u64 {
    let shown = practice.cli().json(["profile", "show", profile]);
    shown["version"].as_u64().expect("a number")
}

#[test]
fn change_is_in_force_once_another_officer_approved() {
    let practice = Practice::new();
    let before = version(&practice, "agent");
    let change = proposes(&practice, "agent", |next| {
        next["validity"]["cap"] = 100.into()
    });
    assert_eq!(version(&practice, "agent"), before);
    let queue = practice.cli().json(["request", "list"]);
    assert_eq!(queue["changes"][0]["id"], change.as_str());

    let own = [
        "request",
        "approve",
        &change,
        "--reason",
        "Mine",
        "--as",
        ADMINISTRATOR,
    ];
    assert_eq!(practice.fails(3, own)["code"], "role-forbids");
    assert_eq!(version(&practice, "agent"), before);

    let view = approves(&practice, &change);
    assert_eq!(view["row"]["state"], "approved");
    let decisions = view["decisions"].as_array().expect("decisions").iter();
    let acts: Vec<_> = decisions
        .map(|one| (text(&one["act"]), text(&one["officer"])))
        .collect();
    let pair = |act: &str, officer: &str| (act.to_owned(), officer.to_owned());
    assert_eq!(
        acts,
        [pair("propose", ADMINISTRATOR), pair("approve", CHECKER)]
    );
    assert_eq!(version(&practice, "agent"), before + 1);

    let over = Wanted::like("reporting_bot")
        .with("validity_days", 101)
        .without("valid_until");
    let problems = over.refused(&practice);
    assert_eq!(
        problems,
        [("validity_days".to_owned(), "over_cap".to_owned())]
    );
    over.with("validity_days", 100).certified(&practice);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn who_decides_does_not_propose() {
    let practice = Practice::new();
    let file = draft(&practice, "agent", |next| {
        next["validity"]["cap"] = 100.into()
    });
    for officer in [CHECKER, SECOND_CHECKER, AUDITOR] {
        let told = [
            "profile", "propose", &file, "--reason", "Mine", "--as", officer,
        ];
        assert_eq!(practice.fails(3, told)["code"], "role-forbids", "{officer}");
        assert_eq!(practice.events("refused")[0]["actor"], officer);
    }
    assert!(practice.events("change_proposed").is_empty());
}

#[test]
fn what_a_profile_can_not_be_is_refused() {
    let practice = Practice::new();
    let edits: [(&str, Edit); 5] = [
        ("nothing", |_| {}),
        ("version", |next| next["version"] = 9.into()),
        ("key_usage", |next| {
            next["key_usage"] = vec!["keyCertSign"].into()
        }),
        ("validity.cap", |next| next["validity"]["cap"] = 3650.into()),
        ("decisions", |next| next["decisions"] = 1.into()),
    ];
    for (named, edit) in edits {
        let file = draft(&practice, "agent", edit);
        let told = ["profile", "propose", &file, "--reason", "More"];
        let failure = practice.fails(3, told);
        assert_eq!(failure["code"], "profile-refused", "{failure:#}");
        assert!(text(&failure["happened"]).contains(named), "{failure:#}");
    }
    assert!(practice.events("change_proposed").is_empty());
}

#[test]
fn second_proposal_against_the_same_version_comes_too_late() {
    let practice = Practice::new();
    let first = proposes(&practice, "agent", |next| {
        next["validity"]["cap"] = 100.into()
    });
    let second = proposes(&practice, "agent", |next| {
        next["validity"]["cap"] = 120.into()
    });
    approves(&practice, &second);
    let view = practice.cli().json(["request", "show", &first]);
    assert_eq!(view["applies"], false);
    let told = ["request", "approve", &first, "--reason", "Agreed"];
    let failure = practice.fails(3, told);
    assert_eq!(failure["code"], "change-outdated");
    assert!(failure["event"].is_number(), "{failure:#}");
    let told = ["request", "reject", &first, "--reason", "Overtaken"];
    assert_eq!(practice.cli().json(told)["row"]["state"], "rejected");
    let again = ["request", "approve", &first, "--reason", "Agreed"];
    assert_eq!(practice.fails(3, again)["code"], "change-state");
    let shown = practice.cli().json(["profile", "show", "agent"]);
    assert_eq!(shown["validity_cap"], 120);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn request_that_was_approved_under_older_rules_gives_no_certificate() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    let waiting = practice.submits("trading_bot_v2");
    practice.approves(&request);
    let change = proposes(&practice, "agent", |next| {
        next["validity"]["cap"] = 300.into()
    });
    approves(&practice, &change);

    let answer = practice
        .cli()
        .run(["--json", "certificate", "issue", &request]);
    let failure = chancery_tests::practice::failure(&answer);
    assert_eq!(failure["code"], "rules-changed", "{failure:#}");
    assert!(
        text(&failure["happened"]).contains("the profile has changed since"),
        "{failure:#}"
    );
    assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    assert!(practice.events("issuance_intended").is_empty());
    // Under the new rules it goes through.
    practice.certifies("reporting_bot");
    let told = ["request", "reject", &waiting, "--reason", "Older rules"];
    practice.cli().json(told);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn profile_of_three_decisions_needs_two_checkers() {
    let practice = Practice::new();
    let change = proposes(&practice, "agent", |next| next["decisions"] = 3.into());
    approves(&practice, &change);
    let request = practice.submits("reporting_bot");
    let view = practice.approves(&request);
    assert_eq!(view["row"]["state"], "submitted");
    assert_eq!(
        (&view["approvals"], &view["approvals_needed"]),
        (&1.into(), &2.into())
    );

    let again = ["request", "approve", &request, "--reason", "Once more"];
    assert_eq!(practice.fails(3, again)["code"], "approved-already");
    let early = practice.fails(3, ["certificate", "issue", &request]);
    assert_eq!(early["code"], "request-state", "{early:#}");

    let second = [
        "request",
        "approve",
        &request,
        "--reason",
        "Seen",
        "--as",
        SECOND_CHECKER,
    ];
    let view = practice.cli().json(second);
    assert_eq!(view["row"]["state"], "approved");
    assert_eq!(view["decisions"].as_array().expect("decisions").len(), 3);
    let serial = practice.issues(&request);
    let shown = practice.cli().json(["certificate", "show", &serial]);
    let decisions = shown["decisions"].as_array().expect("decisions");
    assert!(decisions.iter().all(|one| one["signature_valid"] == true));
    assert_eq!(decisions.len(), 3);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn one_rejection_outweighs_an_approval() {
    let practice = Practice::new();
    let change = proposes(&practice, "agent", |next| next["decisions"] = 3.into());
    approves(&practice, &change);
    let request = practice.submits("reporting_bot");
    practice.approves(&request);
    let told = [
        "request",
        "reject",
        &request,
        "--reason",
        "No",
        "--as",
        SECOND_CHECKER,
    ];
    assert_eq!(practice.cli().json(told)["row"]["state"], "rejected");
    assert_eq!(practice.events("key_destroyed").len(), 1);
}

#[test]
fn algorithm_that_a_decision_allowed_can_be_used() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, "EC ec_paramgen_curve:P-521");
    let change = proposes(&practice, "agent", |next| {
        next["algorithms"] = vec!["P-256", "P-521", "RSA-2048"].into();
    });
    approves(&practice, &change);
    let view = own.submitted(&practice, &Wanted::like("reporting_bot"));
    let request = text(&view["row"]["id"]);
    practice.approves(&request);
    practice.issues(&request);
    for algorithm in ["P-521", "RSA-2048"] {
        let agent = format!("bot_{algorithm}");
        let wanted = Wanted::like("reporting_bot").with("agent_id", agent);
        wanted.with("key_algorithm", algorithm).certified(&practice);
    }
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn names_follow_the_prefixes_that_were_decided() {
    let practice = Practice::new();
    let change = proposes(&practice, "agent-tls", |next| {
        next["names"]["prefixes"] = vec!["edge-"].into();
    });
    approves(&practice, &change);
    let wanted = Wanted::like("reporting_bot")
        .with("profile", "agent-tls")
        .without("validity_days")
        .without("actions")
        .without("resources");
    let refused = wanted.refused(&practice);
    assert_eq!(
        refused,
        [("agent_id".to_owned(), "name_not_allowed".to_owned())]
    );
    wanted.with("agent_id", "edge-1").certified(&practice);
    // Another profile has rules of its own.
    practice.certifies("reporting_bot");
}
