//! The register finds agents by what people have in hand.

use chancery_tests::{Practice, practice::text};

fn found(practice: &Practice, search: &str) -> Vec<String> {
    let page = practice
        .cli()
        .json(["certificate", "list", "--search", search]);
    let rows = page["rows"].as_array().expect("rows");
    rows.iter().map(|row| text(&row["agent_id"])).collect()
}

#[test]
fn register_is_searched_by_the_beginning_of_an_agent_or_a_serial() {
    let practice = Practice::new();
    let trader = practice.certifies("ai_trader_bot_v2");
    practice.certifies("trading_bot_v2");
    practice.certifies("reporting_bot");

    assert_eq!(
        found(&practice, ""),
        ["reporting_bot", "trading_bot_v2", "ai_trader_bot_v2"]
    );
    assert_eq!(found(&practice, "trading"), ["trading_bot_v2"]);
    assert_eq!(found(&practice, "ai_trader_bot_v2"), ["ai_trader_bot_v2"]);
    assert_eq!(found(&practice, &trader), ["ai_trader_bot_v2"]);
    assert_eq!(found(&practice, &trader[..8]), ["ai_trader_bot_v2"]);
    assert_eq!(
        found(&practice, &trader.to_lowercase()),
        ["ai_trader_bot_v2"]
    );
    // The beginning, not the middle; and a wildcard of SQL is a character like any other.
    assert!(found(&practice, "bot_v2").is_empty());
    assert!(found(&practice, "%").is_empty());
    assert!(found(&practice, "trading_bot_v2' OR 1=1 --").is_empty());
}

#[test]
fn underscore_is_no_wildcard() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    assert!(found(&practice, "ai-trader").is_empty());
    assert!(found(&practice, "a__trader").is_empty());
}

#[test]
fn requests_that_wait_are_listed_first_and_counted() {
    let practice = Practice::new();
    let decided = practice.submits("ai_trader_bot_v2");
    practice.approves(&decided);
    let waiting = practice.submits("reporting_bot");

    let queue = practice.cli().json(["request", "list"]);
    assert_eq!(queue["waiting"], 1);
    assert_eq!(queue["total"], 2);
    let all = practice
        .cli()
        .json(["request", "list", "--all", "--as", "officer-03"]);
    let rows = all["rows"].as_array().expect("rows");
    let ids: Vec<_> = rows.iter().map(|row| text(&row["id"])).collect();
    assert_eq!(ids, [waiting.clone(), decided]);
    // It waits for a checker, and not for the maker.
    assert_eq!(rows[0]["waits_for_me"], true);
    let maker = practice
        .cli()
        .json(["request", "list", "--all", "--as", "officer-02"]);
    assert_eq!(maker["rows"][0]["waits_for_me"], false);
}
