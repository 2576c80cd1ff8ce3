use chancery_domain::action::ActionName;
use chancery_domain::instrument::Instrument;
use chancery_domain::money::{Currency, Money};
use chancery_domain::resource::Resource;
use chancery_domain::scope::{
    Approver, ApproverRole, Authorisation, Limit, Model, PeriodLimit, Scope, UsageWindow,
};
use chancery_domain::{Sha256Digest, Utc};
use der::Tag;

use super::{AgentScope, ScopeError};
use crate::asn1::{constructed, integer, primitive, sequence, tlv};

fn money(code: &str, minor_units: i64) -> Money {
    let currency = Currency::parse("limits", code).expect("a currency");
    Money::from_minor_units(currency, minor_units).expect("positive")
}

fn smallest() -> AgentScope {
    AgentScope {
        scope: Scope {
            actions: vec![ActionName::parse("a", "order.buy").expect("valid")],
            instruments: vec![],
            resources: vec![],
            limits: vec![],
            window: None,
            model: None,
        },
        authorisation: Authorisation {
            request_hash: Sha256Digest([1; 32]),
            approvers: vec![Approver {
                cert_hash: Sha256Digest([2; 32]),
                role: ApproverRole::Checker,
            }],
        },
    }
}

fn full() -> AgentScope {
    let mut value = smallest();
    let instrument = |text| Instrument::parse("i", text).expect("valid");
    let instant = |seconds| Utc::from_unix_seconds(seconds).expect("in range");
    value.scope.instruments = vec![
        instrument("BTC/EUR"),
        instrument("S/OP"),
        instrument("US0378331005"),
        instrument("DTI:X9J9K872S"),
        instrument("CFI:ESXXXX"),
        instrument("LOCAL:größer/EUR"),
    ];
    value.scope.resources = vec![Resource::parse("r", "/reports/daily").expect("valid")];
    value.scope.limits = vec![
        Limit {
            per_action: money("EUR", 5_000_000),
            per_period: None,
        },
        Limit {
            per_action: money("JPY", 1),
            per_period: Some(PeriodLimit {
                amount: money("JPY", i64::MAX),
                seconds: 31_622_400,
            }),
        },
    ];
    value.scope.window = Some(UsageWindow {
        not_before: instant(1_795_000_000),
        not_after: instant(1_800_000_000),
    });
    value.scope.model = Some(Model {
        name: "ärger-7b".to_owned(),
        sha256: Sha256Digest([3; 32]),
    });
    value
}

/// The smallest scope's components, to be exchanged one at a time.
fn components() -> Vec<Vec<u8>> {
    vec![integer(1), actions(&["order.buy"]), authorisation(1, 2)]
}

fn actions(names: &[&str]) -> Vec<u8> {
    let names: Vec<_> = names
        .iter()
        .map(|name| tlv(Tag::Utf8String, name.as_bytes()))
        .collect();
    constructed(0, &names)
}

fn authorisation(count: usize, role: u8) -> Vec<u8> {
    let approver = sequence(&[
        tlv(Tag::OctetString, &[2; 32]),
        tlv(Tag::Enumerated, &[role]),
    ]);
    constructed(
        6,
        &[
            tlv(Tag::OctetString, &[1; 32]),
            sequence(&vec![approver; count]),
        ],
    )
}

fn with(place: usize, component: Vec<u8>) -> Vec<u8> {
    let mut parts = components();
    parts[place] = component;
    sequence(&parts)
}

fn adding(component: Vec<u8>) -> Vec<u8> {
    let mut parts = components();
    parts.insert(2, component);
    sequence(&parts)
}

fn limit_of(parts: &[Vec<u8>]) -> Vec<u8> {
    adding(constructed(3, &[sequence(parts)]))
}

fn amount(code: &str, units: i64, exponent: i64) -> Vec<u8> {
    sequence(&[
        tlv(Tag::PrintableString, code.as_bytes()),
        integer(units),
        integer(exponent),
    ])
}

#[test]
fn smallest_scope_is_these_very_bytes() {
    let der = smallest().to_der().expect("encodes");
    let mut want = vec![0x30, 0x5d, 2, 1, 1, 0xa0, 11, 12, 9];
    want.extend(b"order.buy");
    want.extend([0xa6, 0x4b, 4, 32]);
    want.extend([1; 32]);
    want.extend([0x30, 0x27, 0x30, 0x25, 4, 32]);
    want.extend([2; 32]);
    want.extend([10, 1, 2]);
    assert_eq!(der, want);
    assert_eq!(sequence(&components()), want);
}

#[test]
fn what_is_written_reads_back() {
    for value in [smallest(), full()] {
        let der = value.to_der().expect("encodes");
        assert_eq!(AgentScope::from_der(&der), Ok(value));
    }
}

#[test]
fn every_departure_denies_with_its_reason() {
    use ScopeError::{Invalid, Malformed, NotUnderstood, OutOfRange, Version};
    let mut trailing = sequence(&components());
    trailing.push(0);
    let swapped = sequence(&[integer(1), authorisation(1, 2), actions(&["order.buy"])]);
    let long_name = "a".repeat(65);
    let many = vec!["order.buy"; 65];
    let text = |tag, text: &str| tlv(tag, text.as_bytes());
    let cases: Vec<(&str, Vec<u8>, ScopeError)> = vec![
        ("nothing", vec![], Malformed("the beginning")),
        ("trailing byte", trailing, Malformed("the beginning")),
        (
            "set",
            tlv(Tag::Set, &components().concat()),
            Malformed("the beginning"),
        ),
        ("version 2", with(0, integer(2)), Version),
        (
            "no version",
            sequence(&components()[1..]),
            Malformed("version"),
        ),
        ("wrong order", swapped, Malformed("actions")),
        ("no action", with(1, actions(&[])), OutOfRange("actions")),
        ("65 actions", with(1, actions(&many)), OutOfRange("actions")),
        (
            "long action",
            with(1, actions(&[&long_name])),
            Invalid("an action"),
        ),
        (
            "action as printable",
            with(1, constructed(0, &[text(Tag::PrintableString, "a")])),
            Malformed("an action"),
        ),
        (
            "empty instruments",
            adding(constructed(1, &[])),
            OutOfRange("instruments"),
        ),
        (
            "dti check character",
            adding(constructed(1, &[primitive(2, b"X9J9K872T")])),
            Invalid("an instrument"),
        ),
        (
            "dti as written by people",
            adding(constructed(1, &[primitive(2, b"DTI:X9J9K872S")])),
            Invalid("an instrument"),
        ),
        (
            "cfi of any category",
            adding(constructed(1, &[primitive(3, b"XXXXXX")])),
            Invalid("an instrument"),
        ),
        (
            "empty local",
            adding(constructed(1, &[primitive(4, b"")])),
            Invalid("an instrument"),
        ),
        (
            "local not utf-8",
            adding(constructed(1, &[primitive(4, b"\xff")])),
            Malformed("an instrument"),
        ),
        (
            "local of 65",
            adding(constructed(1, &[primitive(4, &[b'x'; 65])])),
            Invalid("an instrument"),
        ),
        (
            "unknown choice",
            adding(constructed(1, &[primitive(9, b"x")])),
            NotUnderstood("an instrument"),
        ),
        (
            "isin check digit",
            adding(constructed(1, &[primitive(1, b"US0378331006")])),
            Invalid("an instrument"),
        ),
        (
            "pair as isin",
            adding(constructed(1, &[primitive(1, b"BTC/EUR")])),
            Invalid("an instrument"),
        ),
        (
            "resource with dots",
            adding(constructed(2, &[text(Tag::Ia5String, "/a/../b")])),
            Invalid("a resource"),
        ),
        (
            "resource as utf8",
            adding(constructed(2, &[text(Tag::Utf8String, "/a")])),
            Malformed("a resource"),
        ),
        (
            "amount zero",
            limit_of(&[amount("EUR", 0, -2)]),
            OutOfRange("an amount"),
        ),
        (
            "amount negative",
            limit_of(&[amount("EUR", -1, -2)]),
            OutOfRange("an amount"),
        ),
        (
            "wrong exponent",
            limit_of(&[amount("EUR", 1, 0)]),
            Invalid("an exponent"),
        ),
        (
            "unknown currency",
            limit_of(&[amount("BTC", 1, -8)]),
            NotUnderstood("a currency"),
        ),
        (
            "numeric currency",
            limit_of(&[sequence(&[integer(978), integer(1), integer(-2)])]),
            NotUnderstood("a numeric currency"),
        ),
        (
            "period without seconds",
            limit_of(&[
                amount("EUR", 1, -2),
                constructed(
                    0,
                    &[text(Tag::PrintableString, "EUR"), integer(1), integer(-2)],
                ),
            ]),
            Invalid("a period without its half"),
        ),
        ("no limit", limit_of(&[]), Malformed("a limit")),
        (
            "two limits of a currency",
            adding(constructed(
                3,
                &[
                    sequence(&[amount("EUR", 1, -2)]),
                    sequence(&[amount("EUR", 2, -2)]),
                ],
            )),
            Invalid("a limit's currency"),
        ),
        (
            "window backwards",
            adding(constructed(
                4,
                &[
                    text(Tag::GeneralizedTime, "20270101000000Z"),
                    text(Tag::GeneralizedTime, "20260101000000Z"),
                ],
            )),
            Invalid("the window"),
        ),
        (
            "window with fraction",
            adding(constructed(
                4,
                &[
                    text(Tag::GeneralizedTime, "20270101000000.5Z"),
                    text(Tag::GeneralizedTime, "20280101000000Z"),
                ],
            )),
            Malformed("window"),
        ),
        (
            "explicit default",
            adding(primitive(5, &[0])),
            NotUnderstood("maxDelegation"),
        ),
        (
            "delegation",
            adding(primitive(5, &[3])),
            NotUnderstood("maxDelegation"),
        ),
        (
            "no approver",
            with(2, authorisation(0, 2)),
            OutOfRange("approvers"),
        ),
        (
            "nine approvers",
            with(2, authorisation(9, 2)),
            OutOfRange("approvers"),
        ),
        (
            "unknown role",
            with(2, authorisation(1, 3)),
            NotUnderstood("an approver's role"),
        ),
        (
            "no authorisation",
            sequence(&components()[..2]),
            Malformed("authorisation"),
        ),
        (
            "policy reference",
            sequence(&[components(), vec![constructed(7, &[])]].concat()),
            NotUnderstood("policyRef"),
        ),
        (
            "model without name",
            sequence(
                &[
                    components(),
                    vec![constructed(
                        8,
                        &[text(Tag::Utf8String, ""), tlv(Tag::OctetString, &[0; 32])],
                    )],
                ]
                .concat(),
            ),
            OutOfRange("model"),
        ),
        (
            "short hash",
            sequence(
                &[
                    components(),
                    vec![constructed(
                        8,
                        &[text(Tag::Utf8String, "m"), tlv(Tag::OctetString, &[0; 31])],
                    )],
                ]
                .concat(),
            ),
            Malformed("model"),
        ),
        (
            "later addition",
            sequence(&[components(), vec![primitive(9, b"x")]].concat()),
            NotUnderstood("what follows"),
        ),
    ];
    for (name, der, want) in cases {
        assert_eq!(AgentScope::from_der(&der), Err(want), "{name}");
    }
}

#[test]
fn no_truncation_and_no_changed_byte_panics_or_reads_as_the_same() {
    let value = full();
    let der = value.to_der().expect("encodes");
    for at in 0..der.len() {
        assert!(AgentScope::from_der(&der[..at]).is_err(), "cut at {at}");
        for bit in 0..8 {
            let mut bent = der.clone();
            bent[at] ^= 1 << bit;
            assert_ne!(
                AgentScope::from_der(&bent).as_ref(),
                Ok(&value),
                "bit {bit} of {at}"
            );
        }
    }
}

#[test]
fn scopes_that_can_not_be_read_are_not_written() {
    let mut none = smallest();
    none.scope.actions.clear();
    let mut twice = smallest();
    twice.scope.limits = vec![
        Limit {
            per_action: money("EUR", 1),
            per_period: None
        };
        2
    ];
    let mut alone = smallest();
    alone.authorisation.approvers.clear();
    let mut long = full();
    long.scope.model.as_mut().expect("has one").name = "m".repeat(129);
    for value in [none, twice, alone, long] {
        assert!(value.to_der().is_err());
    }
}
