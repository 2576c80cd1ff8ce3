//! Two officers decide what the firm and its agents are for the law; reports say who did and when.

use std::fs;

use chancery_tests::{
    Practice, Stranger,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, text},
};
use serde_json::{Value, json};

use crate::wanted::plain;

const AGENT: &str = "ai_trader_bot_v2";

/// Facts about an agent of a critical function.
pub(crate) fn of_agent() -> Value {
    json!({
        "deals_in": "crypto-assets",
        "ai_act_role": "deployer",
        "high_risk": {"is": "no", "ground": "Annex III has no point on trading"},
        "critical_function": true,
        "personal_data": false,
        "decides_about_persons": false
    })
}

fn of_firm(practice: &Practice) -> Value {
    let draft = practice.cli().json(["facts", "show"]);
    let mut facts: Value = serde_json::from_str(&text(&draft["next_json"])).expect("JSON");
    facts["dora"] = "simplified".into();
    facts["pki"] = "closed".into();
    facts
}

fn file(practice: &Practice, facts: &Value) -> String {
    let file = practice.beside("facts.json");
    fs::write(&file, facts.to_string()).expect("writes");
    plain(&file).to_owned()
}

#[track_caller]
pub(crate) fn proposes(practice: &Practice, facts: &Value, agent: Option<&str>) -> String {
    let file = file(practice, facts);
    let mut told = vec!["facts", "propose", &file, "--reason", "As counsel advised"];
    told.extend(agent.into_iter().flat_map(|agent| ["--agent", agent]));
    let view = practice.cli().json(told);
    text(&view["row"]["id"])
}

#[track_caller]
fn approves(practice: &Practice, change: &str) -> Value {
    let told = ["request", "approve", change, "--reason", "Read and agreed"];
    practice.cli().json(told)
}

/// Two officers put them in force.
#[track_caller]
pub(crate) fn decides(practice: &Practice, facts: &Value, agent: Option<&str>) -> String {
    let change = proposes(practice, facts, agent);
    approves(practice, &change);
    change
}

#[test]
fn facts_are_in_force_once_a_second_officer_agreed_and_name_both() {
    let practice = Practice::new();
    let before = practice.cli().json(["facts", "show", "--agent", AGENT]);
    assert_eq!(before["deals_in"], Value::Null);
    let change = proposes(&practice, &of_agent(), Some(AGENT));
    let waiting = practice.cli().json(["facts", "show", "--agent", AGENT]);
    assert_eq!(waiting["decided"], Value::Null, "one officer is not enough");
    approves(&practice, &change);
    let view = practice.cli().json(["facts", "show", "--agent", AGENT]);
    assert_eq!(view["high_risk"], "no");
    assert_eq!(view["critical_function"], true);
    assert_eq!(view["decided"]["change"], change.as_str());
    assert_eq!(view["decided"]["officers"], json!([ADMINISTRATOR, CHECKER]));
    let checked = practice.cli().run(["workspace", "check"]);
    checked.expect_code(0);
}

#[test]
fn firms_facts_begin_as_it_was_founded_and_follow_what_is_decided() {
    let practice = Practice::new();
    let founded = practice.cli().json(["facts", "show"]);
    assert_eq!(founded["dora"], Value::Null);
    let mut facts = of_firm(&practice);
    facts["entity"]["authority"] = "BaFin".into();
    decides(&practice, &facts, None);
    let view = practice.cli().json(["facts", "show"]);
    assert_eq!(view["dora"], "simplified");
    assert_eq!(view["authority"], "BaFin");
    assert_eq!(view["name"], founded["name"]);
}

#[test]
fn what_is_not_answered_or_contradicts_itself_is_refused() {
    let practice = Practice::new();
    let draft = practice.cli().json(["facts", "show", "--agent", AGENT]);
    let unanswered: Value = serde_json::from_str(&text(&draft["next_json"])).expect("JSON");
    let mut without_ground = of_agent();
    without_ground["high_risk"]["ground"] = "".into();
    let mut contradiction = of_agent();
    contradiction["ai_act_role"] = "not-an-ai-system".into();
    contradiction["high_risk"] = json!({"is": "annex-iii", "point": "5(b)"});
    for (facts, code) in [
        (unanswered, "input-form"),
        (without_ground, "input"),
        (contradiction, "input"),
    ] {
        let file = file(&practice, &facts);
        let told = ["facts", "propose", &file, "--agent", AGENT, "--reason", "x"];
        let failure = practice.fails(3, told);
        assert_eq!(failure["code"], code, "{facts}");
    }
    let mut day = of_firm(&practice);
    day["entity"]["authorised_on"] = "last year".into();
    let file = file(&practice, &day);
    let failure = practice.fails(3, ["facts", "propose", &file, "--reason", "x"]);
    assert_eq!(failure["fields"][0]["field"], "entity.authorised_on");
}

#[test]
fn facts_that_others_overtook_come_too_late() {
    let practice = Practice::new();
    let first = proposes(&practice, &of_agent(), Some(AGENT));
    let mut other = of_agent();
    other["personal_data"] = true.into();
    let second = proposes(&practice, &other, Some(AGENT));
    approves(&practice, &second);
    let late = ["request", "approve", &first, "--reason", "Late"];
    let failure = practice.fails(3, late);
    assert_eq!(failure["code"], "change-outdated");
    let again = file(&practice, &other);
    let told = [
        "facts", "propose", &again, "--agent", AGENT, "--reason", "x",
    ];
    practice.fails(3, told);
}

#[test]
fn auditor_proposes_no_facts_and_the_proposer_approves_none() {
    let practice = Practice::new();
    let file = file(&practice, &of_agent());
    let told = ["--as", AUDITOR, "facts", "propose", &file, "--agent", AGENT];
    practice.fails(3, told.into_iter().chain(["--reason", "x"]));
    let change = proposes(&practice, &of_agent(), Some(AGENT));
    let own = ["--as", ADMINISTRATOR, "request", "approve", &change];
    practice.fails(3, own.into_iter().chain(["--reason", "x"]));
}

#[test]
fn financial_instruments_are_no_surprise_to_an_agent_that_deals_in_them() {
    let practice = Practice::new();
    let mut facts = of_agent();
    facts["deals_in"] = "both".into();
    decides(&practice, &facts, Some("desk_bot"));
    let wanted = crate::wanted::Wanted::like(AGENT)
        .with("agent_id", "desk_bot")
        .with("validity_days", 30)
        .with("instruments", json!(["US0378331005"]));
    let file = wanted.file(&practice, "desk");
    let told = ["request", "new", "--dry-run", plain(&file)];
    let draft = practice.cli().json(told);
    assert_eq!(draft["drafts"][0]["warnings"], json!([]));
}

#[test]
fn report_names_the_answers_with_who_gave_them() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    decides(&practice, &of_firm(&practice), None);
    decides(&practice, &of_agent(), Some(AGENT));
    let out = practice.beside("report.pdf");
    let day = &text(&practice.events("founded")[0]["at"])[..10];
    let told = ["report", "render", "--from", day, "--to", day, "--out"];
    practice.cli().json(told.into_iter().chain([plain(&out)]));
    let read = Stranger::new("pdftotext", "poppler-utils").ask(["-layout", plain(&out), "-"]);
    let printed = read.expect_code(0).stdout;
    let said = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("simplified"), "{said}");
    assert!(said.contains("officer-03"), "{said}");
    assert!(!said.contains("DORA framework of the entity has not been stated"));
}

#[test]
fn forged_facts_are_found() {
    let practice = Practice::new();
    decides(&practice, &of_agent(), Some(AGENT));
    practice.pretends("UPDATE agent_facts SET facts = replace(facts, 'deployer', 'provider')");
    let found = crate::reviews::check_that_finds(&practice);
    assert!(found.contains("agent_facts"), "{found}");
}
