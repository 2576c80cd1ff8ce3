//! Who must approve what: rules as data, changed only by a decision.
//!
//! The policy in force when a request is submitted fixes the steps of its approval: what a later
//! one says counts for later requests. Before any was decided on, [`ApprovalPolicy::built_in`] is
//! in force.

mod built_in;
mod required;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest, action::ActionName, jcs, money::Money, officer::OfficerId, profile::ProfileId,
    scope::Scope,
};

pub use required::{Required, RequiredStep};

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
    /// At least one of these actions, or one that a wildcard on either side takes in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionName>,
    /// More than one of these amounts in a single action; a limit in a currency that is not named
    /// here is more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub above: Vec<Money>,
    /// More than one of these amounts over a period, however long; a limit in a currency that is
    /// not named here is more. Named beside [`Condition::above`], either of the two is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub above_in_period: Vec<Money>,
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
    /// Groups that overlap have not enough officers for all steps: one approves once.
    #[error("rule {rule}: its groups have fewer different officers than its steps ask for")]
    Officers {
        /// The rule's number, from 1.
        rule: usize,
    },
    /// 1 to 168 hours.
    #[error("an approval is used within 1 to 168 hours")]
    Lifetime,
}

impl ApprovalPolicy {
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
            if self.members(step).len() < usize::from(step.approvals) {
                return Err(PolicyFault::Group {
                    rule: number,
                    group: name.clone(),
                });
            }
        }
        match self.has_officers_for(&rule.steps) {
            true => Ok(()),
            false => Err(PolicyFault::Officers { rule: number }),
        }
    }

    fn members(&self, step: &Step) -> BTreeSet<&OfficerId> {
        let group = step.group.as_deref().and_then(|name| self.group(name));
        group.map_or_else(BTreeSet::new, |group| group.officers.iter().collect())
    }

    /// Hall's condition: any steps taken together have as many officers as approvals.
    fn has_officers_for(&self, steps: &[Step]) -> bool {
        let of_groups: Vec<&Step> = steps.iter().filter(|step| step.group.is_some()).collect();
        (0..1_usize << of_groups.len()).all(|chosen| {
            let taken = of_groups
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen & (1 << at) != 0)
                .map(|(_, step)| *step);
            let needed: usize = taken.clone().map(|step| usize::from(step.approvals)).sum();
            let officers: BTreeSet<_> = taken.flat_map(|step| self.members(step)).collect();
            officers.len() >= needed
        })
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
            || self.actions.iter().any(|named| {
                let overlaps = |action: &ActionName| action.overlaps(named);
                scope.actions.iter().any(overlaps)
            });
        of_profile && of_action && (self.names_no_amount() || self.is_exceeded_by(scope))
    }

    fn names_no_amount(&self) -> bool {
        self.above.is_empty() && self.above_in_period.is_empty()
    }

    fn is_exceeded_by(&self, scope: &Scope) -> bool {
        scope.limits.iter().any(|limit| {
            let period = limit.per_period.map(|period| period.amount);
            exceeds(limit.per_action, &self.above)
                || period.is_some_and(|amount| exceeds(amount, &self.above_in_period))
        })
    }
}

/// More than the bound in its currency, if any bound is named at all.
fn exceeds(amount: Money, bounds: &[Money]) -> bool {
    let bound = bounds
        .iter()
        .find(|bound| bound.currency() == amount.currency());
    match bound {
        Some(bound) => amount.minor_units() > bound.minor_units(),
        None => !bounds.is_empty(),
    }
}

#[cfg(test)]
mod tests;
