//! A request begins from an agent whose scope was decided on before, or from a file.

use chancery_tests::{
    Practice,
    practice::{MAKER, fixture, text},
};
use serde_json::{Value, json};

use crate::wanted::{Wanted, plain};

const AGENT: &str = "ai_trader_bot_v2";

/// What would be submitted; nothing is.
#[track_caller]
fn drafted<'a>(practice: &Practice, told: impl IntoIterator<Item = &'a str>) -> Value {
    let first = ["--as", MAKER, "request", "new", "--dry-run"];
    let shown = practice.cli().json(first.into_iter().chain(told));
    shown["drafts"][0].clone()
}

#[test]
fn request_like_an_agent_asks_for_what_it_may_do() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    let sibling = ["request", "new", "--like", AGENT, "--agent", "sibling"];
    let view = practice.cli().json(sibling);
    assert_eq!(view["row"]["agent_id"], "sibling");
    assert_eq!(view["accountable"], "Dr. Henrike Ahlborn");
    assert_eq!(view["purpose"], "Market making in two pairs");
    let object: Value = serde_json::from_str(&text(&view["object_json"])).expect("JSON");
    assert_eq!(
        object["scope"]["instruments"],
        json!(["BTC/EUR", "ETH/EUR"])
    );
    assert_eq!(object["scope"]["model"]["name"], "gw-trader 2.4.1");
    assert_eq!(view["renews"], Value::Null, "it follows nothing");
    assert_eq!(view["same_key"], false);
}

#[test]
fn pattern_gives_way_to_what_the_file_names() {
    let practice = Practice::new();
    practice.certifies(AGENT);
    let file = practice.beside("other.json");
    let other = json!({"instruments": ["DTI:X9J9K872S"], "validity_days": 30});
    std::fs::write(&file, other.to_string()).expect("writes");
    let draft = drafted(&practice, ["--like", AGENT, plain(&file)]);
    assert_eq!(draft["input"]["agent_id"], AGENT);
    assert_eq!(draft["input"]["instruments"], json!(["DTI:X9J9K872S"]));
    assert_eq!(
        draft["input"]["actions"],
        json!(["order.buy", "order.sell"])
    );
    assert_eq!(draft["days"], 30);
    assert_eq!(draft["problems"], json!([]));

    let pattern = fixture("reporting_bot");
    let draft = drafted(&practice, ["--from", plain(&pattern), plain(&file)]);
    assert_eq!(draft["input"]["accountable"], "Lukas Brandt");
    assert_eq!(draft["input"]["instruments"], json!(["DTI:X9J9K872S"]));
}

#[test]
fn revoked_agent_is_a_pattern_too_and_an_unknown_one_is_not() {
    let practice = Practice::new();
    let serial = practice.certifies(AGENT);
    practice.revokes(&serial, "superseded");
    let draft = drafted(&practice, ["--like", AGENT]);
    assert_eq!(draft["input"]["limits"][0]["per_action"], "50000.00");
    let failure = practice.fails(3, ["request", "new", "--like", "nobody"]);
    assert_eq!(failure["code"], "no-such");
}

#[test]
fn dry_run_submits_nothing_and_names_what_is_wrong() {
    let practice = Practice::new();
    let file = Wanted::like(AGENT)
        .with("instruments", json!(["ESXXXX"]))
        .file(&practice, "wrong");
    let told = ["--json", "request", "new", "--dry-run", plain(&file)];
    let answer = practice.cli().run(told).expect_code(1).json();
    let problem = &answer["drafts"][0]["problems"][0];
    assert_eq!(problem["field"], "instruments[0]");
    assert_eq!(problem["code"], "not_an_instrument");
    assert!(practice.events("request_submitted").is_empty());
}
