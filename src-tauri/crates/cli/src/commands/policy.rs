//! `policy show|propose`.

use std::path::Path;

use chancery_operations::{
    Error, policy,
    view::{PolicyView, RoleView, RuleView},
};

use super::{change::proposed_or_shown, request::text};
use crate::{
    arguments::{PolicyVerb, Proposing},
    context::Context,
    output::{Output, Verdict},
};

pub(crate) fn run(
    context: &mut Context,
    verb: PolicyVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        PolicyVerb::Show { draft } => show(context, draft, output),
        PolicyVerb::Propose { file, proposing } => propose(context, &file, &proposing, output),
    }
}

fn show(context: &Context, draft: bool, output: &mut Output) -> Result<Verdict, Error> {
    let view = policy::show(&context.workspace, context.language)?;
    output.show(&view, |view| match draft {
        true => view.next_json.lines().map(str::to_owned).collect(),
        false => lines(view),
    });
    Ok(Verdict::Done)
}

fn lines(view: &PolicyView) -> Vec<String> {
    let since = match (&view.change, &view.since) {
        (Some(change), Some(since)) => format!("since {since} by {change}"),
        _ => "built in".to_owned(),
    };
    let mut lines = vec![
        format!("Approval policy, version {} ({since})", view.version),
        String::new(),
        format!("  {:<14} {} hours", "approvals last", view.lifetime_hours),
        format!("  {:<14} {}", "SHA-256", view.sha256),
    ];
    for group in &view.groups {
        let officers: Vec<&str> = group.officers.iter().map(|one| one.id.as_str()).collect();
        lines.push(format!("  {:<14} {}", group.name, officers.join(", ")));
    }
    lines.push(String::new());
    let rules = view.rules.iter().enumerate();
    lines.extend(rules.map(|(at, rule)| format!("  {}. {}", at + 1, rule_line(rule))));
    lines
}

fn rule_line(rule: &RuleView) -> String {
    let steps: Vec<String> = rule
        .steps
        .iter()
        .map(|step| {
            let group = step.group.as_deref().unwrap_or("any checker");
            format!("{} of {group}", step.approvals)
        })
        .collect();
    format!("{}: {}", rule.when, steps.join(", then "))
}

fn propose(
    context: &mut Context,
    file: &Path,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let json = text(file)?;
    proposed_or_shown(
        context,
        RoleView::Administrator,
        proposing,
        output,
        |workspace, language, now| policy::read(workspace, &json, language, now),
        |workspace, proposal, language, now| {
            policy::propose(workspace, &json, proposal, language, now)
        },
    )
}
