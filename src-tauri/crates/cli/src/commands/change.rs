//! Changes of rules: `CHG-` ids under `request list|show|approve|reject`.

use chancery_domain::{Language, Utc};
use chancery_operations::{
    Error, Workspace,
    change::{self, Proposal},
    edge,
    request::Decider,
    view::{ChangeRow, ChangeView, RoleView},
};

use super::request::{decision_line, state};
use crate::{
    arguments::Proposing,
    context::Context,
    output::{Output, Verdict, table},
};

/// True for the id of a change.
pub(super) fn is_one(id: &str) -> bool {
    id.starts_with("CHG-")
}

/// The newest changes; those that wait, or all.
pub(super) fn rows(context: &Context, all: bool) -> Result<Vec<ChangeRow>, Error> {
    let page = change::list(
        &context.workspace,
        !all,
        None,
        context.viewer(),
        context.language,
    )?;
    Ok(page.rows)
}

pub(super) fn lines_of(rows: &[ChangeRow]) -> Vec<String> {
    if rows.is_empty() {
        return vec![];
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.id.clone(),
                state(&row.state),
                row.proposed_at.clone(),
                row.proposer.clone(),
                format!("{} {}", row.kind, row.subject),
            ]
        })
        .collect();
    let mut lines = vec![String::new()];
    lines.extend(table(
        &["Change", "State", "Proposed", "Proposer", "Of"],
        &rows,
    ));
    lines
}

pub(super) fn show(context: &mut Context, id: &str, output: &mut Output) -> Result<Verdict, Error> {
    let view = change::show(&context.workspace, id, context.viewer(), context.language)?;
    context.reads("change", id)?;
    Ok(print(&view, output))
}

pub(super) fn approve(
    context: &mut Context,
    id: &str,
    decider: &Decider<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let language = context.language;
    let view = change::approve(&mut context.workspace, id, decider, language, edge::now())?;
    Ok(print(&view, output))
}

pub(super) fn reject(
    context: &mut Context,
    id: &str,
    decider: &Decider<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let language = context.language;
    let view = change::reject(&mut context.workspace, id, decider, language, edge::now())?;
    Ok(print(&view, output))
}

/// Proposes a change as the officer who acts: the administrator, if none is named.
pub(super) fn proposed(
    context: &mut Context,
    reason: &str,
    output: &mut Output,
    propose: impl FnOnce(&mut Context, &Proposal<'_>) -> Result<ChangeView, Error>,
) -> Result<Verdict, Error> {
    proposed_by(context, RoleView::Administrator, reason, output, propose)
}

/// [`proposed`], by the first officer of a role if none is named.
pub(super) fn proposed_by(
    context: &mut Context,
    role: RoleView,
    reason: &str,
    output: &mut Output,
    propose: impl FnOnce(&mut Context, &Proposal<'_>) -> Result<ChangeView, Error>,
) -> Result<Verdict, Error> {
    let officer = context.officer(role)?;
    let pin = context.pin(&officer)?;
    let proposal = Proposal {
        officer: &officer.id,
        reason,
        pin: &pin,
    };
    Ok(print(&propose(context, &proposal)?, output))
}

/// [`proposed_by`], or with `--dry-run` what it would be: read by `preview`, signed by nobody. The
/// instant is that of signing: a PIN may take long to type.
pub(super) fn proposed_or_shown(
    context: &mut Context,
    role: RoleView,
    told: &Proposing,
    output: &mut Output,
    preview: impl FnOnce(&Workspace, Language, Utc) -> Result<ChangeView, Error>,
    propose: impl FnOnce(&mut Workspace, &Proposal<'_>, Language, Utc) -> Result<ChangeView, Error>,
) -> Result<Verdict, Error> {
    let language = context.language;
    if told.dry_run {
        let view = preview(&context.workspace, language, edge::now())?;
        return Ok(print(&view, output));
    }
    proposed_by(context, role, &told.reason, output, |context, proposal| {
        propose(&mut context.workspace, proposal, language, edge::now())
    })
}

pub(super) fn print(view: &ChangeView, output: &mut Output) -> Verdict {
    output.show(view, lines);
    Verdict::Done
}

/// Not everything that changes has versions.
fn versions(view: &ChangeView) -> String {
    match (view.current_version, view.next_version) {
        (0, 0) => String::new(),
        (current, next) => format!(", version {current} to {next}"),
    }
}

fn lines(view: &ChangeView) -> Vec<String> {
    // Before anyone signed it, it has no id.
    let named = match view.row.id.as_str() {
        "" => "Not signed".to_owned(),
        id => format!("{id} ({})", state(&view.row.state)),
    };
    let mut lines = vec![
        format!("{named}: {}{}", view.row.label, versions(view)),
        format!("  {}", view.row.sentence),
        String::new(),
    ];
    for row in &view.diff {
        let (now, then) = (row.now.as_deref(), row.then.as_deref());
        let (now, then) = (now.unwrap_or("-"), then.unwrap_or("-"));
        lines.push(if now == then {
            format!("  {:<18} {then}", row.field)
        } else {
            format!("  {:<18} {now}  ->  {then}", row.field)
        });
    }
    lines.push(String::new());
    lines.push(format!("  {:<14} {}", "SHA-256", view.object_sha256));
    lines.push(format!("  {:<14} {}", "words", view.object_words.join(" ")));
    if !view.applies && view.row.state == chancery_operations::view::ChangeState::Submitted {
        lines.push("  another version is in force since: it can only be rejected".to_owned());
    }
    lines.extend(view.decisions.iter().map(decision_line));
    lines
}
