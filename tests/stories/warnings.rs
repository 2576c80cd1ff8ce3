//! What is unusual is said to the maker before they sign and to the checker before they do, and
//! refuses nothing.

use chancery_tests::{Practice, practice::text};
use serde_json::{Value, json};

use crate::{
    standing::in_days,
    wanted::{Wanted, plain},
};

const AGENT: &str = "ai_trader_bot_v2";

/// The sample, with nothing to think about.
fn ordinary() -> Wanted {
    Wanted::like(AGENT).with("validity_days", 90)
}

fn told(view: &Value) -> Vec<(String, String)> {
    let warnings = view["warnings"].as_array().expect("warnings").iter();
    warnings
        .map(|warning| (text(&warning["field"]), text(&warning["code"])))
        .collect()
}

/// The same for the maker, as a draft, and for the checker, once it is submitted.
#[track_caller]
fn warned(practice: &Practice, wanted: &Wanted, expected: &[(&str, &str)]) -> String {
    let expected: Vec<_> = expected
        .iter()
        .map(|(field, code)| ((*field).to_owned(), (*code).to_owned()))
        .collect();
    let file = wanted.file(practice, "warned");
    let draft = ["request", "new", "--dry-run", plain(&file)];
    let draft = practice.cli().json(draft);
    assert_eq!(told(&draft["drafts"][0]), expected, "as a draft");
    let id = practice.submits_file(&file);
    let view = practice.cli().json(["request", "show", &id]);
    assert_eq!(told(&view), expected, "to the checker");
    id
}

#[test]
fn ordinary_request_is_shown_without_warnings() {
    let practice = Practice::new();
    warned(&practice, &ordinary(), &[]);
}

#[test]
fn wider_than_before_is_told_field_by_field() {
    let practice = Practice::new();
    let id = ordinary().submitted(&practice);
    practice.approves(&id);
    practice.issues(&id);
    let wider = ordinary()
        .with("actions", json!(["order.*"]))
        .with("instruments", json!(["BTC/EUR"]))
        .with(
            "limits",
            json!([{"currency": "EUR", "per_action": "60000"}]),
        );
    let expected = [
        ("actions", "wider_than_before"),
        ("limits[0].per_action", "wider_than_before"),
        ("actions[0]", "wildcard"),
    ];
    let id = warned(&practice, &wider, &expected);
    let view = practice.cli().json(["request", "show", &id]);
    let reach = |field: &str| {
        let mut rows = view["diff"].as_array().expect("rows").iter();
        rows.find(|row| row["field"] == field).expect(field)["reach"].clone()
    };
    assert_eq!(reach("actions"), "wider");
    assert_eq!(reach("instruments"), "narrower");
    assert_eq!(reach("limit_per_action"), "wider");
    let message = text(&view["warnings"][1]["message"]).replace('\u{a0}', " ");
    assert!(message.contains("rises to EUR 60,000.00"), "{message}");
}

#[test]
fn long_validity_odd_instruments_and_nobody_in_particular_are_told() {
    let practice = Practice::new();
    let odd = ordinary()
        .with("validity_days", 91)
        .with("accountable", "Trading Desk")
        .with(
            "instruments",
            json!([
                "EUR/USD",
                "BTC/EUR",
                "US0378331005",
                "CFI:ESXXXX",
                "DTI:X9J9K872S"
            ]),
        );
    let expected = [
        ("accountable", "no_accountable_person"),
        ("instruments[0]", "not_a_crypto_asset"),
        ("instruments[2]", "not_a_crypto_asset"),
        ("instruments[3]", "not_a_crypto_asset"),
        ("validity_days", "longer_than_default"),
    ];
    let id = warned(&practice, &odd, &expected);
    let shown = practice.cli().run(["request", "show", &id]).expect_code(0);
    assert_eq!(
        shown.stdout.matches("warning:").count(),
        5,
        "{}",
        shown.stdout
    );
    practice.approves(&id);
    practice.issues(&id);
}

#[test]
fn first_certificate_after_a_compromise_is_told_and_the_next_is_not() {
    let practice = Practice::new();
    let id = ordinary().submitted(&practice);
    practice.approves(&id);
    let serial = practice.issues(&id);
    practice.revokes(&serial, "keyCompromise");
    let expected = [("agent_id", "predecessor_compromised")];
    let id = warned(&practice, &ordinary(), &expected);
    practice.approves(&id);
    practice.issues(&id);
    let view = practice.cli().json(["request", "show", &id]);
    assert_eq!(
        told(&view)[0].1,
        "predecessor_compromised",
        "it stays in the record"
    );
    warned(&practice, &ordinary(), &[]);
}

#[test]
fn warnings_are_in_the_persons_language() {
    let practice = Practice::new();
    let file = ordinary()
        .with("instruments", json!(["EUR/USD"]))
        .file(&practice, "german");
    let told = ["request", "new", "--dry-run", plain(&file)];
    let german = practice.cli().with("LC_ALL", "de_DE.UTF-8").json(told);
    let message = text(&german["drafts"][0]["warnings"][0]["message"]);
    assert!(message.contains("kein Kryptowert"), "{message}");
}

/// Officers sign what they read: nothing that they read may say less than the certificate permits.
#[test]
fn wildcard_is_told_as_what_it_takes_in_to_maker_and_checker_and_on_the_certificate() {
    let practice = Practice::new();
    let wild = ordinary()
        .with("actions", json!(["order.*", "payment.*"]))
        .with("instruments", json!([]))
        .with("limits", json!([]));
    let expected = [("actions[0]", "wildcard"), ("actions[1]", "wildcard")];
    let id = warned(&practice, &wild, &expected);
    let file = wild.file(&practice, "wild");
    let told = |shown: &str| {
        let begins = "anything whose name begins with “order.” or with “payment.”";
        assert!(shown.contains(begins), "{shown}");
        assert!(shown.contains("without naming an instrument"), "{shown}");
        assert!(!shown.contains("word for word"), "{shown}");
    };
    let shown = |args: &[&str]| practice.cli().run(args).expect_code(0).stdout;
    let warning = "every action whose name begins with “payment.” is permitted";
    let draft = shown(&["request", "new", "--dry-run", plain(&file)]);
    let asked = shown(&["request", "show", &id]);
    told(&draft);
    told(&asked);
    assert!(
        draft.contains(warning) && asked.contains(warning),
        "{asked}"
    );
    told(&shown(&["request", "list"]));
    practice.approves(&id);
    practice.issues(&id);
    let view = practice.cli().json(["request", "show", &id]);
    told(&shown(&[
        "certificate",
        "show",
        &text(&view["certificate"]),
    ]));
}

#[test]
fn bounds_of_a_standing_authorisation_are_told_in_words_before_they_are_signed() {
    let practice = Practice::new();
    let bounds = json!({
        "agents": "fleet-*", "actions": ["order.*"], "instruments": ["BTC/EUR"],
        "limits": [{ "currency": "EUR", "per_action": "50000.00" }],
        "validity_days": 30, "count": 10, "per_hour": 5, "until": in_days(30)
    });
    let file = practice.beside("wild-standing.json");
    std::fs::write(&file, bounds.to_string()).expect("writes");
    let draft = ["standing", "propose", plain(&file), "--dry-run"];
    let draft = practice.cli().run(draft).expect_code(0).stdout;
    let most = "At most they say: Every agent whose name begins with “fleet-” may do anything \
                whose name begins with “order.” (so it may also place buy orders, place sell \
                orders and cancel its orders) in BTC/EUR, without naming a resource, up to EUR \
                50,000.00 an action, until ";
    assert!(draft.replace('\u{a0}', " ").contains(most), "{draft}");
}
