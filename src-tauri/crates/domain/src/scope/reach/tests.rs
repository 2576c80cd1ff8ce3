use super::*;
use crate::{
    Sha256Digest, Utc,
    instrument::Instrument,
    money::{Currency, Money},
    resource::Resource,
    scope::Model,
};

fn money(code: &str, amount: &str) -> Money {
    Money::parse("m", Currency::parse("c", code).expect(code), amount).expect(amount)
}

fn limit(code: &str, per_action: &str, per_day: Option<&str>) -> Limit {
    Limit {
        per_action: money(code, per_action),
        per_period: per_day.map(|amount| PeriodLimit {
            amount: money(code, amount),
            seconds: 86_400,
        }),
    }
}

fn actions(names: &[&str]) -> Scope {
    let read = |name: &&str| ActionName::parse("a", name).expect(name);
    Scope {
        actions: names.iter().map(read).collect(),
        ..Scope::default()
    }
}

fn instruments(texts: &[&str]) -> Scope {
    let read = |text: &&str| Instrument::parse("i", text).expect(text);
    Scope {
        instruments: texts.iter().map(read).collect(),
        ..Scope::default()
    }
}

fn resources(texts: &[&str]) -> Scope {
    let read = |text: &&str| Resource::parse("r", text).expect(text);
    Scope {
        resources: texts.iter().map(read).collect(),
        ..Scope::default()
    }
}

fn limits(limits: &[Limit]) -> Scope {
    Scope {
        limits: limits.to_vec(),
        ..Scope::default()
    }
}

fn within(from: &str, until: &str) -> Scope {
    let instant = |text: &str| Utc::parse(text).expect(text);
    Scope {
        window: Some(UsageWindow {
            not_before: instant(from),
            not_after: instant(until),
        }),
        ..Scope::default()
    }
}

type Field = fn(&ScopeReach) -> Reach;

/// Before, after, and how far the field reaches then. The way back is checked from it.
fn check(field: Field, cases: Vec<(Scope, Scope, Reach)>) {
    for (before, after, reach) in cases {
        let back = match reach {
            Reach::Wider => Reach::Narrower,
            Reach::Narrower => Reach::Wider,
            other => other,
        };
        assert_eq!(
            field(&ScopeReach::of(&before, &after)),
            reach,
            "{before:?} {after:?}"
        );
        assert_eq!(
            field(&ScopeReach::of(&after, &before)),
            back,
            "{after:?} {before:?}"
        );
    }
}

#[test]
fn actions_reach_as_far_as_their_wildcards() {
    check(
        |reach| reach.actions,
        vec![
            (
                actions(&["order.buy"]),
                actions(&["order.buy"]),
                Reach::Same,
            ),
            (actions(&["order.buy"]), actions(&["order.*"]), Reach::Wider),
            (
                actions(&["order.buy"]),
                actions(&["order.buy", "order.sell"]),
                Reach::Wider,
            ),
            (
                actions(&["order.*"]),
                actions(&["order.*", "order.buy"]),
                Reach::Same,
            ),
            (
                actions(&["order.buy"]),
                actions(&["order.sell"]),
                Reach::Other,
            ),
        ],
    );
}

#[test]
fn instruments_reach_as_far_as_their_classes() {
    check(
        |reach| reach.instruments,
        vec![
            (
                instruments(&["BTC/EUR"]),
                instruments(&["BTC/EUR", "ETH/EUR"]),
                Reach::Wider,
            ),
            (
                instruments(&["CFI:ESVUFR"]),
                instruments(&["CFI:ESXXXX"]),
                Reach::Wider,
            ),
            (
                instruments(&["CFI:ESVUFR", "CFI:ESXXXX"]),
                instruments(&["CFI:ESXXXX"]),
                Reach::Same,
            ),
            (
                instruments(&["CFI:ESXXXX"]),
                instruments(&["CFI:EPXXXX"]),
                Reach::Other,
            ),
            (
                instruments(&["US0378331005"]),
                instruments(&["CFI:ESXXXX"]),
                Reach::Other,
            ),
            (
                instruments(&[]),
                instruments(&["DTI:X9J9K872S"]),
                Reach::Wider,
            ),
        ],
    );
}

#[test]
fn limits_reach_by_currency() {
    let eur = |amount| limits(&[limit("EUR", amount, None)]);
    check(
        |reach| reach.limit_per_action,
        vec![
            (eur("50000"), eur("50000.00"), Reach::Same),
            (eur("50000"), eur("75000"), Reach::Wider),
            (
                eur("50000"),
                limits(&[limit("USD", "50000", None)]),
                Reach::Other,
            ),
            (
                eur("50000"),
                limits(&[limit("EUR", "50000", None), limit("USD", "1", None)]),
                Reach::Wider,
            ),
            (
                eur("50000"),
                limits(&[limit("EUR", "40000", None), limit("USD", "1", None)]),
                Reach::Other,
            ),
        ],
    );
}

#[test]
fn day_without_a_limit_reaches_farthest() {
    let eur = |per_day| limits(&[limit("EUR", "10", per_day)]);
    check(
        |reach| reach.limit_per_day,
        vec![
            (eur(Some("20")), eur(Some("30")), Reach::Wider),
            (eur(Some("20")), eur(None), Reach::Wider),
            (eur(None), eur(None), Reach::Same),
        ],
    );
    let mut hourly = limit("EUR", "10", Some("20"));
    if let Some(period) = &mut hourly.per_period {
        period.seconds = 3600;
    }
    let reach = ScopeReach::of(&eur(Some("20")), &limits(&[hourly]));
    assert_eq!(reach.limit_per_day, Reach::Other);
}

#[test]
fn resources_reach_as_far_as_what_lies_beneath() {
    check(
        |reach| reach.resources,
        vec![
            (
                resources(&["/reports/daily"]),
                resources(&["/reports"]),
                Reach::Wider,
            ),
            (
                resources(&["/reports"]),
                resources(&["/trades"]),
                Reach::Other,
            ),
            (
                resources(&["/reports"]),
                resources(&["/reports", "/reports/daily"]),
                Reach::Same,
            ),
        ],
    );
}

#[test]
fn window_reaches_by_its_ends_and_none_farthest() {
    let day = || within("2026-12-01T08:00:00Z", "2026-12-01T18:00:00Z");
    check(
        |reach| reach.window,
        vec![
            (day(), day(), Reach::Same),
            (day(), Scope::default(), Reach::Wider),
            (
                day(),
                within("2026-12-01T07:00:00Z", "2026-12-01T18:00:00Z"),
                Reach::Wider,
            ),
            (
                day(),
                within("2026-12-01T09:00:00Z", "2026-12-01T19:00:00Z"),
                Reach::Other,
            ),
        ],
    );
}

#[test]
fn another_model_is_another_and_gains_nothing_by_itself() {
    let with = |name: &str, byte| Scope {
        model: Some(Model {
            name: name.into(),
            sha256: Sha256Digest([byte; 32]),
        }),
        ..Scope::default()
    };
    let reach = ScopeReach::of(&with("m", 1), &with("m", 2));
    assert_eq!(reach.model, Reach::Other);
    assert!(reach.gaining().is_empty());
}

#[test]
fn gaining_fields_are_named_as_in_the_form() {
    let reach = ScopeReach::of(
        &actions(&["order.buy"]),
        &limits(&[limit("EUR", "1", None)]),
    );
    assert_eq!(
        reach.gaining(),
        ["limits"],
        "actions are lost, limits are new"
    );
}
