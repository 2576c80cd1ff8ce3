//! `standing propose|approve|list|show|uses|withdraw`, and requests under one.

use std::path::Path;

use chancery_operations::{
    Error,
    certificate::ByOfficer,
    edge,
    request::{self, Decider, Submission},
    standing,
    view::{RoleView, StandingState, StandingUsePage, StandingView},
};

use super::{
    certificate::issue_all,
    change::{self, proposed_or_shown},
    request::{Source, decision_line, list_these, read},
};
use crate::{
    arguments::{Proposing, StandingVerb},
    context::Context,
    output::{Output, Verdict, table},
};

pub(super) fn run(
    context: &mut Context,
    verb: StandingVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        StandingVerb::Propose { file, proposing } => propose(context, &file, &proposing, output),
        StandingVerb::Approve { id, reason } => approve(context, &id, &reason, output),
        StandingVerb::List { all } => list(context, all, output),
        StandingVerb::Show { id } => {
            let (workspace, language) = (&context.workspace, context.language);
            let view = standing::show(workspace, &id, language, edge::now())?;
            output.show(&view, lines);
            Ok(Verdict::Done)
        }
        StandingVerb::Uses { id, before } => {
            let page = standing::uses(&context.workspace, &id, before)?;
            output.show(&page, use_lines);
            Ok(Verdict::Done)
        }
        StandingVerb::Withdraw { id, reason } => withdraw(context, &id, &reason, output),
    }
}

fn propose(
    context: &mut Context,
    file: &Path,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let json = String::from_utf8(read(file)?).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })?;
    proposed_or_shown(
        context,
        RoleView::Maker,
        proposing,
        output,
        |workspace, language, now| standing::read(workspace, &json, language, now),
        |workspace, proposal, language, now| {
            standing::propose(workspace, &json, proposal, language, now)
        },
    )
}

fn approve(
    context: &mut Context,
    id: &str,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let checker = context.officer(RoleView::Checker)?;
    let pin = context.pin(&checker)?;
    let decider = Decider {
        checker: &checker.id,
        reason,
        pin: &pin,
    };
    change::approve(context, id, &decider, output)
}

fn withdraw(
    context: &mut Context,
    id: &str,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let officer = context.officer(RoleView::Checker)?;
    let pin = context.pin(&officer)?;
    let by = ByOfficer {
        officer: &officer.id,
        comment: reason,
        pin: &pin,
    };
    let (workspace, language) = (&mut context.workspace, context.language);
    let view = standing::withdraw(workspace, id, &by, language, edge::now())?;
    output.show(&view, lines);
    Ok(Verdict::Done)
}

fn list(context: &Context, all: bool, output: &mut Output) -> Result<Verdict, Error> {
    let (workspace, language) = (&context.workspace, context.language);
    let views = standing::list(workspace, all, language, edge::now())?;
    output.show(&views, |views| {
        let rows: Vec<Vec<String>> = views.iter().map(row).collect();
        table(
            &["Id", "State", "Agents", "Used", "Until", "At most"],
            &rows,
        )
    });
    Ok(Verdict::Done)
}

fn row(view: &StandingView) -> Vec<String> {
    vec![
        view.id.clone(),
        state(view.state).to_owned(),
        view.agents.clone(),
        format!("{}/{}", view.used, view.count),
        view.until.clone(),
        sentence(view),
    ]
}

fn state(state: StandingState) -> &'static str {
    match state {
        StandingState::InForce => "in force",
        StandingState::Ended => "ended",
        StandingState::UsedUp => "used up",
        StandingState::Withdrawn => "withdrawn",
        StandingState::Void => "void",
    }
}

fn sentence(view: &StandingView) -> String {
    let spans = view.sentence.spans.iter();
    spans.map(|span| span.text.as_str()).collect()
}

fn lines(view: &StandingView) -> Vec<String> {
    let mut lines = vec![
        format!("{} ({})", view.id, state(view.state)),
        String::new(),
        format!("  {}", sentence(view)),
        String::new(),
        format!("  {:<14} {}", "profile", view.profile),
        format!("  {:<14} {}", "agents", view.agents),
        format!("  {:<14} {} days", "valid for", view.validity_days),
        format!("  {:<14} {} of {}", "used", view.used, view.count),
        format!(
            "  {:<14} {} of {}",
            "in an hour", view.used_lately, view.per_hour
        ),
        format!("  {:<14} {}", "not issued yet", view.waiting),
        format!("  {:<14} {} to {}", "holds", view.since, view.until),
    ];
    let void = view.void.iter();
    lines.extend(void.map(|why| format!("  {:<14} {why}", "void")));
    lines.extend(view.decisions.iter().map(decision_line));
    lines
}

fn use_lines(page: &StandingUsePage) -> Vec<String> {
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| {
            vec![
                row.seq.to_string(),
                row.request.clone(),
                row.agent_id.clone(),
                row.at.clone(),
                row.certificate.clone().unwrap_or_default(),
            ]
        })
        .collect();
    let heads = ["Event", "Request", "Agent", "At", "Certificate"];
    let mut lines = table(&heads, &rows);
    lines.push(format!("{} in all", page.total));
    if let Some(next) = page.next {
        lines.push(format!("More: --before {next}"));
    }
    lines
}

/// `request new --standing`.
pub(super) fn new(
    context: &mut Context,
    source: &Source<'_>,
    standing: &str,
    at_once: bool,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.officer(RoleView::Maker)?;
    let inputs = source.inputs(context)?;
    let pin = context.pin(&maker)?;
    let submission = Submission {
        maker: &maker.id,
        reason,
        pin: &pin,
    };
    let workspace = &mut context.workspace;
    let ids = request::submit_under(workspace, standing, &inputs, &submission, edge::now())?;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    match at_once {
        true => issue(context, &maker.id, &ids, output),
        false => list_these(ids, output),
    }
}

/// Issues what a standing authorisation approved; nothing, if all was issued before.
pub(super) fn issue(
    context: &mut Context,
    maker: &str,
    ids: &[String],
    output: &mut Output,
) -> Result<Verdict, Error> {
    if ids.is_empty() {
        return list_these(vec![], output);
    }
    issue_all(context, maker, ids, output)
}
