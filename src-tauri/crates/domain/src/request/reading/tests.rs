use ::time::macros::date;

use super::*;
use crate::{Algorithm, profile::ProfileId};

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
        complete.validity.last_day().expect("days"),
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

fn of_profile(id: ProfileId, input: &RequestInput) -> Reading {
    Reading::of(input, &Profile::built_in(id), TODAY)
}

fn has(reading: &Reading, field: &str, code: &str) -> bool {
    reading
        .problems
        .iter()
        .any(|problem| problem.field == field && problem.code.name() == code)
}

#[test]
fn short_lived_certificate_counts_hours_and_no_days() {
    let mut input = RequestInput {
        profile: "agent-short-lived".into(),
        validity_hours: Some(8),
        ..trading()
    };
    input.validity_days = None;
    input.valid_until = None;
    let reading = of_profile(ProfileId::AgentShortLived, &input);
    assert_eq!(reading.problems, vec![]);
    assert_eq!(reading.validity, Some(Validity::Hours(8)));
    input.validity_hours = Some(25);
    let reading = of_profile(ProfileId::AgentShortLived, &input);
    assert!(has(&reading, "validity_hours", "over_cap_hours"));
    input.validity_days = Some(1);
    let reading = of_profile(ProfileId::AgentShortLived, &input);
    assert!(has(&reading, "validity_days", "not_in_profile"));
}

#[test]
fn certificate_for_tls_takes_no_scope() {
    let input = RequestInput {
        profile: "agent-tls".into(),
        ..trading()
    };
    let reading = of_profile(ProfileId::AgentTls, &input);
    assert!(has(&reading, "actions", "not_in_profile"));
    let bare = RequestInput {
        profile: "agent-tls".into(),
        agent_id: "a1".into(),
        accountable: "M. Osei".into(),
        purpose: "connects".into(),
        ..RequestInput::default()
    };
    assert_eq!(of_profile(ProfileId::AgentTls, &bare).problems, vec![]);
}

#[test]
fn profile_that_was_read_is_the_one_that_was_named() {
    let input = RequestInput {
        profile: "agent-tls".into(),
        ..trading()
    };
    assert!(has(
        &of_profile(ProfileId::Agent, &input),
        "profile",
        "unknown_profile"
    ));
    let officer = RequestInput {
        profile: "officer".into(),
        ..trading()
    };
    assert!(has(
        &of_profile(ProfileId::Officer, &officer),
        "profile",
        "unknown_profile"
    ));
}

#[test]
fn keys_exclude_each_other() {
    let key = |input: &RequestInput| of_profile(ProfileId::Agent, input).key;
    assert_eq!(
        key(&trading()),
        Some(KeyWanted::New(Algorithm::EcdsaP256Sha256))
    );
    let rsa = RequestInput {
        key_algorithm: "RSA-3072".into(),
        ..trading()
    };
    assert_eq!(key(&rsa), Some(KeyWanted::New(Algorithm::Rsa3072)));
    let same = RequestInput {
        renews: Some("01".into()),
        same_key: true,
        ..trading()
    };
    assert_eq!(key(&same), Some(KeyWanted::Same));
    let alone = RequestInput {
        same_key: true,
        ..trading()
    };
    assert!(has(
        &of_profile(ProfileId::Agent, &alone),
        "renews",
        "empty"
    ));
    let both = RequestInput {
        csr: Some("-----BEGIN".into()),
        ..rsa
    };
    assert!(has(&of_profile(ProfileId::Agent, &both), "csr", "two_keys"));
}

#[test]
fn algorithms_are_refused_each_for_its_reason() {
    for (name, code) in [
        ("P-521", "algorithm_not_allowed"),
        ("ML-DSA-65", "not_on_token"),
        ("secp256k1", "unknown_algorithm"),
    ] {
        let input = RequestInput {
            key_algorithm: name.into(),
            ..trading()
        };
        let reading = of_profile(ProfileId::Agent, &input);
        assert!(has(&reading, "key_algorithm", code), "{name}");
    }
}

#[test]
fn name_outside_the_profile_is_refused() {
    let mut profile = Profile::built_in(ProfileId::Agent);
    profile.names.prefixes = vec!["settlement-".into()];
    let reading = Reading::of(&trading(), &profile, TODAY);
    assert!(has(&reading, "agent_id", "name_not_allowed"));
}
