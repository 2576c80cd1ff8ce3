//! The policy in force, as people read it.

use chancery_domain::{
    Language,
    money::Money,
    policy::{ApprovalPolicy, Condition, Group, Rule},
};

use crate::{
    Error, Workspace,
    request::step_officer,
    view::{GroupView, PolicyView, RuleStep, RuleView},
};

/// The policy in force.
pub fn show(workspace: &Workspace, language: Language) -> Result<PolicyView, Error> {
    let last = workspace.read().last_policy()?;
    let policy = workspace.read().policy_in_force()?;
    let groups = policy.groups.iter().map(|group| view(workspace, group));
    Ok(PolicyView {
        version: policy.version,
        sha256: policy.sha256().to_upper_hex(),
        change: last.as_ref().map(|row| row.change.to_string()),
        since: last.map(|row| row.at.to_string()),
        lifetime_hours: policy.lifetime_hours,
        groups: groups.collect::<Result<_, _>>()?,
        rules: policy
            .rules
            .iter()
            .map(|rule| rule_view(rule, language))
            .collect(),
        next_json: next_json(&policy),
    })
}

/// What officers begin from: the same rules under the next version's number.
fn next_json(policy: &ApprovalPolicy) -> String {
    let next = ApprovalPolicy {
        version: policy.version.saturating_add(1),
        ..policy.clone()
    };
    serde_json::to_string_pretty(&next).expect("policies have a JSON form")
}

fn view(workspace: &Workspace, group: &Group) -> Result<GroupView, Error> {
    let officers = group.officers.iter();
    Ok(GroupView {
        name: group.name.clone(),
        officers: officers
            .map(|officer| step_officer(workspace, officer))
            .collect::<Result<_, _>>()?,
    })
}

fn rule_view(rule: &Rule, language: Language) -> RuleView {
    let steps = rule.steps.iter().map(|step| RuleStep {
        group: step.group.clone(),
        approvals: step.approvals,
    });
    RuleView {
        when: when(&rule.when, language),
        steps: steps.collect(),
    }
}

/// Parts that must all hold, with a semicolon between them.
fn when(condition: &Condition, language: Language) -> String {
    let mut parts = Vec::new();
    if !condition.profiles.is_empty() {
        let labels = condition.profiles.iter().map(|id| id.label(language));
        parts.push(labels.collect::<Vec<_>>().join(", "));
    }
    if !condition.actions.is_empty() {
        let actions = condition.actions.iter().map(|action| action.as_str());
        parts.push(actions.collect::<Vec<_>>().join(", "));
    }
    let amounts = [
        above(&condition.above, false, language),
        above(&condition.above_in_period, true, language),
    ];
    let amounts: Vec<String> = amounts.into_iter().flatten().collect();
    let or = match language {
        Language::En => " or ",
        Language::De => " oder ",
    };
    if !amounts.is_empty() {
        parts.push(amounts.join(or));
    }
    match (parts.as_slice(), language) {
        ([], Language::En) => "every request".to_owned(),
        ([], Language::De) => "jeder Antrag".to_owned(),
        (parts, _) => parts.join("; "),
    }
}

fn above(bounds: &[Money], in_period: bool, language: Language) -> Option<String> {
    if bounds.is_empty() {
        return None;
    }
    let bounds: Vec<String> = bounds
        .iter()
        .map(|bound| bound.to_words(language))
        .collect();
    let bounds = bounds.join(", ");
    Some(match (language, in_period) {
        (Language::En, false) => format!("more than {bounds} in one action"),
        (Language::En, true) => format!("more than {bounds} over a period"),
        (Language::De, false) => format!("mehr als {bounds} in einer Handlung"),
        (Language::De, true) => format!("mehr als {bounds} in einem Zeitraum"),
    })
}
