//! What names a person stays where it can be erased.

use chancery_tests::{
    Practice, Stranger,
    practice::{REQUESTS, fixture, text},
};
use serde_json::Value;

/// All leaves, read by Python's own SQLite.
pub(crate) fn leaves(practice: &Practice) -> String {
    let database = practice.path().join("chancery.db");
    let database = database.to_str().expect("plain");
    let outsider = Stranger::python("peers/python/store.py");
    outsider.ask(["leaves", database]).expect_code(0).stdout
}

/// Everything that people typed or are called.
fn said_of_people(practice: &Practice) -> Vec<String> {
    let officers = practice.cli().json(["officer", "list"]);
    let officers = officers["officers"].as_array().expect("officers").clone();
    let mut said: Vec<_> = officers
        .iter()
        .map(|officer| text(&officer["name"]))
        .collect();
    for request in REQUESTS {
        let input = std::fs::read_to_string(fixture(request)).expect("a fixture");
        let input: Value = serde_json::from_str(&input).expect("JSON");
        said.push(text(&input["accountable"]));
        said.push(text(&input["purpose"]));
    }
    said.extend([
        "Asked for by Anna Zweig".into(),
        "As Bruno Ahorn wishes".into(),
    ]);
    said.extend(["Within the mandate".into(), "The mandate has ended".into()]);
    said
}

#[test]
fn no_leaf_of_the_log_names_a_person_or_quotes_one() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.revokes(&serial, "superseded");
    let file = fixture("trading_bot_v2");
    let file = file.to_str().expect("plain");
    let reason = "Asked for by Anna Zweig";
    let view = practice
        .cli()
        .json(["request", "new", file, "--reason", reason]);
    let request = text(&view["row"]["id"]);
    practice.cli().json([
        "request",
        "reject",
        &request,
        "--reason",
        "As Bruno Ahorn wishes",
    ]);
    practice.submits("reporting_bot");

    let leaves = leaves(&practice);
    let total = practice.cli().json(["log", "list"])["total"]
        .as_u64()
        .expect("a number");
    assert_eq!(leaves.lines().count() as u64, total);
    // What the log does hold, to show that this looks at the right place.
    assert!(leaves.contains("officer-02") && leaves.contains("ai_trader_bot_v2"));
    for words in said_of_people(&practice) {
        assert!(!leaves.contains(&words), "{words:?} is in a leaf");
        for part in words.split(' ').filter(|part| part.len() > 5) {
            assert!(!leaves.contains(part), "{part:?} of {words:?} is in a leaf");
        }
    }
}

#[test]
fn certificate_names_no_person() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let file = practice.exports(&serial, "der");
    let der = std::fs::read(file).expect("a certificate");
    for words in said_of_people(&practice) {
        let bytes = words.as_bytes();
        assert!(
            !der.windows(bytes.len()).any(|part| part == bytes),
            "{words}"
        );
    }
}
