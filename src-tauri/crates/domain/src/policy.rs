//! Who must approve what: rules as data, changed only by a decision.

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    action::ActionName,
    decision::APPROVAL_LIFETIME_SECONDS,
    jcs,
    money::{Currency, Money},
    officer::OfficerId,
    profile::ProfileId,
    scope::Scope,
};

/// At most so many rules in a policy, and groups.
pub const MAX_RULES: usize = 64;
/// At most so many steps in a rule.
pub const MAX_STEPS: usize = 4;
/// An approval may be asked to be used within so much, at most.
pub const MAX_LIFETIME_HOURS: u32 = 168;

/// The rules in force. The first rule that fits a request says who approves it.
// Stored and signed: a change of its fields is a new version of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalPolicy {
    /// Counts up from 1.
    pub version: u32,
    /// Hours within which an approval must be used.
    pub lifetime_hours: u32,
    /// Officers by the function that they approve for: risk, compliance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The first one that fits counts; the last one fits everything.
    pub rules: Vec<Rule>,
}

/// Officers who approve for a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name: `risk`.
    pub name: String,
    /// Who belongs to it. Each must be a checker when they approve.
    pub officers: Vec<OfficerId>,
}

/// Which requests, and which approvals they take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which requests it fits: all that is named must hold.
    #[serde(default, skip_serializing_if = "Condition::is_empty")]
    pub when: Condition,
    /// One after the other.
    pub steps: Vec<Step>,
}

/// Which requests a rule fits. What is absent asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// One of these profiles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<ProfileId>,
    /// At least one of these actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionName>,
    /// More than one of these amounts, in a limit per action or a period; a limit in a currency
    /// that is not named here is more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub above: Vec<Money>,
}

/// Approvals that come together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The group that approves; absent: any checker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How many of them.
    pub approvals: u8,
}

/// What is wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// It must follow the one in force.
    #[error("the version must be {expected}")]
    Version {
        /// The number that comes next.
        expected: u32,
    },
    /// No rule, or too many.
    #[error("a policy has 1 to 64 rules")]
    Rules,
    /// Some request would fit no rule.
    #[error("the last rule must fit every request")]
    LastRule,
    /// No step, or too many, or one without approvals.
    #[error("rule {rule}: 1 to 4 steps, each of 1 to 8 approvals")]
    Steps {
        /// Its number, from 1.
        rule: usize,
    },
    /// A step names what is not there, or asks for more officers than there are.
    #[error(
        "rule {rule}: group {group} is not there, or has fewer officers than the step asks for"
    )]
    Group {
        /// The rule's number, from 1.
        rule: usize,
        /// The group's name.
        group: String,
    },
    /// 1 to 168 hours.
    #[error("an approval is used within 1 to 168 hours")]
    Lifetime,
}

impl ApprovalPolicy {
    /// What holds before any was decided on: one checker; two above EUR 100,000.
    pub fn built_in() -> Self {
        let euro = Currency::parse("currency", "EUR").expect("ISO 4217 knows the euro");
        let bound = Money::from_minor_units(euro, 10_000_000).expect("positive");
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
                        above: vec![bound],
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

    /// The steps that a request takes.
    pub fn steps_of(&self, profile: ProfileId, scope: &Scope) -> &[Step] {
        self.rules
            .iter()
            .find(|rule| rule.when.fits(profile, scope))
            .map_or(&[], |rule| rule.steps.as_slice())
    }

    /// The officers of a group.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// How long an approval may wait for its use.
    pub fn lifetime_seconds(&self) -> i64 {
        i64::from(self.lifetime_hours) * 3600
    }

    /// Refuses a policy that does not follow `current`, or under which something can't be approved.
    pub fn check_follows(&self, current: &Self) -> Result<(), PolicyFault> {
        let expected = current.version.saturating_add(1);
        if self.version != expected {
            return Err(PolicyFault::Version { expected });
        }
        self.check()
    }

    fn check(&self) -> Result<(), PolicyFault> {
        if !(1..=MAX_LIFETIME_HOURS).contains(&self.lifetime_hours) {
            return Err(PolicyFault::Lifetime);
        }
        if !(1..=MAX_RULES).contains(&self.rules.len()) || self.groups.len() > MAX_RULES {
            return Err(PolicyFault::Rules);
        }
        if !self.rules.last().is_some_and(|rule| rule.when.is_empty()) {
            return Err(PolicyFault::LastRule);
        }
        self.rules
            .iter()
            .enumerate()
            .try_for_each(|(at, rule)| self.check_rule(at + 1, rule))
    }

    fn check_rule(&self, number: usize, rule: &Rule) -> Result<(), PolicyFault> {
        let sound = |step: &Step| (1..=8).contains(&step.approvals);
        if !(1..=MAX_STEPS).contains(&rule.steps.len()) || !rule.steps.iter().all(sound) {
            return Err(PolicyFault::Steps { rule: number });
        }
        for step in &rule.steps {
            let Some(name) = &step.group else { continue };
            let members = self.group(name).map_or(0, |group| group.officers.len());
            if members < usize::from(step.approvals) {
                return Err(PolicyFault::Group {
                    rule: number,
                    group: name.clone(),
                });
            }
        }
        Ok(())
    }

    /// SHA-256 of the canonical form.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }
}

impl Condition {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn fits(&self, profile: ProfileId, scope: &Scope) -> bool {
        let of_profile = self.profiles.is_empty() || self.profiles.contains(&profile);
        let of_action = self.actions.is_empty()
            || scope
                .actions
                .iter()
                .any(|action| self.actions.contains(action));
        of_profile && of_action && (self.above.is_empty() || self.is_exceeded_by(scope))
    }

    fn is_exceeded_by(&self, scope: &Scope) -> bool {
        let is_more = |amount: Money| {
            let bound = self
                .above
                .iter()
                .find(|bound| bound.currency() == amount.currency());
            bound.is_none_or(|bound| amount.minor_units() > bound.minor_units())
        };
        scope.limits.iter().any(|limit| {
            is_more(limit.per_action)
                || limit
                    .per_period
                    .is_some_and(|period| is_more(period.amount))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::{Limit, PeriodLimit};

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
    fn sum_of_a_period_counts_as_an_amount() {
        let mut scope = scope_up_to(money("EUR", 100));
        scope.limits[0].per_period = Some(PeriodLimit {
            amount: money("EUR", 20_000_000),
            seconds: 86_400,
        });
        assert_eq!(approvals(&scope), 2);
    }

    #[test]
    fn amount_that_can_not_be_compared_counts_as_more() {
        assert_eq!(approvals(&scope_up_to(money("CHF", 100))), 2);
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
                PolicyFault::Lifetime,
            ]
        );
    }

    #[test]
    fn policy_reads_back() {
        let policy = ApprovalPolicy::built_in();
        let read: ApprovalPolicy =
            serde_json::from_slice(&jcs::to_vec(&policy)).expect("reads back");
        assert_eq!(read, policy);
    }
}
