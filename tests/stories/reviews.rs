//! Checkers look at agents again: twice a year where a function is critical, else once.

use chancery_tests::{
    Practice,
    practice::{AUDITOR, CHECKER, MAKER, text},
};
use serde_json::Value;

use crate::facts;

const AGENT: &str = "ai_trader_bot_v2";

fn review_of(practice: &Practice) -> Value {
    let view = practice.cli().json(["facts", "show", "--agent", AGENT]);
    view["review"].clone()
}

/// What `workspace check` says when it finds something broken.
#[track_caller]
pub(crate) fn check_that_finds(practice: &Practice) -> String {
    practice
        .cli()
        .run(["workspace", "check"])
        .expect_code(5)
        .stdout
}

/// Days from today to an instant.
fn days_until(due: &Value) -> i64 {
    let script = "import datetime, sys
due = datetime.datetime.fromisoformat(sys.argv[1].replace('Z', '+00:00'))
print((due - datetime.datetime.now(datetime.timezone.utc)).days)";
    let said = chancery_tests::Stranger::new("python3", "python3").ask(["-c", script, &text(due)]);
    said.expect_code(0).stdout.trim().parse().expect("days")
}

#[test]
fn critical_agent_is_reviewed_after_six_months_and_others_after_twelve() {
    let practice = Practice::new();
    assert_eq!(review_of(&practice), Value::Null, "no certificate yet");
    practice.certifies(AGENT);
    let review = review_of(&practice);
    assert_eq!(review["months"], 12);
    assert!((363..=366).contains(&days_until(&review["due"])));
    facts::decides(&practice, &facts::of_agent(), Some(AGENT));
    let review = review_of(&practice);
    assert_eq!(review["months"], 6);
    assert!((179..=185).contains(&days_until(&review["due"])));
    assert_eq!(review["overdue"], false);
}

#[test]
fn checker_signs_a_review_and_the_log_keeps_it() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    let told = ["agent", "review", AGENT, "--reason", "Scope still fits"];
    let review = practice.cli().json(told);
    assert_eq!(review["last"]["officer"], CHECKER);
    assert_eq!(review["last"]["reason"], "Scope still fits");
    assert_eq!(review["last"]["signature_valid"], true);
    assert_eq!(practice.events("agent_reviewed").len(), 1);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn only_checkers_review_and_only_agents_that_there_are() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    for officer in [MAKER, AUDITOR] {
        let told = ["--as", officer, "agent", "review", AGENT, "--reason", "x"];
        practice.fails(3, told);
    }
    let failure = practice.fails(3, ["agent", "review", "nobody", "--reason", "x"]);
    assert_eq!(failure["code"], "no-such");
    assert!(practice.events("agent_reviewed").is_empty());
    assert_eq!(practice.events("refused").len(), 3);
}

#[test]
fn forged_review_is_found() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    practice
        .cli()
        .json(["agent", "review", AGENT, "--reason", "Fine"]);
    practice.pretends("UPDATE review SET officer = 'officer-04'");
    practice.pretends("UPDATE review_due SET due = '2099-01-01T00:00:00Z'");
    let found = check_that_finds(&practice);
    assert!(
        found.contains("review") && found.contains("review_due"),
        "{found}"
    );
}
