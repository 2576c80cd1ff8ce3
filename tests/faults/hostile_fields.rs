//! Requests with one bad field each.

use serde_json::{Value, json};

pub(crate) fn good() -> Value {
    json!({
        "agent_id": "ai_trader_bot_v2",
        "accountable": "Dr. Henrike Ahlborn",
        "purpose": "Market making in two pairs",
        "actions": ["order.buy", "order.sell"],
        "instruments": ["BTC/EUR"],
        "limits": [{ "currency": "EUR", "per_action": "50000.00" }],
        "validity_days": 90
    })
}

pub(crate) fn with(field: &str, value: Value) -> Value {
    let mut input = good();
    input[field] = value;
    input
}

fn limit(currency: &str, amount: &str) -> Value {
    with(
        "limits",
        json!([{ "currency": currency, "per_action": amount }]),
    )
}

fn many(count: usize, entry: impl Fn(usize) -> Value) -> Value {
    (0..count).map(entry).collect()
}

/// A pair of three letters each that no other number has.
fn pair(number: usize) -> Value {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap());
    json!(format!("{}{}X/EUR", letter(number / 26), letter(number)))
}

/// What is handed in, the field that must be named, and the code.
pub(crate) fn bad_fields() -> Vec<(Value, &'static str, &'static str)> {
    let long = "x".repeat(10_000);
    let sha256 = "1d".repeat(32);
    vec![
        (with("agent_id", json!("")), "agent_id", "empty"),
        (
            with("agent_id", json!("<script>alert(1)</script>")),
            "agent_id",
            "character_not_allowed",
        ),
        (
            with("agent_id", json!("bot'; DROP TABLE event;--")),
            "agent_id",
            "character_not_allowed",
        ),
        (
            with("agent_id", json!("../../etc/passwd")),
            "agent_id",
            "character_not_allowed",
        ),
        (
            with("agent_id", json!("CN=x,O=y")),
            "agent_id",
            "character_not_allowed",
        ),
        (
            with("agent_id", json!("Ünïcode")),
            "agent_id",
            "character_not_allowed",
        ),
        (
            with("agent_id", json!("-rf")),
            "agent_id",
            "bad_first_character",
        ),
        (with("agent_id", json!(long)), "agent_id", "too_long"),
        (
            with("agent_id", json!("bot\u{0}")),
            "agent_id",
            "control_character",
        ),
        (
            with("agent_id", json!("bot\nadmin")),
            "agent_id",
            "control_character",
        ),
        (
            with("agent_id", json!("bot\u{202e}nimda")),
            "agent_id",
            "bidi_control",
        ),
        (
            with("agent_id", json!("bot\u{200b}")),
            "agent_id",
            "bidi_control",
        ),
        (
            with("accountable", json!("Dr.\u{202e}X")),
            "accountable",
            "bidi_control",
        ),
        (with("accountable", json!(long)), "accountable", "too_long"),
        (
            with("accountable", json!("\u{1b}[2JX")),
            "accountable",
            "control_character",
        ),
        (with("purpose", json!("   ")), "purpose", "empty"),
        (with("purpose", json!(long)), "purpose", "too_long"),
        (
            with("profile", json!("root-ca")),
            "profile",
            "unknown_profile",
        ),
        (limit("EUR", "0"), "limits[0].per_action", "amount_zero"),
        (limit("EUR", "0.00"), "limits[0].per_action", "amount_zero"),
        (
            limit("EUR", "-1"),
            "limits[0].per_action",
            "amount_negative",
        ),
        (
            limit("EUR", "92233720368547758.08"),
            "limits[0].per_action",
            "amount_too_large",
        ),
        (
            limit("EUR", &"9".repeat(5_000)),
            "limits[0].per_action",
            "amount_too_large",
        ),
        (
            limit("EUR", "1.001"),
            "limits[0].per_action",
            "too_many_decimals",
        ),
        (
            limit("JPY", "1.5"),
            "limits[0].per_action",
            "too_many_decimals",
        ),
        (limit("EUR", "1e9"), "limits[0].per_action", "not_an_amount"),
        (
            limit("EUR", "1,000"),
            "limits[0].per_action",
            "not_an_amount",
        ),
        (limit("EUR", "٣"), "limits[0].per_action", "not_an_amount"),
        (
            limit("EUR", "0x10"),
            "limits[0].per_action",
            "not_an_amount",
        ),
        (limit("eur", "1"), "limits[0].currency", "unknown_currency"),
        (limit("XAU", "1"), "limits[0].currency", "unknown_currency"),
        (limit("<b>", "1"), "limits[0].currency", "unknown_currency"),
        (with("limits", json!([])), "limits", "limit_missing"),
        (
            with(
                "limits",
                json!([{"currency": "EUR", "per_action": "2", "per_day": "1"}]),
            ),
            "limits[0].per_day",
            "day_below_action",
        ),
        (
            with(
                "limits",
                json!([{"currency": "EUR", "per_action": "2"}, {"currency": "EUR", "per_action": "3"}]),
            ),
            "limits[1].currency",
            "duplicate",
        ),
        (
            with(
                "limits",
                many(17, |_| json!({"currency": "EUR", "per_action": "1"})),
            ),
            "limits",
            "too_many",
        ),
        (with("actions", json!([])), "actions", "empty"),
        (
            with("actions", many(65, |number| json!(format!("x.y{number}")))),
            "actions",
            "too_many",
        ),
        (
            with("actions", json!(["order.buy", "order.buy"])),
            "actions[1]",
            "duplicate",
        ),
        (with("actions", json!(["*"])), "actions[0]", "wildcard"),
        (
            with("instruments", many(257, pair)),
            "instruments",
            "too_many",
        ),
        (
            with("instruments", json!(["BTC/BTC"])),
            "instruments[0]",
            "pair_of_same",
        ),
        (
            with("instruments", json!(["DE000BAY0018"])),
            "instruments[0]",
            "isin_check_digit",
        ),
        (
            with("instruments", json!([])),
            "instruments",
            "instruments_missing",
        ),
        (
            with(
                "resources",
                many(65, |number| json!(format!("/r/{number}"))),
            ),
            "resources",
            "too_many",
        ),
        (
            with("resources", json!(["/a/../../etc/passwd"])),
            "resources[0]",
            "resource_not_normal",
        ),
        (
            with("resources", json!(["relative"])),
            "resources[0]",
            "not_a_resource",
        ),
        (
            with("model", json!({"name": "m", "sha256": "12"})),
            "model.sha256",
            "not_a_sha256",
        ),
        (
            with("model", json!({"name": "", "sha256": sha256})),
            "model.name",
            "empty",
        ),
        (
            with("validity_days", json!(0)),
            "validity_days",
            "in_the_past",
        ),
        (
            with("validity_days", json!(4_294_967_295_u32)),
            "validity_days",
            "over_cap",
        ),
        (
            with("validity_days", json!(100_000)),
            "validity_days",
            "over_cap",
        ),
        (
            with(
                "window",
                json!({"from": "2027-01-02T00:00:00Z", "until": "2027-01-01T00:00:00Z"}),
            ),
            "window.until",
            "ends_before_start",
        ),
        (
            with("window", json!({"from": "soon", "until": "later"})),
            "window.from",
            "not_an_instant",
        ),
    ]
}
