//! What one request's approval takes: fixed when it is submitted.

use super::{ApprovalPolicy, Group};
use crate::{
    decision::APPROVAL_LIFETIME_SECONDS, officer::OfficerId, profile::ProfileId, scope::Scope,
};

/// The steps of a request's approval, and how long an approval may wait for its use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    steps: Vec<RequiredStep>,
    lifetime_seconds: i64,
}

/// Approvals that come together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredStep {
    /// Whose; absent: any checker's.
    pub group: Option<Group>,
    /// How many.
    pub approvals: u8,
}

impl RequiredStep {
    /// True if an officer may approve in it.
    pub fn admits(&self, officer: &OfficerId) -> bool {
        match &self.group {
            Some(group) => group.officers.contains(officer),
            None => true,
        }
    }
}

impl Required {
    /// What a policy asks for; where the profile asks for more, any checkers make up for it in
    /// the end. Without a policy (before there were any): what the profile asks for.
    pub fn by(
        policy: Option<&ApprovalPolicy>,
        profile: ProfileId,
        of_profile: u8,
        scope: &Scope,
    ) -> Self {
        let mut steps: Vec<RequiredStep> = policy.map_or_else(Vec::new, |policy| {
            let steps = policy.steps_of(profile, scope).iter();
            let resolve = |name: &String| {
                // A group that is not there has no officers: nobody may approve.
                policy.group(name).cloned().unwrap_or_else(|| Group {
                    name: name.clone(),
                    officers: vec![],
                })
            };
            let required = steps.map(|step| RequiredStep {
                group: step.group.as_ref().map(resolve),
                approvals: step.approvals,
            });
            required.collect()
        });
        let of_policy = total(&steps);
        let missing = of_profile.max(1).saturating_sub(of_policy);
        if missing > 0 {
            steps.push(RequiredStep {
                group: None,
                approvals: missing,
            });
        }
        Self {
            steps,
            lifetime_seconds: policy
                .map_or(APPROVAL_LIFETIME_SECONDS, ApprovalPolicy::lifetime_seconds),
        }
    }

    /// One after the other.
    pub fn steps(&self) -> &[RequiredStep] {
        &self.steps
    }

    /// Approvals in all.
    pub fn total(&self) -> u8 {
        total(&self.steps)
    }

    /// The step to which the next approval goes after so many; `None` if there are all.
    pub fn open_step(&self, given: usize) -> Option<(usize, &RequiredStep)> {
        let mut before = 0;
        self.steps.iter().enumerate().find(|(_, step)| {
            before += usize::from(step.approvals);
            given < before
        })
    }

    /// How long an approval may wait for its use.
    pub fn lifetime_seconds(&self) -> i64 {
        self.lifetime_seconds
    }
}

fn total(steps: &[RequiredStep]) -> u8 {
    steps
        .iter()
        .fold(0, |sum, step| sum.saturating_add(step.approvals))
}
