//! `workspace check`: holds everything stored against everything else, and names what does not fit.

mod certificates;
mod evidence;
mod lists;

use std::path::Path;

use chancery_domain::Utc;

use crate::{
    Error, Workspace, log, publish, retention, token,
    view::{CheckRow, VerificationView},
    workspace::OnProgress,
};

fn row(subject: &str, verdict: &str, message: String, since: Option<u64>) -> CheckRow {
    CheckRow {
        subject: subject.to_owned(),
        verdict: verdict.to_owned(),
        message,
        since,
    }
}

/// Runs every check. The log comes first: what it says of the rest counts only if it holds.
pub fn check(
    workspace: &Workspace,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    let log = workspace.verification()?.run(on_progress)?;
    let mut rows = vec![log_row(&log)];
    if log.sound {
        rows.push(tables(workspace)?);
        rows.push(certificates::read_back(workspace)?);
        rows.push(certificates::decisions(workspace)?);
        rows.push(lists::read_back(workspace)?);
        rows.extend(lists::due(workspace, now)?);
        rows.push(evidence::cosignatures(workspace)?);
        rows.push(evidence::timestamps(workspace)?);
        rows.push(side_data(workspace)?);
        rows.push(published(workspace, now)?);
        rows.extend(tokens(workspace));
        rows.push(intents(workspace)?);
        rows.push(clock(workspace, now)?);
    }
    Ok(rows)
}

/// What can be said of a workspace that does not open because its log is damaged.
pub fn check_damaged(
    dir: &Path,
    error: &Error,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    Ok(vec![log_row(&log::recompute_damaged(
        dir,
        error,
        on_progress,
    )?)])
}

/// The tables say what the events make of them: who changes a row but no event shows here.
fn tables(workspace: &Workspace) -> Result<CheckRow, Error> {
    let differ = workspace.read().tables_that_differ()?;
    Ok(if differ.is_empty() {
        let message = "they are what the events make of them".to_owned();
        row("tables", "sound", message, None)
    } else {
        let message = format!("not what the events say: {}", differ.join(", "));
        row("tables", "broken", message, None)
    })
}

fn log_row(log: &VerificationView) -> CheckRow {
    match log.faults.first() {
        None => row(
            "log",
            "sound",
            format!(
                "{} events and {} checkpoints recomputed",
                log.events, log.checkpoints
            ),
            None,
        ),
        Some(fault) => row("log", "broken", fault.message.clone(), fault.seq),
    }
}

/// What was erased is nowhere any more, and what is to go went.
fn side_data(workspace: &Workspace) -> Result<CheckRow, Error> {
    Ok(match retention::left_behind(workspace)? {
        Some(message) => row("side data", "attention", message, None),
        None => {
            let message = format!("{} erased", workspace.read().erased_total()?);
            row("side data", "sound", message, None)
        }
    })
}

/// What lies in `publish/` is what was recorded last.
fn published(workspace: &Workspace, now: Utc) -> Result<CheckRow, Error> {
    if let Some(path) = publish::stale(workspace, now)? {
        let message = format!("{} is not the newest CRL; run crl publish", path.display());
        return Ok(row("publish", "attention", message, None));
    }
    if let Some(path) = log::tiles::stale(workspace)? {
        let message = format!("{} is behind; run log checkpoint", path.display());
        return Ok(row("publish", "attention", message, None));
    }
    let message = "CRLs, checkpoint and tiles are as the log says".to_owned();
    Ok(row("publish", "sound", message, None))
}

fn tokens(workspace: &Workspace) -> Vec<CheckRow> {
    let tokens = match token::list(workspace) {
        Ok(tokens) => tokens,
        Err(error) => return vec![row("tokens", "attention", error.to_string(), None)],
    };
    let absent: Vec<&str> = tokens
        .iter()
        .filter(|token| !token.present)
        .map(|token| token.label.as_str())
        .collect();
    if absent.is_empty() {
        vec![row(
            "tokens",
            "sound",
            format!("{} there", tokens.len()),
            None,
        )]
    } else {
        vec![row(
            "tokens",
            "attention",
            format!("not there: {}", absent.join(", ")),
            None,
        )]
    }
}

fn intents(workspace: &Workspace) -> Result<CheckRow, Error> {
    let open = workspace.read().open_intents()?;
    Ok(match open.first() {
        None => row("intents", "sound", "none open".to_owned(), None),
        Some(first) => {
            let message = format!("{} open, the first {}", open.len(), first.serial);
            row("intents", "attention", message, Some(first.seq))
        }
    })
}

fn clock(workspace: &Workspace, now: Utc) -> Result<CheckRow, Error> {
    let size = workspace.read().size()?;
    let last = workspace.read().event(size)?;
    Ok(match last {
        Some(last) if last.event.at > now => row(
            "clock",
            "attention",
            format!("the clock says {now}, the last event {}", last.event.at),
            Some(size),
        ),
        _ => row(
            "clock",
            "sound",
            format!("{now}, after the last event"),
            None,
        ),
    })
}
