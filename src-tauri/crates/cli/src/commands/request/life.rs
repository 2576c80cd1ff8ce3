//! What becomes of a request beside being decided: drafts, withdrawal, the steps that it waits in.

use chancery_operations::{
    Error, edge, request,
    view::{DraftList, DraftView, RequestView, RoleView, StepView},
};

use super::{show, source::Source};
use crate::{
    context::Context,
    output::{Output, Verdict, table},
};

/// How many approvals there are, or what approved it in advance.
pub(super) fn approval_line(view: &RequestView) -> String {
    let (name, told) = match &view.standing {
        None => {
            let told = format!("{} of {}", view.approvals, view.approvals_needed);
            ("approvals", told)
        }
        Some(under) => {
            let used = match under.number {
                Some(number) => format!("use {number} of {}", under.count),
                None => format!("not used yet, for up to {}", under.count),
            };
            let told = format!("under standing authorisation {}, {used}", under.id);
            ("approved", told)
        }
    };
    format!("  {name:<14} {told}")
}

/// Which step waits for whom.
pub(super) fn step_lines(view: &RequestView) -> Vec<String> {
    let line = |step: &StepView| {
        let group = step.group.as_deref().unwrap_or("any checker");
        let may: Vec<&str> = step.may.iter().map(|one| one.id.as_str()).collect();
        let who = match (step.open, may.is_empty()) {
            (true, true) => ", waits for nobody who serves".to_owned(),
            (true, false) => format!(", waits for {}", may.join(" or ")),
            (false, _) => String::new(),
        };
        format!(
            "  {:<14} {} of {} by {group}{who}",
            "step", step.given, step.needed
        )
    };
    let mut lines: Vec<String> = view.steps.iter().map(line).collect();
    if let Some(ends_at) = &view.approval_ends_at {
        lines.push(format!("  {:<14} {ends_at}", "approval ends"));
    }
    lines
}

/// Keeps what was typed; nothing of it is checked.
pub(super) fn keep(
    context: &mut Context,
    source: &Source<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.signed_in(RoleView::Maker)?;
    let inputs = source.inputs(context)?;
    let mut rows = Vec::new();
    for input in &inputs {
        let workspace = &mut context.workspace;
        let kept = request::keep_draft(workspace, input, None, &maker.id, edge::now())?;
        rows.push(kept);
    }
    print(DraftList { rows }, output)
}

pub(super) fn drafts(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    print(
        request::list_drafts(&context.workspace, context.viewer())?,
        output,
    )
}

fn print(list: DraftList, output: &mut Output) -> Result<Verdict, Error> {
    output.show(&list, |list| {
        let row = |row: &DraftView| {
            let agent = row.input.as_ref().map(|input| input.agent_id.clone());
            vec![
                row.id.clone(),
                row.at.clone(),
                row.officer.clone(),
                agent.unwrap_or_else(|| "(erased)".to_owned()),
            ]
        };
        let rows: Vec<Vec<String>> = list.rows.iter().map(row).collect();
        table(&["Draft", "Kept", "Maker", "Agent"], &rows)
    });
    Ok(Verdict::Done)
}

pub(super) fn submit(
    context: &mut Context,
    id: &str,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let (maker, now) = (context.officer(RoleView::Maker)?, edge::now());
    let pin = context.pin(&maker)?;
    let by = request::Submission {
        maker: &maker.id,
        reason,
        pin: &pin,
    };
    let view = request::submit_draft(&mut context.workspace, id, &by, now)?;
    show(context, &view.row.id, output)
}

pub(super) fn discard(
    context: &mut Context,
    id: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.signed_in(RoleView::Maker)?;
    request::give_up_draft(&mut context.workspace, id, &maker.id, edge::now())?;
    drafts(context, output)
}

pub(super) fn withdraw(
    context: &mut Context,
    id: &str,
    reason: &str,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let maker = context.officer(RoleView::Maker)?;
    let pin = context.pin(&maker)?;
    let by = request::Submission {
        maker: &maker.id,
        reason,
        pin: &pin,
    };
    let view = request::withdraw(&mut context.workspace, id, &by, edge::now())?;
    show(context, &view.row.id, output)
}
