use ::time::macros::date;

use super::*;
use crate::profile::ProfileId;

const TODAY: Date = date!(2026 - 11 - 22);

fn trading() -> RequestInput {
    RequestInput {
        agent_id: "ai_trader_bot_v2".into(),
        accountable: "Dr. Henrike Ahlborn".into(),
        purpose: "Market making in two pairs".into(),
        actions: vec!["order.buy".into(), "order.sell".into()],
        instruments: vec!["BTC/EUR".into(), "ETH/EUR".into()],
        limits: vec![LimitInput {
            currency: "EUR".into(),
            per_action: "50000.00".into(),
            per_day: None,
        }],
        validity_days: Some(365),
        ..RequestInput::default()
    }
}

fn reading(input: &RequestInput) -> Reading {
    Reading::of(input, &Profile::built_in(ProfileId::Agent), TODAY)
}

/// What to spoil, and the field and code of the problem that must follow.
type Case = (fn(&mut RequestInput), &'static str, &'static str);

#[test]
fn sound_input_reads_into_a_scope() {
    let complete = reading(&trading())
        .complete(&trading())
        .expect("no problems");
    assert_eq!(
        complete.valid_until,
        date!(2027 - 11 - 21),
        "365 days, today counted"
    );
    assert_eq!(complete.scope.limits[0].per_action.minor_units(), 5_000_000);
}

#[test]
fn every_spoiled_field_is_named() {
    let cases: &[Case] = &[
        (
            |i| i.agent_id = "<b>x</b>".into(),
            "agent_id",
            "character_not_allowed",
        ),
        (|i| i.accountable = String::new(), "accountable", "empty"),
        (|i| i.purpose = "x".repeat(10_000), "purpose", "too_long"),
        (
            |i| i.purpose = "a\u{2066}b".into(),
            "purpose",
            "bidi_control",
        ),
        (|i| i.profile = "root".into(), "profile", "unknown_profile"),
        (|i| i.actions.clear(), "actions", "empty"),
        (
            |i| i.actions.push("order.buy".into()),
            "actions[2]",
            "duplicate",
        ),
        (|i| i.actions = vec!["a".into(); 65], "actions", "too_many"),
        (
            |i| i.instruments.clear(),
            "instruments",
            "instruments_missing",
        ),
        (
            |i| i.instruments = vec!["BTC/EUR".into(); 257],
            "instruments",
            "too_many",
        ),
        (
            |i| i.instruments[1] = "?".into(),
            "instruments[1]",
            "not_an_instrument",
        ),
        (
            |i| i.resources = vec!["/r".into(); 65],
            "resources",
            "too_many",
        ),
        (|i| i.limits.clear(), "limits", "limit_missing"),
        (
            |i| i.limits = vec![LimitInput::default(); 17],
            "limits",
            "too_many",
        ),
        (
            |i| i.limits[0].per_action = "0".into(),
            "limits[0].per_action",
            "amount_zero",
        ),
        (
            |i| i.limits[0].per_action = "-5".into(),
            "limits[0].per_action",
            "amount_negative",
        ),
        (
            |i| i.limits[0].currency = "EURO".into(),
            "limits[0].currency",
            "unknown_currency",
        ),
        (
            |i| i.limits[0].per_day = Some("1".into()),
            "limits[0].per_day",
            "day_below_action",
        ),
        (
            |i| i.limits.push(i.limits[0].clone()),
            "limits[1].currency",
            "duplicate",
        ),
        (
            |i| i.validity_days = Some(0),
            "validity_days",
            "in_the_past",
        ),
        (|i| i.validity_days = Some(398), "validity_days", "over_cap"),
        (
            |i| i.validity_days = Some(u32::MAX),
            "validity_days",
            "over_cap",
        ),
        (
            |i| i.valid_until = Some("2027-01-01".into()),
            "valid_until",
            "two_validities",
        ),
        (
            |i| {
                i.validity_days = None;
                i.valid_until = Some("2026-11-21".into());
            },
            "valid_until",
            "in_the_past",
        ),
        (
            |i| i.window = Some(WindowInput::default()),
            "window.from",
            "not_an_instant",
        ),
        (
            |i| {
                i.window = Some(WindowInput {
                    from: "2026-12-01T00:00:00Z".into(),
                    until: "2028-12-01T00:00:00Z".into(),
                });
            },
            "window.until",
            "window_beyond_validity",
        ),
        (
            |i| {
                i.model = Some(ModelInput {
                    name: "m".into(),
                    sha256: "12".into(),
                })
            },
            "model.sha256",
            "not_a_sha256",
        ),
    ];
    for (spoil, field, code) in cases {
        let mut input = trading();
        spoil(&mut input);
        let problems = reading(&input).problems;
        assert!(
            problems
                .iter()
                .any(|p| p.field == *field && p.code.name() == *code),
            "{field} {code} in {problems:?}"
        );
        assert!(reading(&input).complete(&input).is_err(), "{field} {code}");
    }
}

#[test]
fn reports_alone_need_no_limit() {
    let input = RequestInput {
        actions: vec!["report.read".into()],
        instruments: vec![],
        limits: vec![],
        resources: vec!["/reports/daily".into()],
        ..trading()
    };
    assert!(reading(&input).complete(&input).is_ok());
}

#[test]
fn the_cap_itself_is_allowed() {
    let input = RequestInput {
        validity_days: Some(397),
        ..trading()
    };
    let read = reading(&input);
    assert_eq!((read.problems.len(), read.days), (0, Some(397)));
}
