//! `workspace check`: holds everything stored against everything else, and names what does not fit.

mod certificates;
mod evidence;
mod found;
mod lists;

use std::path::Path;

use chancery_domain::{Language, Utc};

use crate::{
    Error, Workspace, facts, log, officer, publish,
    retention::{self, LeftBehind},
    review, service, token,
    view::{CheckRow, LogFault, VerificationView},
    workspace::OnProgress,
};

use found::Found;

/// Runs every check. The log comes first: what it says of the rest counts only if it holds.
pub fn check(
    workspace: &Workspace,
    language: Language,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    let log = workspace.verification()?.run(on_progress)?;
    let mut found = vec![log_found(&log)];
    if log.sound {
        found.push(layout(workspace)?);
        found.push(tables(workspace)?);
        found.push(certificates::read_back(workspace)?);
        found.push(certificates::decisions(workspace)?);
        found.push(officers(workspace, now)?);
        found.push(services(workspace, now)?);
        found.push(facts_and_reviews(workspace)?);
        found.push(lists::read_back(workspace)?);
        found.extend(lists::due(workspace, language, now)?);
        found.push(evidence::cosignatures(workspace)?);
        found.push(evidence::timestamps(workspace)?);
        found.push(side_data(workspace)?);
        found.push(published(workspace, now)?);
        found.push(tokens(workspace, language));
        found.push(intents(workspace)?);
        found.push(clock(workspace, now)?);
    }
    Ok(found.into_iter().map(|one| one.told(language)).collect())
}

/// What can be said of a workspace that does not open because its log is damaged.
pub fn check_damaged(
    dir: &Path,
    error: &Error,
    language: Language,
    on_progress: OnProgress<'_>,
) -> Result<Vec<CheckRow>, Error> {
    let log = log::recompute_damaged(dir, error, on_progress)?;
    Ok(vec![log_found(&log).told(language)])
}

/// Guard rails that somebody took away, or more than there ever were.
fn layout(workspace: &Workspace) -> Result<Found, Error> {
    Ok(match workspace.ledger.is_laid_out_as_ours()? {
        true => Found::sound("layout", "layout-ours"),
        false => Found::broken("layout", "layout-differs"),
    })
}

/// The tables say what the events make of them: who changes a row but no event shows here.
fn tables(workspace: &Workspace) -> Result<Found, Error> {
    let differ = workspace.read().tables_that_differ()?;
    Ok(match differ.is_empty() {
        true => Found::sound("tables", "tables-fit"),
        false => Found::broken("tables", "tables-differ").with("tables", differ.join(", ")),
    })
}

fn log_found(log: &VerificationView) -> Found {
    match log.faults.first() {
        None => Found::sound("log", "log-recomputed")
            .with("events", log.events)
            .with("checkpoints", log.checkpoints),
        Some(fault) => log_fault(fault).since(fault.seq),
    }
}

/// A fault by its own code, where that says it all.
fn log_fault(fault: &LogFault) -> Found {
    match fault.seq {
        Some(number) if found::is_known(&fault.code) => {
            Found::broken("log", &fault.code).with("number", number)
        }
        _ => Found::broken("log", "log-damaged").with("detail", &fault.message),
    }
}

/// Every officer, key and role is there by decision.
fn officers(workspace: &Workspace, now: Utc) -> Result<Found, Error> {
    if let Some((seq, detail)) = officer::first_broken(workspace)? {
        return Ok(Found::broken("officers", "officer-broken")
            .with("detail", detail)
            .since(Some(seq)));
    }
    let count = officer::counted(workspace)?;
    Ok(match officer::first_owed(workspace, now)? {
        None => Found::sound("officers", "officers-decided").with("count", count),
        Some(change) => Found::attention("officers", "officers-owed").with("change", change),
    })
}

/// Every certificate of an authority or service is the founding's or follows one of it, and none
/// that is in use ends before the next is made.
fn services(workspace: &Workspace, now: Utc) -> Result<Found, Error> {
    if let Some((seq, detail)) = service::first_broken(workspace)? {
        return Ok(Found::broken("services", "service-broken")
            .with("detail", detail)
            .since(Some(seq)));
    }
    Ok(match service::ending(workspace, now)?.first() {
        None => Found::sound("services", "services-certified"),
        Some((service, row)) => Found::attention("services", "service-ending")
            .with("service", service.name())
            .with("until", row.not_after.to_seconds_string()),
    })
}

/// Facts are those that officers decided on, and reviews were signed by who made them.
fn facts_and_reviews(workspace: &Workspace) -> Result<Found, Error> {
    let subject = "facts and reviews";
    let broken = match facts::first_broken(workspace)? {
        None => review::first_broken(workspace)?,
        found => found,
    };
    Ok(match broken {
        None => Found::sound(subject, "facts-verified"),
        Some((seq, detail)) => Found::broken(subject, "fact-broken")
            .with("detail", detail)
            .since(Some(seq)),
    })
}

/// What was erased is nowhere any more, and what is to go went.
fn side_data(workspace: &Workspace) -> Result<Found, Error> {
    let subject = "side data";
    Ok(match retention::left_behind(workspace)? {
        Some(LeftBehind::Owed { count, first }) => Found::attention(subject, "side-data-owed")
            .with("count", count)
            .with("change", first),
        Some(LeftBehind::Copy { name }) => {
            Found::attention(subject, "side-data-copied").with("name", name)
        }
        None => Found::sound(subject, "side-data-erased")
            .with("count", workspace.read().erased_total()?),
    })
}

/// What lies in `publish/` is what was recorded last.
fn published(workspace: &Workspace, now: Utc) -> Result<Found, Error> {
    let behind = |code, file: &Path| Found::attention("publish", code).with("file", file.display());
    if let Some(file) = publish::stale(workspace, now)? {
        return Ok(behind("published-list-behind", &file));
    }
    if let Some(file) = log::tiles::stale(workspace)? {
        return Ok(behind("published-log-behind", &file));
    }
    Ok(Found::sound("publish", "published"))
}

fn tokens(workspace: &Workspace, language: Language) -> Found {
    let tokens = match token::list(workspace) {
        Ok(tokens) => tokens,
        Err(error) => {
            let detail = error.to_failure(language).happened;
            return Found::attention("tokens", "tokens-unreadable").with("detail", detail);
        }
    };
    let absent: Vec<&str> = tokens
        .iter()
        .filter(|token| !token.present)
        .map(|token| token.label.as_str())
        .collect();
    match absent.is_empty() {
        true => Found::sound("tokens", "tokens-there").with("count", tokens.len()),
        false => Found::attention("tokens", "tokens-absent").with("tokens", absent.join(", ")),
    }
}

fn intents(workspace: &Workspace) -> Result<Found, Error> {
    let open = workspace.read().open_intents()?;
    Ok(match open.first() {
        None => Found::sound("intents", "intents-none"),
        Some(first) => Found::attention("intents", "intents-open")
            .with("count", open.len())
            .with("serial", &first.serial)
            .since(Some(first.seq)),
    })
}

fn clock(workspace: &Workspace, now: Utc) -> Result<Found, Error> {
    let size = workspace.read().size()?;
    let last = workspace.read().event(size)?;
    Ok(match last {
        Some(last) if last.event.at > now => Found::attention("clock", "clock-before")
            .with("now", now)
            .with("last", last.event.at)
            .since(Some(size)),
        _ => Found::sound("clock", "clock-after").with("now", now),
    })
}
