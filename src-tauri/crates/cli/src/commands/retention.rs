//! `retention show|propose`, `hold place|lift|list`, `workspace erase`.

use std::path::Path;

use chancery_operations::{
    Error,
    change::Proposal,
    edge,
    retention::{self, Erasing, Holding},
    view::{LegalHoldPage, LegalHoldPreview, LegalHoldView, RetentionView, RoleView, SideDataRow},
};
use serde::Serialize;

use super::{change::proposed_or_shown, request::text};
use crate::{
    arguments::{HeldSubject, HoldVerb, Proposing, RetentionVerb},
    context::Context,
    output::{Output, Verdict, table},
};

/// The schedule, and the side data that was asked for.
#[derive(Serialize)]
struct Retention {
    #[serde(flatten)]
    schedule: RetentionView,
    side_data: Vec<SideDataRow>,
    next: Option<u64>,
    /// What the rows are.
    #[serde(skip)]
    asked: &'static str,
}

pub(crate) fn run(
    context: &mut Context,
    verb: RetentionVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        RetentionVerb::Show { draft: true, .. } => draft(context, output),
        RetentionVerb::Show { all, after, of, .. } => {
            let view = match of {
                Some(holder) => about(context, &holder)?,
                None => page(context, all, after)?,
            };
            output.show(&view, lines);
            Ok(Verdict::Done)
        }
        RetentionVerb::Propose { file, proposing } => propose(context, &file, &proposing, output),
    }
}

fn draft(context: &Context, output: &mut Output) -> Result<Verdict, Error> {
    let view = retention::show(&context.workspace, context.language)?;
    output.show(&view, |view| {
        view.next_json.lines().map(str::to_owned).collect()
    });
    Ok(Verdict::Done)
}

fn page(context: &Context, all: bool, after: Option<u64>) -> Result<Retention, Error> {
    let (workspace, language) = (&context.workspace, context.language);
    let page = retention::side_data(workspace, !all, after, language, edge::now())?;
    Ok(Retention {
        schedule: retention::show(workspace, language)?,
        side_data: page.rows,
        next: page.next,
        asked: if all { "Side data" } else { "Due to go" },
    })
}

fn about(context: &Context, holder: &str) -> Result<Retention, Error> {
    let (workspace, language) = (&context.workspace, context.language);
    Ok(Retention {
        schedule: retention::show(workspace, language)?,
        side_data: retention::of(workspace, holder, language, edge::now())?,
        next: None,
        asked: "Side data",
    })
}

fn lines(view: &Retention) -> Vec<String> {
    let since = match (&view.schedule.change, &view.schedule.since) {
        (Some(change), Some(since)) => format!("by {change}, since {since}"),
        _ => "from the beginning".to_owned(),
    };
    let mut lines = vec![
        format!("Retention schedule {} ({since})", view.schedule.version),
        String::new(),
    ];
    let months = |count: Option<u32>| count.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let classes: Vec<Vec<String>> = view
        .schedule
        .classes
        .iter()
        .map(|class| {
            vec![
                class.class.clone(),
                months(class.months),
                months(class.minimum),
                months(class.maximum),
                class.basis.clone(),
            ]
        })
        .collect();
    let heads = ["Class", "Months", "At least", "At most", "Basis"];
    lines.extend(table(&heads, &classes));
    lines.extend([String::new(), format!("{}:", view.asked)]);
    lines.extend(side_data(&view.side_data));
    if let Some(next) = view.next {
        lines.push(format!("More: --after {next}"));
    }
    lines
}

fn side_data(rows: &[SideDataRow]) -> Vec<String> {
    if rows.is_empty() {
        return vec!["  nothing".to_owned()];
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.blob.clone(),
                row.kind.clone(),
                row.holder.clone(),
                row.agent.clone().unwrap_or_default(),
                kept(row),
            ]
        })
        .collect();
    table(&["Hash", "What", "About", "Agent", "Stands"], &rows)
}

/// The strongest of what keeps it.
fn kept(row: &SideDataRow) -> String {
    match row {
        SideDataRow {
            erased: Some(event),
            ..
        } => format!("erased (event {event})"),
        SideDataRow {
            hold: Some(hold), ..
        } => format!("held by {hold}"),
        SideDataRow {
            change: Some(change),
            ..
        } => format!("goes by {change}"),
        SideDataRow {
            in_use: Some(detail),
            ..
        } => format!("in use: {detail}"),
        SideDataRow { due: true, .. } => "due".to_owned(),
        SideDataRow {
            kept_until: Some(until),
            kept_as: Some(class),
            ..
        } => format!("kept until {until} ({class})"),
        _ => String::new(),
    }
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
        |workspace, language, now| retention::read_schedule(workspace, &json, language, now),
        |workspace, proposal, language, now| {
            retention::propose_schedule(workspace, &json, proposal, language, now)
        },
    )
}

pub(super) fn erase(
    context: &mut Context,
    blobs: &[String],
    of: Option<&str>,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let what = of.map_or(Erasing::Blobs(blobs), Erasing::Of);
    proposed_or_shown(
        context,
        RoleView::Administrator,
        proposing,
        output,
        |workspace, language, now| retention::read_erasure(workspace, what, language, now),
        |workspace, proposal, language, now| {
            retention::erase(workspace, what, proposal, language, now)
        },
    )
}

pub(crate) fn hold(
    context: &mut Context,
    verb: HoldVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        HoldVerb::Place { subject, proposing } => place(context, &subject, &proposing, output),
        HoldVerb::Lift { hold, proposing } => lift(context, &hold, &proposing, output),
        HoldVerb::List { before } => {
            let page = retention::holds(&context.workspace, before)?;
            output.show(&page, hold_lines);
            Ok(Verdict::Done)
        }
    }
}

fn lift(
    context: &mut Context,
    hold: &str,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    proposed_or_shown(
        context,
        RoleView::Administrator,
        proposing,
        output,
        |workspace, language, now| retention::read_lift(workspace, hold, language, now),
        |workspace, proposal, language, now| {
            retention::lift(workspace, hold, proposal, language, now)
        },
    )
}

fn place(
    context: &mut Context,
    subject: &HeldSubject,
    proposing: &Proposing,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let what = match (&subject.agent, &subject.request) {
        (Some(agent), _) => Holding::Agent(agent),
        (_, Some(request)) => Holding::Request(request),
        _ => Holding::Everything,
    };
    if proposing.dry_run {
        let preview = retention::read_hold(&context.workspace, what, edge::now())?;
        output.show(&preview, preview_lines);
        return Ok(Verdict::Done);
    }
    let officer = context.officer(RoleView::Administrator)?;
    let pin = context.pin(&officer)?;
    let by = Proposal {
        officer: &officer.id,
        reason: &proposing.reason,
        pin: &pin,
    };
    let view = retention::hold(&mut context.workspace, what, &by, edge::now())?;
    output.show(&view, |view| {
        vec![format!("{} holds {}", view.id, subject_of(view))]
    });
    Ok(Verdict::Done)
}

fn preview_lines(view: &LegalHoldPreview) -> Vec<String> {
    vec![
        format!("Not signed: {}", view.id),
        format!("  {:<14} {}", "SHA-256", view.object_sha256),
        format!("  {:<14} {}", "words", view.object_words.join(" ")),
    ]
}

fn subject_of(view: &LegalHoldView) -> String {
    match view.kind.as_str() {
        "everything" => view.kind.clone(),
        kind => format!("{kind} {}", view.subject),
    }
}

fn hold_lines(page: &LegalHoldPage) -> Vec<String> {
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| {
            let lifted = row.lifted.clone();
            vec![
                row.id.clone(),
                subject_of(row),
                row.at.clone(),
                row.officer.clone(),
                lifted.map_or_else(|| "open".to_owned(), |change| format!("lifted by {change}")),
                row.reason.clone(),
            ]
        })
        .collect();
    let heads = ["Hold", "Of", "Placed", "By", "State", "Reason"];
    let mut lines = table(&heads, &rows);
    if let Some(next) = page.next {
        lines.push(format!("More: --before {next}"));
    }
    lines
}
