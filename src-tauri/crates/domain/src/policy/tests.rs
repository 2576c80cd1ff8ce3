//! Which approvals a request takes.

use super::*;
use crate::{
    money::Currency,
    scope::{Limit, PeriodLimit},
};

fn money(code: &str, minor_units: i64) -> Money {
    let currency = Currency::parse("currency", code).expect("a currency");
    Money::from_minor_units(currency, minor_units).expect("positive")
}

fn scope_up_to(per_action: Money) -> Scope {
    Scope {
        limits: vec![Limit {
            per_action,
            per_period: None,
        }],
        ..Scope::default()
    }
}

fn approvals(scope: &Scope) -> u8 {
    ApprovalPolicy::built_in()
        .steps_of(ProfileId::Agent, scope)
        .iter()
        .map(|step| step.approvals)
        .sum()
}

#[test]
fn two_approve_above_a_hundred_thousand_euros() {
    assert_eq!(approvals(&scope_up_to(money("EUR", 10_000_000))), 1);
    assert_eq!(approvals(&scope_up_to(money("EUR", 10_000_001))), 2);
}

#[test]
fn sum_of_a_period_counts_from_ten_times_as_much() {
    let with_period = |minor_units| {
        let mut scope = scope_up_to(money("EUR", 100));
        scope.limits[0].per_period = Some(PeriodLimit {
            amount: money("EUR", minor_units),
            seconds: 86_400,
        });
        approvals(&scope)
    };
    assert_eq!(with_period(100_000_000), 1);
    assert_eq!(with_period(100_000_001), 2);
}

#[test]
fn amount_that_can_not_be_compared_counts_as_more() {
    assert_eq!(approvals(&scope_up_to(money("USD", 100))), 1);
    assert_eq!(approvals(&scope_up_to(money("JPY", 15_000_001))), 2);
    assert_eq!(approvals(&scope_up_to(money("ZAR", 100))), 2);
}

#[test]
fn profile_that_asks_for_more_gets_a_step_more() {
    let policy = ApprovalPolicy::built_in();
    let small = scope_up_to(money("EUR", 100));
    let large = scope_up_to(money("EUR", 10_000_001));
    let total = |approvals, scope| {
        let required = Required::by(Some(&policy), ProfileId::Agent, approvals, scope);
        (required.total(), required.steps().len())
    };
    assert_eq!(total(1, &small), (1, 1));
    assert_eq!(total(3, &small), (3, 2));
    assert_eq!(total(1, &large), (2, 1));
    let before = Required::by(None, ProfileId::Agent, 2, &large);
    assert_eq!((before.total(), before.steps().len()), (2, 1));
    assert_eq!(before.lifetime_seconds(), 86_400);
}

#[test]
fn approval_belongs_to_the_first_step_that_has_not_all() {
    let mut policy = ApprovalPolicy::built_in();
    let step = |group: &str, approvals| Step {
        group: Some(group.into()),
        approvals,
    };
    policy.groups = ["risk", "compliance"]
        .map(|name| Group {
            name: name.into(),
            officers: vec![OfficerId::numbered(3), OfficerId::numbered(4)],
        })
        .to_vec();
    policy.rules[1].steps = vec![step("risk", 2), step("compliance", 1)];
    let scope = scope_up_to(money("EUR", 100));
    let required = Required::by(Some(&policy), ProfileId::Agent, 1, &scope);
    let open = |given| required.open_step(given).map(|(at, _)| at);
    assert_eq!([0, 1, 2, 3].map(open), [Some(0), Some(0), Some(1), None]);
}

#[test]
fn policy_under_which_something_could_not_be_approved_is_refused() {
    let current = ApprovalPolicy::built_in();
    let mut next = current.clone();
    next.version = 2;
    assert_eq!(next.check_follows(&current), Ok(()));
    let with = |change: &dyn Fn(&mut ApprovalPolicy)| {
        let mut changed = next.clone();
        change(&mut changed);
        changed.check_follows(&current)
    };
    let faults = [
        with(&|policy| policy.version = 3),
        with(&|policy| policy.rules.clear()),
        with(&|policy| drop(policy.rules.pop())),
        with(&|policy| policy.rules[1].steps.clear()),
        with(&|policy| policy.rules[1].steps[0].approvals = 0),
        with(&|policy| policy.rules[1].steps[0].group = Some("risk".into())),
        with(&|policy| {
            let officers = vec![OfficerId::numbered(3)];
            for name in ["risk", "compliance"] {
                let (name, officers) = (name.to_owned(), officers.clone());
                policy.rules[1].steps.push(Step {
                    group: Some(name.clone()),
                    approvals: 1,
                });
                policy.groups.push(Group { name, officers });
            }
        }),
        with(&|policy| policy.lifetime_hours = 0),
    ];
    assert_eq!(
        faults.map(Result::unwrap_err),
        [
            PolicyFault::Version { expected: 2 },
            PolicyFault::Rules,
            PolicyFault::LastRule,
            PolicyFault::Steps { rule: 2 },
            PolicyFault::Steps { rule: 2 },
            PolicyFault::Group {
                rule: 2,
                group: "risk".into()
            },
            PolicyFault::Officers { rule: 2 },
            PolicyFault::Lifetime,
        ]
    );
}

#[test]
fn policy_reads_back() {
    let policy = ApprovalPolicy::built_in();
    let read: ApprovalPolicy = serde_json::from_slice(&jcs::to_vec(&policy)).expect("reads back");
    assert_eq!(read, policy);
}

#[test]
fn rule_for_an_action_fits_a_wildcard_that_takes_it_in() {
    let fits = |rule: &str, asked: &str| {
        let name = |text: &str| ActionName::parse("actions", text).expect("a name");
        let condition = Condition {
            actions: vec![name(rule)],
            ..Condition::default()
        };
        let scope = Scope {
            actions: vec![name("report.read"), name(asked)],
            ..Scope::default()
        };
        condition.fits(ProfileId::Agent, &scope)
    };
    for (rule, asked) in [
        ("payment.initiate", "payment.initiate"),
        ("payment.initiate", "payment.*"),
        ("payment.*", "payment.initiate"),
        ("payment.*", "payment.*"),
        ("payment.*", "payment.card.*"),
        ("payment.card.*", "payment.*"),
    ] {
        assert!(fits(rule, asked), "{rule}: {asked}");
    }
    for (rule, asked) in [
        ("payment.initiate", "payments.*"),
        ("payment.initiate", "payment.card.*"),
        ("payment.*", "payment"),
        ("payment.card.*", "payment.cash.*"),
    ] {
        assert!(!fits(rule, asked), "{rule}: {asked}");
    }
}
