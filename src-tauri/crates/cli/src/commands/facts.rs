//! `facts show|propose`.

use std::path::Path;

use chancery_operations::{
    Error, Workspace,
    change::Proposal,
    edge, facts,
    view::{AgentFactsView, DecidedView, FirmFactsView, ReviewView, RoleView},
};

use super::{change::proposed_or_shown, request::text};
use crate::{
    arguments::{FactsVerb, Proposing},
    context::Context,
    output::{Output, Verdict},
};

/// What is said of a question that nobody answered.
const OPEN: &str = "not decided";

pub(crate) fn run(
    context: &mut Context,
    verb: FactsVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        FactsVerb::Show { agent: None, draft } => firm(context, draft, output),
        FactsVerb::Show {
            agent: Some(agent),
            draft,
        } => of_agent(context, &agent, draft, output),
        FactsVerb::Propose {
            file,
            agent,
            proposing,
        } => propose(context, &file, agent.as_deref(), &proposing, output),
    }
}

fn firm(context: &Context, draft: bool, output: &mut Output) -> Result<Verdict, Error> {
    let view = facts::firm(&context.workspace)?;
    output.show(&view, |view| match draft {
        true => view.next_json.lines().map(str::to_owned).collect(),
        false => firm_lines(view),
    });
    Ok(Verdict::Done)
}

fn firm_lines(view: &FirmFactsView) -> Vec<String> {
    let mut lines = vec![view.name.clone(), String::new()];
    let named = [
        ("LEI", view.lei.as_str()),
        ("country", &view.country),
        ("type", &view.kind),
        ("authority", &view.authority),
        ("authorisation", &view.authorisation),
        ("authorised on", &view.authorised_on),
        ("DORA", view.dora.as_deref().unwrap_or(OPEN)),
        ("PKI", view.pki.as_deref().unwrap_or(OPEN)),
    ];
    lines.extend(named.map(|(name, value)| line(name, value)));
    lines.push(decided(view.decided.as_ref(), "as founded"));
    lines
}

fn of_agent(
    context: &Context,
    agent: &str,
    draft: bool,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let view = facts::agent(&context.workspace, agent, edge::now())?;
    output.show(&view, |view| match draft {
        true => view.next_json.lines().map(str::to_owned).collect(),
        false => agent_lines(view),
    });
    Ok(Verdict::Done)
}

fn agent_lines(view: &AgentFactsView) -> Vec<String> {
    let mut lines = vec![view.agent.clone(), String::new()];
    let high_risk = match (&view.high_risk, &view.high_risk_ground) {
        (Some(is), Some(ground)) => format!("{is}: {ground}"),
        _ => OPEN.to_owned(),
    };
    let named = [
        ("deals in", view.deals_in.as_deref().unwrap_or(OPEN)),
        ("AI Act role", view.ai_act_role.as_deref().unwrap_or(OPEN)),
        ("high-risk", &high_risk),
        ("critical", yes_or_no(view.critical_function)),
        ("personal data", yes_or_no(view.personal_data)),
        ("about persons", yes_or_no(view.decides_about_persons)),
    ];
    lines.extend(named.map(|(name, value)| line(name, value)));
    lines.push(decided(view.decided.as_ref(), OPEN));
    lines.extend(view.review.as_ref().map(review_line));
    lines
}

/// When an agent is reviewed next, and who reviewed it last.
pub(super) fn review_line(view: &ReviewView) -> String {
    let last = view.last.as_ref().map_or_else(
        || "never reviewed".to_owned(),
        |last| format!("last by {} at {}: {}", last.officer, last.at, last.reason),
    );
    let late = if view.overdue { " (OVERDUE)" } else { "" };
    line(
        "review",
        &format!(
            "every {} months, due {}{late}; {last}",
            view.months, view.due
        ),
    )
}

fn line(name: &str, value: &str) -> String {
    format!("  {name:<14} {value}")
}

fn yes_or_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => OPEN,
    }
}

fn decided(by: Option<&DecidedView>, otherwise: &str) -> String {
    let words = by.map_or_else(
        || otherwise.to_owned(),
        |by| format!("{} at {}, {}", by.officers.join(" and "), by.at, by.change),
    );
    line("decided", &words)
}

fn propose(
    context: &mut Context,
    file: &Path,
    agent: Option<&str>,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let json = text(file)?;
    let preview = |workspace: &Workspace, language, now| match agent {
        None => facts::read_firm(workspace, &json, language, now),
        Some(agent) => facts::read_agent(workspace, agent, &json, language, now),
    };
    let propose = |workspace: &mut Workspace, proposal: &Proposal<'_>, language, now| match agent {
        None => facts::propose_firm(workspace, &json, proposal, language, now),
        Some(agent) => facts::propose_agent(workspace, agent, &json, proposal, language, now),
    };
    let role = RoleView::Administrator;
    proposed_or_shown(context, role, proposing, output, preview, propose)
}
