use super::*;
use crate::{
    Language,
    action::ActionName,
    profile::ProfileId,
    scope::{Limit, PeriodLimit},
};

fn eur(amount: &str) -> Money {
    let currency = Currency::parse("c", "EUR").expect("EUR");
    Money::parse("m", currency, amount).expect(amount)
}

fn scope(instruments: &[&str], amount: &str) -> Scope {
    let read = |text: &&str| Instrument::parse("i", text).expect(text);
    Scope {
        actions: vec![ActionName::parse("a", "order.buy").expect("valid")],
        instruments: instruments.iter().map(read).collect(),
        limits: vec![Limit {
            per_action: eur(amount),
            per_period: None,
        }],
        ..Scope::default()
    }
}

fn considered<'a>(scope: &'a Scope, profile: &'a Profile) -> Considered<'a> {
    Considered {
        scope,
        before: None,
        profile,
        asked: Some(profile.validity.default),
        ends: None,
        accountable: Some("Dr. Henrike Ahlborn"),
        compromised: None,
        crypto_assets_only: true,
    }
}

fn told(warnings: &[Warning]) -> Vec<(&str, &'static str)> {
    let pairs = warnings.iter();
    pairs
        .map(|one| (one.field.as_str(), one.ground.name()))
        .collect()
}

#[test]
fn ordinary_request_gives_nothing_to_think_about() {
    let (scope, profile) = (
        scope(&["BTC/EUR", "DTI:X9J9K872S"], "50000"),
        Profile::built_in(ProfileId::Agent),
    );
    let asked = considered(&scope, &profile);
    assert_eq!(asked.warnings(), []);
    let as_before = Considered {
        before: Some(&scope),
        ..asked
    };
    assert_eq!(as_before.warnings(), []);
}

#[test]
fn each_ground_is_told_at_its_field() {
    let profile = Profile::built_in(ProfileId::Agent);
    let before = scope(&["BTC/EUR"], "50000");
    let after = scope(&["BTC/EUR", "EUR/USD", "CFI:ESXXXX"], "75000");
    let asked = Considered {
        before: Some(&before),
        asked: Some(profile.validity.default + 1),
        ends: Some(ends("2027-05-28T23:59:59Z", "2027-08-12T23:59:59Z")),
        accountable: Some("Trading desk"),
        compromised: Some("0A"),
        ..considered(&after, &profile)
    };
    assert_eq!(
        told(&asked.warnings()),
        [
            ("agent_id", "predecessor_compromised"),
            ("accountable", "no_accountable_person"),
            ("instruments", "wider_than_before"),
            ("limits[0].per_action", "wider_than_before"),
            ("instruments[1]", "not_a_crypto_asset"),
            ("instruments[2]", "not_a_crypto_asset"),
            ("validity_days", "longer_than_default"),
            ("validity_days", "ends_before_predecessor"),
        ]
    );
    for warning in asked.warnings() {
        assert_ne!(
            warning.message(Language::En),
            warning.message(Language::De),
            "{warning:?}"
        );
    }
}

fn ends(own: &str, followed: &str) -> Ends {
    let [own, followed] = [own, followed].map(|text| Utc::parse(text).expect(text));
    Ends { own, followed }
}

#[test]
fn renewal_that_ends_first_is_told_with_both_ends() {
    let profile = Profile::built_in(ProfileId::Agent);
    let scope = scope(&["BTC/EUR"], "1");
    let with = |ends| Considered {
        ends: Some(ends),
        ..considered(&scope, &profile)
    };
    let end = "2027-05-28T23:59:59Z";
    assert_eq!(with(ends(end, end)).warnings(), []);
    assert_eq!(with(ends(end, "2027-05-28T23:59:58Z")).warnings(), []);
    let sooner = with(ends(end, "2027-08-12T23:59:59Z")).warnings();
    assert_eq!(
        told(&sooner),
        [("validity_days", "ends_before_predecessor")]
    );
    let plain = |text: String| text.replace('\u{a0}', " ");
    assert_eq!(
        plain(sooner[0].message(Language::En)),
        "This certificate would end on 28 May 2027: the one that it follows is valid until 12 August 2027."
    );
    let hours = with(ends("2027-05-28T09:00:00Z", "2027-05-28T17:00:00Z")).warnings();
    let german = plain(hours[0].message(Language::De));
    assert!(german.contains("am 28. Mai 2027"), "{german}");
    assert!(
        german.contains("09:00") && german.contains("17:00"),
        "{german}"
    );
}

#[test]
fn each_wildcard_is_told_of_by_what_it_takes_in() {
    let profile = Profile::built_in(ProfileId::Agent);
    let mut scope = scope(&["BTC/EUR"], "1");
    for name in ["order.*", "desk.quote", "payment.*"] {
        let name = ActionName::parse("a", name).expect("valid");
        scope.actions.push(name);
    }
    let as_before = Considered {
        before: Some(&scope),
        ..considered(&scope, &profile)
    };
    let warnings = as_before.warnings();
    let expected = [("actions[1]", "wildcard"), ("actions[3]", "wildcard")];
    assert_eq!(told(&warnings), expected);
    let english = warnings[0].message(Language::En);
    assert!(
        english.contains("begins with “order.” is permitted"),
        "{english}"
    );
    let german = warnings[1].message(Language::De);
    assert!(
        german.contains("mit „payment.“ beginnt, ist erlaubt"),
        "{german}"
    );
}

#[test]
fn day_that_is_no_longer_bounded_is_wider() {
    let profile = Profile::built_in(ProfileId::Agent);
    let mut before = scope(&["BTC/EUR"], "50000");
    before.limits[0].per_period = Some(PeriodLimit {
        amount: eur("100000"),
        seconds: 86_400,
    });
    let after = scope(&["BTC/EUR"], "50000");
    let asked = Considered {
        before: Some(&before),
        ..considered(&after, &profile)
    };
    assert_eq!(told(&asked.warnings()), [("limits", "wider_than_before")]);
}

#[test]
fn what_is_expected_otherwise_is_not_warned_about() {
    let profile = Profile::built_in(ProfileId::Agent);
    let scope = scope(&["US0378331005"], "1");
    let asked = Considered {
        crypto_assets_only: false,
        ..considered(&scope, &profile)
    };
    assert_eq!(asked.warnings(), []);
}

#[test]
fn instruments_are_told_apart_from_crypto_assets() {
    let no = |text: &str| is_no_crypto_asset(&Instrument::parse("i", text).expect(text));
    for instrument in [
        "EUR/USD",
        "US0378331005",
        "CFI:ESXXXX",
        "CFI:DBXXXX",
        "CFI:FFXXXX",
        "CFI:IFXXXX",
        "CFI:TCXXXX",
    ] {
        assert!(no(instrument), "{instrument}");
    }
    for instrument in [
        "BTC/EUR",
        "ETH/BTC",
        "DTI:X9J9K872S",
        "LOCAL:XBTEUR",
        "CFI:MMXXXX",
        "CFI:ITXXXX",
        "XTV15WLZJMF0",
    ] {
        assert!(!no(instrument), "{instrument}");
    }
}

#[test]
fn bodies_and_mailboxes_are_no_persons() {
    for name in [
        "Dr. Henrike Ahlborn",
        "Šimić, Luka",
        "María del Carmen Ruiz",
    ] {
        assert!(names_a_person(name), "{name}");
    }
    for name in [
        "Trading Desk",
        "compliance@example.com",
        "Team 7",
        "Ahlborn",
        "Vorstand der Bank",
    ] {
        assert!(!names_a_person(name), "{name}");
    }
}

#[test]
fn erased_name_is_warned_about_and_an_empty_field_is_not() {
    let profile = Profile::built_in(ProfileId::Agent);
    let scope = scope(&["BTC/EUR"], "1");
    let with = |accountable| Considered {
        accountable,
        ..considered(&scope, &profile)
    };
    assert_eq!(
        told(&with(None).warnings()),
        [("accountable", "no_accountable_person")]
    );
    assert_eq!(with(Some("")).warnings(), []);
}
