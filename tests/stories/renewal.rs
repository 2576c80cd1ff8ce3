//! A second request for an agent is shown beside the certificate now in force.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{fixture, text},
};
use serde_json::Value;

fn row<'a>(view: &'a Value, field: &str) -> &'a Value {
    let rows = view["diff"].as_array().expect("rows");
    rows.iter()
        .find(|row| row["field"] == field)
        .unwrap_or_else(|| panic!("no row {field}: {}", view["diff"]))
}

fn plain(value: &Value) -> String {
    text(value).replace('\u{a0}', " ")
}

/// The same agent, with a higher limit, one pair less and another accountable person.
fn wider(practice: &Practice) -> String {
    let request = fs::read_to_string(fixture("ai_trader_bot_v2")).expect("a fixture");
    let wider = request
        .replace("50000.00", "75000.00")
        .replace(", \"ETH/EUR\"", "")
        .replace("Dr. Henrike Ahlborn", "Lukas Brandt");
    let file = practice.beside("wider.json");
    fs::write(&file, wider).expect("writes");
    practice.submits_file(&file)
}

#[test]
fn first_request_of_an_agent_is_all_new() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["current_serial"], Value::Null);
    let rows = view["diff"].as_array().expect("rows");
    assert!(rows.iter().all(|row| row["change"] == "added"), "{rows:?}");
}

#[test]
fn second_request_shows_what_changes_and_what_stays() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let request = wider(&practice);
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["current_serial"], serial.as_str());

    let limit = row(&view, "limit_per_action");
    assert_eq!(plain(&limit["now"]), "EUR 50,000.00");
    assert_eq!(plain(&limit["then"]), "EUR 75,000.00");
    assert_eq!(limit["change"], "changed");
    let instruments = row(&view, "instruments");
    assert_eq!(plain(&instruments["now"]), "BTC/EUR, ETH/EUR");
    assert_eq!(plain(&instruments["then"]), "BTC/EUR");
    assert_eq!(row(&view, "accountable")["change"], "changed");
    for field in ["actions", "model", "purpose", "firm", "profile"] {
        assert_eq!(row(&view, field)["change"], "same", "{field}");
    }
    let changes = view["diff"].as_array().expect("rows").iter();
    let changes: Vec<_> = changes.map(|row| row["change"] == "same").collect();
    assert!(changes.is_sorted(), "changes come first: {}", view["diff"]);
}

#[test]
fn changed_words_of_the_sentence_are_marked() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let request = wider(&practice);
    let view = practice.cli().json(["request", "show", &request]);
    let spans = view["sentence"]["spans"].as_array().expect("spans");
    let marked = spans.iter().filter(|span| span["changed"] == true);
    let marked = marked.map(|span| plain(&span["text"])).collect::<String>();
    assert!(marked.contains("EUR 75,000.00"), "{marked}");
    assert!(!marked.contains("buy"), "{marked}");
}

#[test]
fn revoked_certificate_is_no_measure() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.revokes(&serial, "superseded");
    let request = wider(&practice);
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["current_serial"], Value::Null);
    assert_eq!(row(&view, "limit_per_action")["change"], "added");
}

#[test]
fn agent_page_names_the_other_certificates() {
    let practice = Practice::new();
    let first = practice.certifies("ai_trader_bot_v2");
    let second = practice.certifies("ai_trader_bot_v2");
    let view = practice.cli().json(["certificate", "show", &second]);
    assert_eq!(view["others"][0]["serial"], first.as_str());
    assert_eq!(view["others"].as_array().expect("others").len(), 1);
}

/// A request like a fixture's, for so many days.
fn certifies_for(practice: &Practice, days: u32) -> String {
    let request = fs::read_to_string(fixture("ai_trader_bot_v2")).expect("a fixture");
    let mut request: Value = serde_json::from_str(&request).expect("JSON");
    request["validity_days"] = days.into();
    let file = practice.beside("short.json");
    fs::write(&file, request.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.issues(&id)
}

fn renews(practice: &Practice, draft: &Value) -> Value {
    let file = practice.beside("renewal.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.cli().json(["request", "show", &id])
}

#[test]
fn renewal_is_for_as_long_as_before_and_says_so_if_it_is_not() {
    let practice = Practice::new();
    let serial = certifies_for(&practice, 30);
    let mut draft = practice.cli().json(["certificate", "renew", &serial]);
    assert_eq!(draft["validity_days"], 30);

    let view = renews(&practice, &draft);
    let length = row(&view, "valid_days");
    assert_eq!(plain(&length["then"]), "30 days");
    assert_eq!(length["change"], "same");

    draft["validity_days"] = 90.into();
    let view = renews(&practice, &draft);
    let length = row(&view, "valid_days");
    assert_eq!(plain(&length["now"]), "30 days");
    assert_eq!(plain(&length["then"]), "90 days");
    assert_eq!(length["reach"], "wider");
    let id = text(&view["row"]["id"]);
    let shown = practice.cli().run(["request", "show", &id]).expect_code(0);
    let told = shown.stdout.replace('\u{a0}', " ");
    assert!(told.contains("30 days  ->  90 days"), "{told}");
}

#[test]
fn renewal_that_ends_before_the_one_it_follows_is_warned_about() {
    let practice = Practice::new();
    let serial = certifies_for(&practice, 90);
    let mut draft = practice.cli().json(["certificate", "renew", &serial]);
    let told = |view: &Value| {
        let warnings = view["warnings"].as_array().expect("warnings").iter();
        let codes = warnings.map(|warning| text(&warning["code"]));
        codes.collect::<Vec<_>>()
    };
    assert!(told(&renews(&practice, &draft)).is_empty());

    draft["validity_days"] = 30.into();
    let file = practice.beside("sooner.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let file = file.to_str().expect("plain paths in tests");
    let typed = practice.cli().json(["request", "new", "--dry-run", file]);
    assert_eq!(told(&typed["drafts"][0]), ["ends_before_predecessor"]);
    let view = renews(&practice, &draft);
    assert_eq!(told(&view), ["ends_before_predecessor"]);
    assert_eq!(view["warnings"][0]["field"], "validity_days");
    let message = plain(&view["warnings"][0]["message"]);
    assert!(
        message.starts_with("This certificate would end on "),
        "{message}"
    );
    assert!(
        message.contains("the one that it follows is valid until "),
        "{message}"
    );

    // The same agent's next certificate that follows none is measured by none.
    draft["renews"] = Value::Null;
    assert!(told(&renews(&practice, &draft)).is_empty());
}

fn decides_on_profile(practice: &Practice, profile: &str, edit: impl FnOnce(&mut Value)) {
    let shown = practice.cli().json(["profile", "show", profile]);
    let mut next: Value = serde_json::from_str(&text(&shown["next_json"])).expect("JSON");
    edit(&mut next);
    let file = practice.beside("profile.json");
    fs::write(&file, next.to_string()).expect("writes");
    let file = file.to_str().expect("plain paths in tests");
    let told = ["profile", "propose", file, "--reason", "Shorter"];
    let change = practice.cli().json(told);
    practice.approves(&text(&change["row"]["id"]));
}

#[test]
fn renewal_is_no_longer_than_its_profile_allows_by_now() {
    let practice = Practice::new();
    let serial = certifies_for(&practice, 90);
    decides_on_profile(&practice, "agent", |next| {
        next["validity"]["default"] = 40.into();
        next["validity"]["cap"] = 40.into();
    });
    let draft = practice.cli().json(["certificate", "renew", &serial]);
    assert_eq!(draft["validity_days"], 40);
}
