//! Whether each use of a standing authorisation was one: for `workspace check`.

use chancery_domain::{Sha256Digest, event::EventBody, officer::Act};
use chancery_ledger::read::{RequestState, StandingRow, StandingUseRow};

use super::{
    bounds::{Asked, decided, exceeded, first_over_rate},
    withdraw,
};
use crate::{
    Error, Workspace,
    decide::{self, At},
    request,
};

/// Rows that are read at once.
const PAGE: u32 = 500;

/// The first use, or authorisation, that is not as it had to be, by its event, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    let mut before = None;
    loop {
        let page = workspace.read().standings(before, PAGE)?;
        for row in &page {
            if let Some((seq, detail)) = broken(workspace, row)? {
                return Ok(Some((seq, format!("{}: {detail}", row.id))));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => before = Some(last.seq),
            _ => return Ok(None),
        }
    }
}

fn broken(workspace: &Workspace, row: &StandingRow) -> Result<Option<(u64, String)>, Error> {
    if let Err(error) = decided(workspace, row) {
        return match error {
            Error::Ledger(error) => Err(Error::Ledger(error)),
            Error::DecisionInvalid { detail, .. } => Ok(Some((row.seq, detail))),
            other => Ok(Some((row.seq, other.to_string()))),
        };
    }
    if let Some(found) = broken_withdrawal(workspace, row)? {
        return Ok(Some(found));
    }
    let uses = uses(workspace, row)?;
    for (number, used) in uses.iter().enumerate() {
        let detail = if number >= row.bounds.count as usize {
            Some("it was used more often than it allows".to_owned())
        } else {
            broken_use(workspace, row, used)?
        };
        if let Some(detail) = detail {
            return Ok(Some((used.seq, detail)));
        }
    }
    if let Some(seq) = first_over_rate(&uses, row.bounds.per_hour) {
        let detail = "it was used more often in an hour than it allows";
        return Ok(Some((seq, detail.to_owned())));
    }
    if uses.len() != row.used as usize {
        let detail = format!(
            "{} uses are counted, {} are in the log",
            row.used,
            uses.len()
        );
        return Ok(Some((row.seq, detail)));
    }
    broken_request(workspace, row, &uses)
}

fn uses(workspace: &Workspace, row: &StandingRow) -> Result<Vec<StandingUseRow>, Error> {
    let mut all: Vec<StandingUseRow> = Vec::new();
    loop {
        let after = all.last().map_or(0, |used| used.seq);
        let page = workspace.read().standing_uses(&row.id, after, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// The use is an intent of the log, for a request under this authorisation and inside it, before
/// it was withdrawn.
fn broken_use(
    workspace: &Workspace,
    row: &StandingRow,
    used: &StandingUseRow,
) -> Result<Option<String>, Error> {
    let Some(event) = workspace.read().event(used.seq)? else {
        return Ok(Some("a use is of no event".to_owned()));
    };
    let named = match &event.event.event {
        EventBody::IssuanceIntended {
            request, standing, ..
        } => standing.as_ref() == Some(&row.id) && *request == used.request,
        _ => false,
    };
    let behind = request::find(workspace, used.request.as_str())?;
    let object = request::object_of(workspace, &behind)?;
    let bound = exceeded(&row.bounds, &Asked::by(&object)?, used.at);
    let in_time = row.withdrawn_seq.is_none_or(|ended| used.seq < ended);
    let rules = [
        (named, "a use is not the one of its event"),
        (
            behind.standing.as_ref() == Some(&row.id),
            "its request is not under it",
        ),
        (row.seq < used.seq && in_time, "it was not in force then"),
    ];
    let broken = rules.iter().find(|(holds, _)| !holds);
    Ok(match (broken, bound) {
        (Some((_, broken)), _) => Some(format!("{}: {broken}", used.request)),
        (None, Some(bound)) => Some(format!("{} is outside of it: {bound}", used.request)),
        (None, None) => None,
    })
}

/// What was issued under it was counted.
fn broken_request(
    workspace: &Workspace,
    row: &StandingRow,
    uses: &[StandingUseRow],
) -> Result<Option<(u64, String)>, Error> {
    let counted: std::collections::HashSet<_> = uses.iter().map(|used| &used.request).collect();
    if counted.len() != uses.len() {
        let detail = "a request used it twice".to_owned();
        return Ok(Some((row.seq, detail)));
    }
    let mut after = 0;
    loop {
        let page = workspace.read().requests_under(&row.id, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        after = last.number;
        let lost = page
            .iter()
            .find(|one| one.state == RequestState::Issued && !counted.contains(&one.id));
        if let Some(lost) = lost {
            let detail = format!("{} was issued and is not counted", lost.id);
            return Ok(Some((lost.submit_seq, detail)));
        }
    }
}

fn broken_withdrawal(
    workspace: &Workspace,
    row: &StandingRow,
) -> Result<Option<(u64, String)>, Error> {
    let (Some(statement), Some(seq)) = (row.withdrawal, row.withdrawn_seq) else {
        return Ok(None);
    };
    let object = Sha256Digest::of(&withdraw::object(workspace, &row.id));
    let bytes = workspace.read().blob(statement)?;
    let verdict = decide::verify(workspace, &bytes, Act::Withdraw, object, At::Event(seq));
    Ok(verdict
        .err()
        .map(|detail| (seq, format!("its withdrawal: {detail}"))))
}
