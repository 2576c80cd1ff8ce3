//! Each list of a scope, absent, with one entry and with many: the sentence names it.

use super::*;
use crate::{
    Utc,
    scope::{PeriodLimit, UsageWindow},
};

const INSTRUMENT: &str = "BTC/EUR";
const RESOURCE: &str = "/desk/quotes";

fn money(code: &str, amount: &str) -> Money {
    let currency = Currency::parse("c", code).expect(code);
    Money::parse("m", currency, amount).expect(amount)
}

fn limit(code: &str, amount: &str, per_period: Option<(&str, u32)>) -> Limit {
    Limit {
        per_action: money(code, amount),
        per_period: per_period.map(|(amount, seconds)| PeriodLimit {
            amount: money(code, amount),
            seconds,
        }),
    }
}

fn of(actions: &[&str]) -> Scope {
    let read = |name: &&str| ActionName::parse("a", name).expect(name);
    Scope {
        actions: actions.iter().map(read).collect(),
        ..Scope::default()
    }
}

/// With an instrument, a resource and a limit.
fn full(actions: &[&str]) -> Scope {
    Scope {
        instruments: vec![Instrument::parse("i", INSTRUMENT).expect("valid")],
        resources: vec![Resource::parse("r", RESOURCE).expect("valid")],
        limits: vec![limit("EUR", "50", None)],
        ..of(actions)
    }
}

/// Between "may" and "until", without no-break spaces.
fn said(scope: &Scope, language: Language) -> String {
    let text = written(scope, language).to_text().replace('\u{a0}', " ");
    let (start, end) = match language {
        Language::En => (" may ", ", until "),
        Language::De => (" darf ", ", bis zum "),
    };
    let (_, rest) = text.split_once(start).expect("begins with the agent");
    let (said, _) = rest.rsplit_once(end).expect("ends with the day");
    said.to_owned()
}

#[test]
fn wildcards_are_told_as_what_they_take_in() {
    let none = ", without naming an instrument, a resource or an amount";
    let nichts = ", ohne ein Instrument, eine Ressource oder einen Betrag zu nennen";
    let cases: &[(&[&str], &str, &str)] = &[
        (
            &["order.*", "payment.*"],
            "do anything whose name begins with “order.” or with “payment.” (so it may also \
             place buy orders, place sell orders, cancel its orders and initiate payments)",
            "alles tun, dessen Name mit „order.“ oder mit „payment.“ beginnt (also auch \
             Kaufaufträge erteilen, Verkaufsaufträge erteilen, eigene Aufträge stornieren und \
             Zahlungen veranlassen)",
        ),
        (
            &["hedge.roll.*"],
            "do anything whose name begins with “hedge.roll.”",
            "alles tun, dessen Name mit „hedge.roll.“ beginnt",
        ),
        (
            &["desk.quote", "hedge.*", "desk.price"],
            "do anything whose name begins with “hedge.” and, word for word, “desk.quote” and \
             “desk.price”",
            "alles tun, dessen Name mit „hedge.“ beginnt, und wörtlich „desk.quote“ und \
             „desk.price“ ausführen",
        ),
        (
            &["desk.quote"],
            "do, word for word, “desk.quote”",
            "wörtlich „desk.quote“ ausführen",
        ),
    ];
    for (actions, english, german) in cases {
        let scope = of(actions);
        assert_eq!(said(&scope, Language::En), format!("{english}{none}"));
        assert_eq!(said(&scope, Language::De), format!("{german}{nichts}"));
    }
}

#[test]
fn wildcard_beside_what_has_words_takes_in_the_rest() {
    let scope = full(&["payment.initiate", "payment.*", "order.buy", "order.*"]);
    assert_eq!(
        said(&scope, Language::En),
        "place buy orders in BTC/EUR, up to EUR 50.00 an order; initiate payments, up to \
         EUR 50.00 a payment; and do anything else whose name begins with “payment.” or with \
         “order.” (so it may also place sell orders and cancel its orders) in the same \
         instruments on resources under /desk/quotes, up to EUR 50.00 an action"
    );
    assert_eq!(
        said(&scope, Language::De),
        "Kaufaufträge in BTC/EUR erteilen, bis zu 50,00 EUR je Auftrag; Zahlungen veranlassen, \
         bis zu 50,00 EUR je Zahlung; und in denselben Instrumenten an Ressourcen unter \
         /desk/quotes alles andere tun, dessen Name mit „payment.“ oder mit „order.“ beginnt \
         (also auch Verkaufsaufträge erteilen und eigene Aufträge stornieren), bis zu 50,00 EUR \
         je Handlung"
    );
}

#[test]
fn what_a_wildcard_takes_in_is_never_said_to_be_word_for_word() {
    let lists: [&[&str]; 5] = [
        &["order.*"],
        &["order.*", "desk.quote"],
        &["desk.quote", "order.*"],
        &["order.buy", "order.*", "desk.quote"],
        &["order.*", "order.limit.*", "order.limit.buy"],
    ];
    for actions in lists {
        for (language, word_for_word) in
            [(Language::En, "word for word"), (Language::De, "wörtlich")]
        {
            let said = said(&full(actions), language);
            let (loose, literal) = said.split_once(word_for_word).unwrap_or((&said, ""));
            assert!(!said.contains('*'), "{said}");
            assert!(
                !literal.contains("order.”") && !literal.contains("order.“"),
                "{said}"
            );
            assert!(
                loose.contains("with “order.”") || loose.contains("mit „order.“"),
                "{said}"
            );
        }
    }
}

/// Lists that are there restrict or permit: none is ever left out, whatever the actions are.
#[test]
fn lists_that_are_there_are_named_whatever_the_actions() {
    let names = [
        "order.buy",
        "order.cancel",
        "report.read",
        "payment.initiate",
        "desk.quote",
        "hedge.*",
    ];
    for set in 0..1_u32 << names.len() {
        let chosen = names.iter().enumerate();
        let chosen = chosen.filter(|(index, _)| set >> index & 1 == 1);
        let scope = full(&chosen.map(|(_, name)| *name).collect::<Vec<_>>());
        for (language, amount) in [
            (Language::En, "EUR 50.00 a"),
            (Language::De, "50,00 EUR je"),
        ] {
            let said = said(&scope, language);
            for part in [INSTRUMENT, RESOURCE, amount] {
                assert!(said.contains(part), "{part} in {said}");
            }
            let once = said.matches(INSTRUMENT).count() + said.matches(RESOURCE).count();
            assert_eq!(once, 2, "{said}");
        }
    }
}

/// What to clear, and the words for it in English and German.
type Cleared = (fn(&mut Scope), &'static str, &'static str);

/// A list that is absent permits nothing of its kind.
#[test]
fn lists_that_are_absent_are_named_where_any_action_is_permitted() {
    let absent: [Cleared; 3] = [
        (
            |it| it.instruments.clear(),
            "an instrument",
            "ein Instrument",
        ),
        (|it| it.resources.clear(), "a resource", "eine Ressource"),
        (|it| it.limits.clear(), "an amount", "einen Betrag"),
    ];
    for name in ["desk.quote", "order.*"] {
        for (clear, english, german) in absent {
            let mut scope = full(&[name]);
            clear(&mut scope);
            let (en, de) = (said(&scope, Language::En), said(&scope, Language::De));
            assert!(en.contains(&format!("without naming {english}")), "{en}");
            assert!(de.contains(&format!("ohne {german} zu nennen")), "{de}");
        }
        assert!(!said(&full(&[name]), Language::En).contains("without"));
    }
    let cancels = said(&of(&["order.cancel"]), Language::En);
    assert_eq!(cancels, "cancel its orders, without naming an instrument");
}

#[test]
fn many_of_each_list_are_all_named() {
    let mut scope = full(&["desk.quote"]);
    scope
        .instruments
        .push(Instrument::parse("i", "CFI:ESXXXX").expect("valid"));
    scope
        .resources
        .push(Resource::parse("r", "/desk/prices").expect("valid"));
    scope.limits.push(limit("USD", "60", None));
    assert_eq!(
        said(&scope, Language::En),
        "do, word for word, “desk.quote” in BTC/EUR and every instrument of CFI ESXXXX (equities) \
         on resources under /desk/quotes and /desk/prices, up to EUR 50.00 or USD 60.00 an action"
    );
    assert_eq!(
        said(&scope, Language::De),
        "in BTC/EUR und allen Instrumenten der CFI ESXXXX (Eigenkapitalinstrumente) an Ressourcen \
         unter /desk/quotes und /desk/prices wörtlich „desk.quote“ ausführen, bis zu 50,00 EUR \
         oder 60,00 USD je Handlung"
    );
}

#[test]
fn periods_are_as_long_as_the_scope_says() {
    let cases: &[(&[Limit], &str, &str)] = &[
        (
            &[limit("EUR", "5", Some(("9", 86_400)))],
            "EUR 9.00 a day (gateway only)",
            "9,00 EUR am Tag (nur das Gateway prüft das)",
        ),
        (
            &[limit("EUR", "5", Some(("9", 3600)))],
            "EUR 9.00 an hour (gateway only)",
            "9,00 EUR je Stunde (nur das Gateway prüft das)",
        ),
        (
            &[
                limit("EUR", "5", Some(("9", 90))),
                limit("USD", "5", Some(("8", 2_592_000))),
            ],
            "EUR 9.00 in 90 seconds or USD 8.00 in 30 days (gateway only)",
            "9,00 EUR in 90 Sekunden oder 8,00 USD in 30 Tagen (nur das Gateway prüft das)",
        ),
        (
            &[
                limit("EUR", "5", Some(("9", 86_400))),
                limit("USD", "5", None),
            ],
            "EUR 9.00 a day (gateway only; no such bound in USD)",
            "9,00 EUR am Tag (nur das Gateway prüft das; in USD ohne solche Grenze)",
        ),
    ];
    for (limits, english, german) in cases {
        let mut scope = full(&["payment.initiate"]);
        scope.limits = limits.to_vec();
        let (en, de) = (said(&scope, Language::En), said(&scope, Language::De));
        assert!(en.contains(&format!(" a payment and {english};")), "{en}");
        assert!(de.contains(&format!(" je Zahlung und {german};")), "{de}");
    }
}

#[test]
fn window_is_told_to_the_second() {
    let at = |text| Utc::parse(text).expect(text);
    let mut scope = trading();
    scope.window = Some(UsageWindow {
        not_before: at("2026-12-01T08:00:00Z"),
        not_after: at("2026-12-01T16:59:59Z"),
    });
    let said = said(&scope, Language::En);
    let window = "only from 1 December 2026, 08:00 to 1 December 2026, 16:59:59 (UTC)";
    assert!(said.ends_with(window), "{said}");
}

#[test]
fn end_is_told_as_exactly_as_it_is_known() {
    let (at, day) = (Utc::parse, date!(2027 - 05 - 28));
    let end = |until, language| {
        let subject = Subject {
            agent: "bot",
            scope: Some(&trading()),
            until,
        };
        let text = Sentence::write(&subject, language).to_text();
        let text = text.replace('\u{a0}', " ");
        let limit = match language {
            Language::En => " an order, ",
            Language::De => " je Auftrag, ",
        };
        text.split_once(limit).expect("a limit").1.to_owned()
    };
    let whole = at("2027-05-28T23:59:59Z").map(Until::end);
    assert_eq!(whole, Some(Until::Day(day)));
    assert_eq!(end(whole, Language::En), "until 28 May 2027 (UTC).");
    let short = at("2027-05-28T18:05:09Z").map(Until::end);
    assert_eq!(
        end(short, Language::De),
        "bis zum 28. Mai 2027, 18:05:09 (UTC)."
    );
    let hours = Some(Until::Hours(8));
    assert_eq!(
        end(hours, Language::En),
        "for 8 hours from when it is issued."
    );
    let one = Some(Until::Hours(1));
    assert_eq!(end(one, Language::De), "1 Stunde lang ab der Ausstellung.");
}

#[test]
fn certificate_without_a_scope_lets_its_agent_only_identify_itself() {
    let words = |language| {
        let until = Some(Until::Day(date!(2027 - 05 - 28)));
        let subject = Subject {
            agent: "bot",
            scope: None,
            until,
        };
        let sentence = Sentence::write(&subject, language);
        assert!(sentence.spans.iter().all(|span| span.kind != SpanKind::Gap));
        sentence.to_text().replace('\u{a0}', " ")
    };
    assert_eq!(
        words(Language::En),
        "bot may only identify itself with this certificate, until 28 May 2027 (UTC)."
    );
    assert_eq!(
        words(Language::De),
        "bot darf sich mit diesem Zertifikat nur ausweisen, bis zum 28. Mai 2027 (UTC)."
    );
}
