//! Proposing another approval policy: in force once another officer approved it.

use chancery_domain::{
    Language, Utc,
    change::Change,
    officer::{Act, OfficerId},
    policy::ApprovalPolicy,
};

use super::PolicyRefusal;
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    view::ChangeView,
};

/// What a proposal would change, before anyone signs it.
pub fn read(
    workspace: &Workspace,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let change = parse(workspace, json)?;
    change::preview(workspace, change, language, now)
}

/// Proposes a policy, signed by the officer. Another officer decides.
pub fn propose(
    workspace: &mut Workspace,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |workspace: &mut Workspace| parse(workspace, json);
    change::propose(workspace, "policy", make, proposal, language, now)
}

/// Reads a policy and holds it against the one in force and against who serves.
fn parse(workspace: &Workspace, json: &str) -> Result<Change, Error> {
    let next: ApprovalPolicy = serde_json::from_str(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })?;
    let current = workspace.read().policy_in_force()?;
    next.check_follows(&current).map_err(PolicyRefusal::from)?;
    check_officers(&next, &checkers(workspace)?)?;
    Ok(Change::Policy {
        current: current.sha256(),
        next,
    })
}

fn checkers(workspace: &Workspace) -> Result<Vec<OfficerId>, Error> {
    let officers = workspace.read().officers()?.into_iter();
    let serving = officers.filter(|row| row.retired_seq.is_none() && row.role.may(Act::Approve));
    Ok(serving.map(|row| row.id).collect())
}

/// Under the policy every request can be approved by those who serve now.
fn check_officers(policy: &ApprovalPolicy, checkers: &[OfficerId]) -> Result<(), PolicyRefusal> {
    for group in &policy.groups {
        let stranger = group.officers.iter().find(|one| !checkers.contains(one));
        if let Some(officer) = stranger {
            return Err(PolicyRefusal::NoChecker {
                officer: officer.to_string(),
                group: group.name.clone(),
            });
        }
    }
    for (at, rule) in policy.rules.iter().enumerate() {
        let needed = rule.steps.iter().map(|step| usize::from(step.approvals));
        let needed = needed.sum();
        if needed > checkers.len() {
            return Err(PolicyRefusal::FewCheckers {
                rule: at + 1,
                needed,
                serving: checkers.len(),
            });
        }
    }
    Ok(())
}
