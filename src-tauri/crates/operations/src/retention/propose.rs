//! Proposing: another schedule, an erasure, the end of a hold. Another officer decides.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    change::Change,
    retention::{HoldId, RetentionSchedule},
};
use chancery_regulation::retention::check_follows;

use super::{RetentionRefusal, schedule};
use crate::{
    Error, Workspace,
    change::{self, Proposal},
    view::ChangeView,
};

/// More go by several decisions.
const MOST: usize = 1_000;

/// What is to go.
#[derive(Debug, Clone, Copy)]
pub enum Erasing<'a> {
    /// These, by their hashes in hex.
    Blobs(&'a [String]),
    /// All that is there about an officer or a request.
    Of(&'a str),
}

/// Proposes the next schedule.
pub fn propose_schedule(
    workspace: &mut Workspace,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |workspace: &mut Workspace| next_schedule(workspace, json);
    change::propose(workspace, "retention", make, proposal, language, now)
}

/// What another schedule would change, before anyone signs it.
pub fn read_schedule(
    workspace: &Workspace,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, next_schedule(workspace, json)?, language, now)
}

fn next_schedule(workspace: &Workspace, json: &str) -> Result<Change, Error> {
    let next: RetentionSchedule = serde_json::from_str(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })?;
    let current = schedule(workspace.read())?;
    check_follows(&next, &current).map_err(RetentionRefusal::from)?;
    Ok(Change::Retention {
        current: current.sha256(),
        next,
    })
}

/// Proposes that side data goes.
pub fn erase(
    workspace: &mut Workspace,
    what: Erasing<'_>,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let subject = match what {
        Erasing::Blobs(blobs) => blobs.first().map_or("", String::as_str),
        Erasing::Of(holder) => holder,
    };
    let subject: String = subject.chars().take(64).collect();
    let make = |workspace: &mut Workspace| erasure(workspace, what);
    change::propose(workspace, &subject, make, proposal, language, now)
}

/// What would be erased, before anyone signs it.
pub fn read_erasure(
    workspace: &Workspace,
    what: Erasing<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, erasure(workspace, what)?, language, now)
}

fn erasure(workspace: &Workspace, what: Erasing<'_>) -> Result<Change, Error> {
    let blobs = blobs(workspace, what)?;
    Ok(Change::Erasure { blobs })
}

fn blobs(workspace: &Workspace, what: Erasing<'_>) -> Result<Vec<Sha256Digest>, Error> {
    let mut blobs = match what {
        Erasing::Blobs(named) => named
            .iter()
            .map(|hex| blob(hex))
            .collect::<Result<_, _>>()?,
        Erasing::Of(holder) => of_holder(workspace, holder)?,
    };
    blobs.sort();
    blobs.dedup();
    let count = blobs.len();
    if count == 0 || count > MOST {
        return Err(RetentionRefusal::Count { count, max: MOST }.into());
    }
    Ok(blobs)
}

fn blob(hex: &str) -> Result<Sha256Digest, Error> {
    Sha256Digest::from_hex(hex).ok_or_else(|| Error::NoSuch {
        what: "side data",
        id: hex.to_owned(),
    })
}

fn of_holder(workspace: &Workspace, holder: &str) -> Result<Vec<Sha256Digest>, Error> {
    let rows = workspace.read().side_data_of(holder)?;
    let there = |row: &&chancery_ledger::read::SideDataRow| row.erased_seq.is_none();
    match (rows.is_empty(), rows.iter().find(there)) {
        (true, _) => Err(Error::NoSuch {
            what: "side data of",
            id: holder.to_owned(),
        }),
        // All went before: the refusal names the event.
        (false, None) => Ok(rows.iter().map(|row| row.blob).collect()),
        _ => Ok(rows.iter().filter(there).map(|row| row.blob).collect()),
    }
}

/// Proposes that a hold ends.
pub fn lift(
    workspace: &mut Workspace,
    hold: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let make = |_: &mut Workspace| lifting(hold);
    change::propose(workspace, hold, make, proposal, language, now)
}

/// Which hold would end, before anyone signs that.
pub fn read_lift(
    workspace: &Workspace,
    hold: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    change::preview(workspace, lifting(hold)?, language, now)
}

fn lifting(hold: &str) -> Result<Change, Error> {
    let parsed = HoldId::parse(hold).ok_or_else(|| Error::NoSuch {
        what: "hold",
        id: hold.to_owned(),
    })?;
    Ok(Change::HoldLift { hold: parsed })
}
