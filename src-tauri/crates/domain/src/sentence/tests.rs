use ::time::macros::date;

use super::*;
use crate::{
    action::ActionName,
    instrument::Instrument,
    money::{Currency, Money},
    resource::Resource,
    scope::Limit,
};

fn trading() -> Scope {
    let eur = Currency::parse("c", "EUR").expect("EUR");
    Scope {
        actions: ["order.buy", "order.sell"]
            .map(|name| ActionName::parse("a", name).expect("valid"))
            .into(),
        instruments: ["BTC/EUR", "ETH/EUR"]
            .map(|pair| Instrument::parse("i", pair).expect("valid"))
            .into(),
        resources: vec![],
        limits: vec![Limit {
            per_action: Money::parse("l", eur, "50000").expect("valid"),
            per_period: None,
        }],
        window: None,
        model: None,
    }
}

fn written(scope: &Scope, language: Language) -> Sentence {
    let subject = Subject {
        agent: "ai_trader_bot_v2",
        scope: Some(scope),
        until: Some(Until::Day(date!(2027 - 05 - 28))),
    };
    Sentence::write(&subject, language)
}

#[test]
fn trading_scope_reads_as_the_sentence_of_the_manual() {
    assert_eq!(
        written(&trading(), Language::En)
            .to_text()
            .replace('\u{a0}', " "),
        "ai_trader_bot_v2 may place buy and sell orders in BTC/EUR and ETH/EUR, \
         up to EUR 50,000.00 an order, until 28 May 2027 (UTC)."
    );
    assert_eq!(
        written(&trading(), Language::De)
            .to_text()
            .replace('\u{a0}', " "),
        "ai_trader_bot_v2 darf Kauf- und Verkaufsaufträge in BTC/EUR und ETH/EUR erteilen, \
         bis zu 50.000,00 EUR je Auftrag, bis zum 28. Mai 2027 (UTC)."
    );
}

#[test]
fn what_the_old_certificate_does_not_say_is_marked() {
    let mut old = trading();
    old.instruments.pop();
    let marked = written(&trading(), Language::En).marked_against(&written(&old, Language::En));
    let changed: Vec<_> = marked
        .spans
        .iter()
        .filter(|span| span.changed)
        .map(|span| span.text.as_str())
        .collect();
    assert_eq!(changed, ["ETH/EUR"]);
}

#[test]
fn tokens_classes_and_local_codes_read_as_what_they_are() {
    let mut scope = trading();
    scope.instruments = ["BTC/EUR", "DTI:X9J9K872S", "CFI:ESXXXX", "LOCAL:XBT-PERP"]
        .map(|text| Instrument::parse("i", text).expect("valid"))
        .into();
    let words = |language| written(&scope, language).to_text().replace('\u{a0}', " ");
    let english = words(Language::En);
    let expected = "orders in BTC/EUR, DTI X9J9K872S, every instrument of CFI ESXXXX (equities) \
                    and the local code “XBT-PERP”, up to";
    assert!(english.contains(expected), "{english}");
    let german = words(Language::De);
    let expected = "in BTC/EUR, DTI X9J9K872S, allen Instrumenten der CFI ESXXXX \
                    (Eigenkapitalinstrumente) und dem lokalen Code „XBT-PERP“ erteilen";
    assert!(german.contains(expected), "{german}");
}

#[test]
fn what_is_missing_is_said_as_a_gap() {
    let scope = Scope {
        actions: vec![],
        instruments: vec![],
        resources: vec![],
        limits: vec![],
        window: None,
        model: None,
    };
    let sentence = Sentence::write(
        &Subject {
            agent: "",
            scope: Some(&scope),
            until: None,
        },
        Language::En,
    );
    let gaps = sentence
        .spans
        .iter()
        .filter(|span| span.kind == SpanKind::Gap)
        .count();
    assert_eq!(gaps, 3);
}

#[test]
fn mixed_scopes_name_every_action_in_both_languages() {
    let mut scope = trading();
    for name in [
        "order.cancel",
        "report.read",
        "payment.initiate",
        "hedge.roll.*",
    ] {
        scope
            .actions
            .push(ActionName::parse("a", name).expect("valid"));
    }
    scope
        .resources
        .push(Resource::parse("r", "/reports").expect("valid"));
    let english = written(&scope, Language::En).to_text();
    for part in [
        "cancel its orders",
        "read reports",
        "/reports",
        "initiate payments",
        "begins with “hedge.roll.”",
    ] {
        assert!(english.contains(part), "{part} in {english}");
    }
    let german = written(&scope, Language::De).to_text();
    for part in [
        "stornieren",
        "lesen",
        "/reports",
        "Zahlungen veranlassen",
        "mit „hedge.roll.“ beginnt",
    ] {
        assert!(german.contains(part), "{part} in {german}");
    }
}

mod fields;
