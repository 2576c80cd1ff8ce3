//! `request import`, and requests that were submitted together.

use std::{
    collections::BTreeSet,
    io::Read,
    path::{Path, PathBuf},
};

use chancery_operations::{
    Error, edge,
    request::{
        self, Submission,
        import::{self, Import, MAX_BYTES},
    },
    view::{ImportFault, ImportOutcome, ImportRow, ImportState, ImportView, RoleView},
};

use super::standing;
use crate::{
    arguments::ImportArguments,
    context::Context,
    output::{Output, Verdict, table},
};

pub(super) fn run(
    context: &mut Context,
    told: &ImportArguments,
    output: &mut Output,
) -> Result<Verdict, Error> {
    let bytes = read(&told.file)?;
    if told.dry_run {
        return look(context, &bytes, output);
    }
    let maker = context.officer(RoleView::Maker)?;
    let pin = context.pin(&maker)?;
    let submission = Submission {
        maker: &maker.id,
        reason: &told.reason,
        pin: &pin,
    };
    let import = Import {
        bytes: &bytes,
        sound_part: told.sound_part,
        standing: told.standing.as_deref(),
    };
    let mut on_progress = output.progress();
    let outcome = import::submit(
        &mut context.workspace,
        &import,
        &submission,
        edge::now(),
        &mut on_progress,
    )?;
    if told.standing.is_none() {
        output.show(&outcome, submitted);
        return Ok(Verdict::Done);
    }
    output.note(&submitted(&outcome).join("; "));
    let first = outcome.requests.first().expect("an import has requests");
    let ids = request::approved_with(&context.workspace, first)?;
    standing::issue(context, &maker.id, &ids, output)
}

/// The ids that were named, or all that were submitted together with them.
pub(super) fn batch_or(
    ids: Vec<String>,
    batch: bool,
    together: impl Fn(&str) -> Result<Vec<String>, Error>,
) -> Result<Vec<String>, Error> {
    if !batch {
        return Ok(ids);
    }
    let mut all = BTreeSet::new();
    for id in &ids {
        all.extend(together(id)?);
    }
    Ok(all.into_iter().collect())
}

/// A byte more than is read says that there is more.
fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io {
        doing: "reading",
        path: PathBuf::from(file),
        source,
    };
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        let stdin = std::io::stdin();
        stdin.take(most).read_to_end(&mut bytes).map_err(io)?;
    } else {
        let file = std::fs::File::open(file).map_err(io)?;
        file.take(most).read_to_end(&mut bytes).map_err(io)?;
    }
    Ok(bytes)
}

/// Exit code 1 if not every row could be submitted.
fn look(context: &Context, bytes: &[u8], output: &mut Output) -> Result<Verdict, Error> {
    let view = import::read(&context.workspace, bytes, context.language, edge::now())?;
    output.show(&view, lines);
    let sound = view.sound == view.total && view.header.is_empty() && view.earlier.is_none();
    Ok(if sound {
        Verdict::Done
    } else {
        Verdict::Negative
    })
}

fn lines(view: &ImportView) -> Vec<String> {
    let rows: Vec<Vec<String>> = view.rows.iter().map(row).collect();
    let mut lines = table(&["Row", "Agent", "State", "Follows", "Scope"], &rows);
    let faults = view.rows.iter().flat_map(|row| &row.faults);
    let faults: Vec<Vec<String>> = view.header.iter().chain(faults).map(fault).collect();
    if !faults.is_empty() {
        lines.push(String::new());
        lines.extend(table(&["Cell", "Column", "Fault"], &faults));
    }
    let warnings: Vec<Vec<String>> = view.rows.iter().flat_map(warnings).collect();
    if !warnings.is_empty() {
        lines.push(String::new());
        lines.extend(table(&["Row", "Field", "Warning"], &warnings));
    }
    lines.push(String::new());
    lines.push(format!(
        "{} rows: {} sound, {} faulty, {} of agents that are there already; {} follow a certificate",
        view.total, view.sound, view.faulty, view.duplicates, view.following
    ));
    if let Some(earlier) = &view.earlier {
        lines.push(format!(
            "submitted at {} as {}",
            earlier.submitted_at,
            span(&earlier.requests)
        ));
    }
    lines.push(format!("SHA-256 {}", view.sha256));
    lines
}

fn row(row: &ImportRow) -> Vec<String> {
    let state = match row.state {
        ImportState::Sound => "sound",
        ImportState::Faulty => "faulty",
        ImportState::Duplicate => "duplicate",
    };
    let follows = row.predecessor.as_ref().filter(|it| it.followed);
    vec![
        row.row.to_string(),
        row.agent_id.clone(),
        state.to_owned(),
        follows.map_or_else(String::new, |it| it.serial.clone()),
        row.sentence.clone(),
    ]
}

fn fault(fault: &ImportFault) -> Vec<String> {
    let cell = match fault.cell.as_str() {
        "" => format!("row {}", fault.row),
        cell => cell.to_owned(),
    };
    let message = match fault.entry {
        Some(entry) => format!("entry {entry}: {}", fault.message),
        None => fault.message.clone(),
    };
    vec![cell, fault.column.clone(), message]
}

fn warnings(row: &ImportRow) -> impl Iterator<Item = Vec<String>> {
    let all = row.warnings.iter();
    all.map(|it| vec![row.row.to_string(), it.field.clone(), it.message.clone()])
}

pub(super) fn submitted(outcome: &ImportOutcome) -> Vec<String> {
    let requests = span(&outcome.requests);
    let mut lines = vec![match outcome.already {
        true => format!("already submitted as {requests}"),
        false => format!("submitted as {requests}"),
    }];
    if outcome.left_out > 0 {
        lines.push(format!("{} rows were left out", outcome.left_out));
    }
    lines
}

/// Numbers that follow each other, from the first to the last.
fn span(requests: &[String]) -> String {
    match requests {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} to {last} ({})", requests.len()),
    }
}
