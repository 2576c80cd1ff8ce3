//! A report tells of agents of every profile.

use chancery_tests::{Practice, Stranger, practice::text};

use crate::wanted::{Wanted, plain};

fn of_profile(profile: &str, agent: &str) -> Wanted {
    Wanted::like("reporting_bot")
        .with("profile", profile)
        .with("agent_id", agent)
        .without("validity_days")
}

fn tls(agent: &str) -> Wanted {
    of_profile("agent-tls", agent)
        .without("actions")
        .without("resources")
}

/// The words of a report over today.
#[track_caller]
fn reported(practice: &Practice) -> String {
    let out = practice.beside("report.pdf");
    let at = text(&practice.cli().json(["log", "list"])["rows"][0]["at"]);
    let told = ["report", "render", "--from", &at[..10], "--to", &at[..10]];
    let out = ["--out", plain(&out)];
    practice.cli().json(told.into_iter().chain(out));
    let read = Stranger::new("pdftotext", "poppler-utils");
    let printed = read.ask(["-layout", out[1], "-"]).expect_code(0).stdout;
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The section that lists the agents.
fn in_scope(said: &str) -> &str {
    let from = said
        .find("Agent What it may do")
        .expect("the table of agents");
    let until = said[from..]
        .find("Certification authorities")
        .expect("what follows it");
    &said[from..from + until]
}

#[test]
fn agents_of_every_profile_are_counted_and_listed() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    of_profile("agent-short-lived", "hasty_bot").certified(&practice);
    tls("linked_bot").certified(&practice);
    let said = reported(&practice);
    assert!(said.contains("of these 3 to agents"), "{said}");
    let agents = in_scope(&said);
    for agent in ["ai_trader_bot_v2", "hasty_bot", "linked_bot"] {
        assert!(agents.contains(agent), "{agent}: {agents}");
    }
}

/// Not by the newer certificate, which permits nothing.
#[test]
fn agent_with_two_profiles_is_listed_once_by_what_it_may_do() {
    let practice = Practice::new();
    practice.certifies("reporting_bot");
    tls("reporting_bot").certified(&practice);
    let said = reported(&practice);
    assert!(said.contains("of these 2 to agents"), "{said}");
    let agents = in_scope(&said);
    assert_eq!(agents.matches("reporting_bot may").count(), 1, "{agents}");
    assert!(
        agents.contains("reporting_bot may read reports"),
        "{agents}"
    );
}
