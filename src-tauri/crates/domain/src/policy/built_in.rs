//! What holds before officers decided on a policy of their own.

use super::{ApprovalPolicy, Condition, Rule, Step};
use crate::{
    decision::APPROVAL_LIFETIME_SECONDS,
    money::{Currency, Money},
};

/// EUR 100,000, and what is worth no more than that in other currencies that are much traded, in
/// round numbers. An amount in any other currency can't be compared and counts as more.
const BOUNDS: [(&str, i64); 5] = [
    ("EUR", 10_000_000),
    ("USD", 10_000_000),
    ("GBP", 8_000_000),
    ("CHF", 9_000_000),
    ("JPY", 15_000_000),
];

/// Over a period so many times as much as in one action.
const PERIOD: i64 = 10;

impl ApprovalPolicy {
    /// What holds before any was decided on: one checker; two for whoever may move more than
    /// EUR 100,000 in one action, or ten times as much over a period.
    // Stored: requests name it by its hash.
    pub fn built_in() -> Self {
        let step = |approvals| Step {
            group: None,
            approvals,
        };
        let hours = APPROVAL_LIFETIME_SECONDS / 3600;
        Self {
            version: 1,
            lifetime_hours: u32::try_from(hours).expect("a day has 24 hours"),
            groups: vec![],
            rules: vec![
                Rule {
                    when: Condition {
                        above: bounds(1),
                        above_in_period: bounds(PERIOD),
                        ..Condition::default()
                    },
                    steps: vec![step(2)],
                },
                Rule {
                    when: Condition::default(),
                    steps: vec![step(1)],
                },
            ],
        }
    }
}

fn bounds(times: i64) -> Vec<Money> {
    BOUNDS
        .iter()
        .map(|(code, minor_units)| {
            let currency = Currency::parse("currency", code).expect("ISO 4217 knows it");
            Money::from_minor_units(currency, minor_units * times).expect("positive")
        })
        .collect()
}
