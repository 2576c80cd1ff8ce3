#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use chancery_domain::{
    Algorithm, Sha256Digest,
    agent::AgentId,
    entity::Organisation,
    lei::Lei,
    profile::Profile,
    request::{LimitInput, ModelInput, Reading, RequestInput, RequestTag, WindowInput},
};
use time::macros::date;

use super::*;

fn input() -> RequestInput {
    RequestInput {
        agent_id: "bot".into(),
        accountable: "Dr. Henrike Ahlborn".into(),
        purpose: "Market making".into(),
        actions: vec!["order.buy".into()],
        instruments: vec!["BTC/EUR".into(), "CFI:ESVUFR".into()],
        resources: vec!["/reports/daily".into()],
        limits: vec![LimitInput {
            currency: "EUR".into(),
            per_action: "100.00".into(),
            per_day: Some("1000.00".into()),
        }],
        window: Some(WindowInput {
            from: "2026-12-01T08:00:00Z".into(),
            until: "2026-12-01T18:00:00Z".into(),
        }),
        model: Some(ModelInput {
            name: "m 1".into(),
            sha256: "11".repeat(32),
        }),
        ..RequestInput::default()
    }
}

fn object(input: &RequestInput) -> RequestObject {
    let profile = Profile::built_in(ProfileId::Agent);
    let reading = Reading::of(input, &profile, date!(2026 - 11 - 22));
    assert_eq!(reading.problems, []);
    RequestObject {
        kind: RequestTag::CertificateRequest,
        version: 1,
        origin: "practice.example/log".into(),
        profile: (&profile).into(),
        issuer_ski: String::new(),
        agent_id: AgentId::parse("bot").unwrap(),
        spiffe_id: "spiffe://practice.example/agent/bot".into(),
        organisation: Organisation {
            name: "Firm".into(),
            lei: Lei::parse("999900EXAMPLETRD0124").unwrap(),
            country: "DE".into(),
        },
        key_algorithm: Algorithm::EcdsaP256Sha256,
        spki_sha256: Sha256Digest([7; 32]),
        scope: reading.scope,
        valid_until: Some("2027-05-28".into()),
        valid_hours: None,
        csr_sha256: None,
        renews: None,
        accountable: Sha256Digest([1; 32]),
        purpose: Sha256Digest([2; 32]),
    }
}

fn side(object: &RequestObject) -> Side<'_> {
    Side {
        object,
        submitted: Utc::parse("2026-11-22T14:33:00Z").unwrap(),
        accountable: Some("Dr. Henrike Ahlborn"),
        purpose: Some("Market making"),
    }
}

type Spoil = fn(&mut RequestInput);

/// The rows that differ once the input has changed, with how they differ and how far they reach.
fn differing(spoil: Spoil) -> Vec<(String, Change, Option<view::Reach>)> {
    let mut after = input();
    spoil(&mut after);
    let (now, then) = (object(&input()), object(&after));
    rows_between(&now, &then)
}

fn rows_between(
    now: &RequestObject,
    then: &RequestObject,
) -> Vec<(String, Change, Option<view::Reach>)> {
    let rows = diff(Some(&side(now)), &side(then), Language::En);
    rows.into_iter()
        .filter(|row| row.change != Change::Same)
        .map(|row| (row.field, row.change, row.reach))
        .collect()
}

#[test]
fn every_field_of_the_scope_has_a_row_that_tells_how_far_it_reaches() {
    use view::Reach::{Narrower, Other, Wider};
    let cases: &[(Spoil, &str, Change, view::Reach)] = &[
        (
            |i| i.actions[0] = "order.*".into(),
            "actions",
            Change::Changed,
            Wider,
        ),
        (
            |i| i.actions[0] = "hedge.roll".into(),
            "actions",
            Change::Changed,
            Other,
        ),
        (
            |i| i.instruments[1] = "CFI:ESXXXX".into(),
            "instruments",
            Change::Changed,
            Wider,
        ),
        (
            |i| i.instruments.truncate(1),
            "instruments",
            Change::Changed,
            Narrower,
        ),
        (
            |i| i.instruments[0] = "DTI:X9J9K872S".into(),
            "instruments",
            Change::Changed,
            Other,
        ),
        (
            |i| i.limits[0].per_action = "100.01".into(),
            "limit_per_action",
            Change::Changed,
            Wider,
        ),
        (
            |i| i.limits[0].per_action = "99.99".into(),
            "limit_per_action",
            Change::Changed,
            Narrower,
        ),
        (
            |i| i.limits[0].per_day = None,
            "limit_per_day",
            Change::Removed,
            Wider,
        ),
        (
            |i| i.limits[0].per_day = Some("999.99".into()),
            "limit_per_day",
            Change::Changed,
            Narrower,
        ),
        (
            |i| i.resources[0] = "/reports".into(),
            "resources",
            Change::Changed,
            Wider,
        ),
        (
            |i| i.resources.clear(),
            "resources",
            Change::Removed,
            Narrower,
        ),
        (|i| i.window = None, "window", Change::Removed, Wider),
        (
            |i| i.window.as_mut().unwrap().until = "2026-12-01T17:00:00Z".into(),
            "window",
            Change::Changed,
            Narrower,
        ),
        (
            |i| i.model.as_mut().unwrap().sha256 = "22".repeat(32),
            "model",
            Change::Changed,
            Other,
        ),
    ];
    for (spoil, field, change, reach) in cases {
        assert_eq!(
            differing(*spoil),
            [((*field).to_owned(), *change, Some(*reach))],
            "{field}"
        );
    }
}

#[test]
fn end_and_length_have_rows_of_their_own_that_tell_how_far_they_reach() {
    use view::Reach::{Narrower, Wider};
    for (until, reach) in [("2027-05-29", Wider), ("2027-05-27", Narrower)] {
        let (now, mut then) = (object(&input()), object(&input()));
        then.valid_until = Some(until.into());
        let row = |field: &str| (field.to_owned(), Change::Changed, Some(reach));
        let wanted = [row("valid_until"), row("valid_days")];
        assert_eq!(rows_between(&now, &then), wanted, "{until}");
    }
}

/// A renewal always ends later; whether it lasts longer is another question.
#[test]
fn later_end_of_the_same_length_is_told_as_the_same_length() {
    let (now, mut then) = (object(&input()), object(&input()));
    then.valid_until = Some("2027-06-28".into());
    let later = Side {
        submitted: Utc::parse("2026-12-23T00:00:00Z").unwrap(),
        ..side(&then)
    };
    for (language, words) in [(Language::En, "188 days"), (Language::De, "188 Tage")] {
        let rows = diff(Some(&side(&now)), &later, language);
        let row = rows.iter().find(|row| row.field == "valid_days").unwrap();
        assert_eq!(row.change, Change::Same);
        let then = row.then.as_ref().unwrap().replace('\u{a0}', " ");
        assert_eq!(then, words);
    }
}

#[test]
fn key_and_profile_have_rows_that_tell_how_far_they_reach() {
    use view::Reach::Other;
    type SpoilObject = fn(&mut RequestObject);
    let cases: &[(SpoilObject, &str, view::Reach)] = &[
        (
            |o| o.key_algorithm = Algorithm::EcdsaP384Sha384,
            "key",
            Other,
        ),
        (|o| o.spki_sha256 = Sha256Digest([8; 32]), "key", Other),
        (|o| o.profile.version += 1, "profile", Other),
        (|o| o.organisation.name = "Other".into(), "firm", Other),
    ];
    for (spoil, field, reach) in cases {
        let (now, mut then) = (object(&input()), object(&input()));
        spoil(&mut then);
        assert_eq!(
            rows_between(&now, &then),
            [((*field).to_owned(), Change::Changed, Some(*reach))],
            "{field}"
        );
    }
}

#[test]
fn hours_in_place_of_days_are_neither_more_nor_less() {
    let (now, mut then) = (object(&input()), object(&input()));
    then.valid_until = None;
    then.valid_hours = Some(8);
    let rows = rows_between(&now, &then);
    let other = Some(view::Reach::Other);
    assert_eq!(
        rows,
        [
            ("valid_until".to_owned(), Change::Removed, other),
            ("valid_days".to_owned(), Change::Removed, other),
            ("valid_hours".to_owned(), Change::Added, other)
        ]
    );
}

#[test]
fn person_and_purpose_are_compared_as_they_read() {
    let now = object(&input());
    let then = Side {
        accountable: Some("Lukas Brandt"),
        ..side(&now)
    };
    let rows = diff(Some(&side(&now)), &then, Language::En);
    assert_eq!(rows[0].field, "accountable");
    assert_eq!(rows[0].reach, Some(view::Reach::Other));
    assert_eq!(
        rows.iter().filter(|row| row.change != Change::Same).count(),
        1
    );
}

#[test]
fn without_a_certificate_in_force_nothing_is_wider() {
    let then = object(&input());
    let rows = diff(None, &side(&then), Language::En);
    assert!(
        rows.iter()
            .all(|row| row.change == Change::Added && row.reach.is_none())
    );
}

#[test]
fn wildcards_and_periods_are_told_as_what_they_are() {
    let mut object = object(&input());
    let names = ["order.buy", "payment.*", "desk.quote"];
    object.scope.actions = names
        .map(|name| chancery_domain::action::ActionName::parse("a", name).unwrap())
        .into();
    let period = &mut object.scope.limits[0].per_period.as_mut().unwrap();
    period.seconds = 3600;
    let side = Side {
        accountable: None,
        purpose: None,
        ..side(&object)
    };
    let told = |field: &str, language| {
        let rows = diff(None, &side, language);
        let row = rows.into_iter().find(|row| row.field == field).unwrap();
        row.then.unwrap().replace('\u{a0}', " ")
    };
    assert_eq!(
        told("actions", Language::En),
        "place buy orders, anything whose name begins with “payment.”, “desk.quote”"
    );
    assert_eq!(
        told("actions", Language::De),
        "Kaufaufträge erteilen, alles, dessen Name mit „payment.“ beginnt, „desk.quote“"
    );
    assert_eq!(told("limit_per_day", Language::En), "EUR 1,000.00 an hour");
}
