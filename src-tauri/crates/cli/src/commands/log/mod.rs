//! `log`: list, verify, checkpoint, and what leaves of it.

mod export;
mod timestamp;
mod witness;

use std::path::Path;

use chancery_operations::{
    Error, Workspace, checkpoint, edge, inspect, log, officer,
    view::{FailureKind, VerificationView},
};

use crate::{
    arguments::{Global, LogVerb},
    commands::request::read,
    context::{Context, folder},
    output::{Output, Verdict, table},
    pin,
};

pub(crate) fn run(global: &Global, verb: &LogVerb, output: &mut Output) -> Result<Verdict, Error> {
    match verb {
        LogVerb::List {
            before,
            kind,
            actor,
            agent,
            from,
            to,
            search,
        } => {
            let query = log::Query {
                before: *before,
                kind,
                actor,
                agent,
                from,
                to,
                text: search,
            };
            list(&mut super::open(global, output)?, &query, output)
        }
        LogVerb::Verify { checkpoint } => verify(global, checkpoint.as_deref(), output),
        LogVerb::Prove { seq, out } => export::prove(global, *seq, out, output),
        LogVerb::Timestamp(told) => timestamp::run(&mut super::open(global, output)?, told, output),
        LogVerb::Timestamps { root } => {
            timestamp::list(&super::open(global, output)?, root, output)
        }
        LogVerb::Export { folder } => export::export(global, folder, output),
        LogVerb::Checkpoint => {
            let mut context = super::open(global, output)?;
            checkpoint::sign(&mut context.workspace, edge::now())?;
            let head = checkpoint::head(&context.workspace)?;
            output.show(&head, |head| match head {
                Some(head) => vec![
                    head.note.trim_end().to_owned(),
                    String::new(),
                    format!("root   {}", head.root),
                    format!("words  {}", head.words.join(" ")),
                ],
                None => vec![],
            });
            Ok(Verdict::Done)
        }
        LogVerb::Witness { .. }
        | LogVerb::Witnesses
        | LogVerb::WitnessPropose { .. }
        | LogVerb::WitnessAsk { .. }
        | LogVerb::WitnessKey
        | LogVerb::Cosign { .. }
        | LogVerb::RotateKeys { .. } => {
            witness::run(&mut super::open(global, output)?, verb, output)
        }
    }
}

fn list(
    context: &mut Context,
    query: &log::Query<'_>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let page = log::list(&context.workspace, query)?;
    // Turning pages tells nothing.
    if query.before.is_none() {
        context.reads("log", &asked(query))?;
    }
    output.show(&page, |page| {
        let rows: Vec<Vec<String>> = page
            .rows
            .iter()
            .map(|row| {
                vec![
                    row.seq.to_string(),
                    row.at.clone(),
                    row.kind.clone(),
                    row.subject.clone(),
                    format!("{} ({})", row.actor, row.role),
                    row.detail.clone(),
                ]
            })
            .collect();
        let mut lines = table(
            &["No.", "Time (UTC)", "Event", "Subject", "Who", "Detail"],
            &rows,
        );
        if let Some(next) = page.next {
            lines.push(format!(
                "searched back to event {next}; go on with --before {next}"
            ));
        }
        lines
    });
    Ok(Verdict::Done)
}

/// What was looked for, in the words of the options.
fn asked(query: &log::Query<'_>) -> String {
    let options = [
        ("kind", query.kind),
        ("actor", query.actor),
        ("agent", query.agent),
        ("from", query.from),
        ("to", query.to),
        ("search", query.text),
    ];
    let given = options.iter().filter(|(_, value)| !value.is_empty());
    let given: Vec<_> = given
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    given.join(", ")
}

/// Verifies before anything is settled or signed: a damaged log is read, not written to.
fn verify(
    global: &Global,
    checkpoint: Option<&Path>,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let shown = checkpoint.map(read).transpose()?;
    let shown = shown.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let view = match inspect(&folder(global)) {
        Ok(workspace) => recompute(workspace, global, shown.as_deref(), output)?,
        Err(error) if error.kind() == FailureKind::Broken => {
            log::recompute_damaged(&folder(global), &error, &mut output.progress())?
        }
        Err(error) => return Err(error),
    };
    output.show(&view, lines);
    Ok(if view.sound {
        Verdict::Done
    } else {
        Verdict::Broken
    })
}

fn recompute(
    mut workspace: Workspace,
    global: &Global,
    shown: Option<&str>,
    output: &Output,
) -> Result<VerificationView, Error> {
    let job = workspace.verification()?;
    let mut view = job.run(&mut output.progress())?;
    if let Some(note) = shown {
        view = job.hold_against(note, view)?;
    }
    if !view.sound {
        return Ok(view);
    }
    let officer = sign_in(&mut workspace, global)?;
    log::record_verification(&mut workspace, &job, officer.as_deref(), view, edge::now())
}

/// Whoever is named with `--as` proves it; without it the workstation records the outcome.
fn sign_in(workspace: &mut Workspace, global: &Global) -> Result<Option<String>, Error> {
    let Some(id) = &global.officer else {
        return Ok(None);
    };
    pin::provide(workspace, &global.pin_file)?;
    let officer = officer::show(workspace, id)?;
    let pin = pin::of(workspace, &officer)?;
    officer::sign_in(workspace, id, &pin, edge::now())?;
    Ok(Some(officer.id))
}

fn lines(view: &VerificationView) -> Vec<String> {
    if view.sound {
        return vec![format!(
            "Every leaf, the tree and {} checkpoints recomputed over {} events. No fault found.",
            view.checkpoints, view.events
        )];
    }
    let rows: Vec<Vec<String>> = view
        .faults
        .iter()
        .map(|fault| {
            let seq = fault.seq.map_or_else(String::new, |seq| seq.to_string());
            vec![seq, fault.code.clone(), fault.message.clone()]
        })
        .collect();
    table(&["Event", "Fault", "Found"], &rows)
}
