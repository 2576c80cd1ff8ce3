//! Showing the schedule, and side data with what keeps it.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    retention::{HoldId, HoldSubject},
};
use chancery_ledger::{
    Reading,
    read::{self, Holder},
};
use chancery_regulation::retention::{CLASSES, class_name};

use super::{due, schedule};
use crate::{
    Error, Workspace,
    view::{RetentionClassView, RetentionView, SideDataPage, SideDataRow},
};

/// Rows a page.
const PAGE: u32 = 100;

/// How many are looked at for one page of what is due.
const LOOK: u32 = 2_000;

/// The schedule in force.
pub fn show(workspace: &Workspace, language: Language) -> Result<RetentionView, Error> {
    let in_force = schedule(workspace.read())?;
    let decided = workspace.read().schedule_history()?.into_iter().next();
    let classes = CLASSES.iter().map(|law| {
        let rule = in_force.rules.iter().find(|rule| rule.class == law.class);
        RetentionClassView {
            class: class_name(law.class),
            label: law.label(language).to_owned(),
            basis: law.basis.to_owned(),
            months: rule.map(|rule| rule.months),
            minimum: law.minimum,
            maximum: law.maximum,
        }
    });
    let mut next = in_force.clone();
    next.version += 1;
    Ok(RetentionView {
        version: in_force.version,
        sha256: in_force.sha256().to_upper_hex(),
        classes: classes.collect(),
        change: decided.as_ref().map(|row| row.change.to_string()),
        since: decided.as_ref().map(|row| row.at.to_string()),
        next_json: serde_json::to_string_pretty(&next).expect("schedules have a JSON form"),
    })
}

/// Side data that is there, oldest first, page by page; `due`: only what may go now.
pub fn side_data(
    workspace: &Workspace,
    due: bool,
    after: Option<u64>,
    language: Language,
    now: Utc,
) -> Result<SideDataPage, Error> {
    let (mut rows, mut after, mut looked) = (Vec::new(), after.unwrap_or(0), 0);
    loop {
        let page = workspace.read().side_data_there(after, PAGE)?;
        let Some(last) = page.last().map(|row| row.seq) else {
            return Ok(SideDataPage { rows, next: None });
        };
        for row in &page {
            let view = row_view(workspace, row, language, now)?;
            if view.due || !due {
                rows.push(view);
            }
        }
        after = last;
        looked += PAGE;
        let more = page.len() >= PAGE as usize;
        if !more || rows.len() >= PAGE as usize || looked >= LOOK {
            let next = more.then_some(after);
            return Ok(SideDataPage { rows, next });
        }
    }
}

/// All side data about an officer or a request, also what went.
pub fn of(
    workspace: &Workspace,
    holder: &str,
    language: Language,
    now: Utc,
) -> Result<Vec<SideDataRow>, Error> {
    let rows = workspace.read().side_data_of(holder)?;
    rows.iter()
        .map(|row| row_view(workspace, row, language, now))
        .collect()
}

fn row_view(
    workspace: &Workspace,
    row: &read::SideDataRow,
    language: Language,
    now: Utc,
) -> Result<SideDataRow, Error> {
    let read = workspace.read();
    let mut view = SideDataRow {
        blob: row.blob.to_upper_hex(),
        kind: row.kind.name().to_owned(),
        holder: row.holder.as_str().to_owned(),
        agent: agent_of(read, &row.holder)?,
        at: row.at.to_string(),
        event: row.seq,
        due: false,
        kept_until: None,
        kept_as: None,
        in_use: None,
        hold: None,
        change: row.change.as_ref().map(ToString::to_string),
        erased: row.erased_seq,
    };
    if row.erased_seq.is_some() {
        return Ok(view);
    }
    view.hold = due::held_by(read, row)?.map(|hold| hold.id.to_string());
    match due::standing(read, &schedule(read)?, row, now)? {
        due::Standing::InUse(detail) => view.in_use = Some(detail.words(language)),
        due::Standing::Counted(kept) => {
            let over = kept.is_none_or(|kept| kept.until <= now);
            view.due = over && view.hold.is_none() && view.change.is_none();
            view.kept_until = kept.map(|kept| kept.until.to_string());
            view.kept_as = kept.map(|kept| class_name(kept.class));
        }
    }
    Ok(view)
}

fn agent_of(read: Reading<'_>, holder: &Holder) -> Result<Option<String>, Error> {
    let Holder::Request(id) = holder else {
        return Ok(None);
    };
    let request = read.request(id)?;
    Ok(request.map(|request| request.agent_id.as_str().to_owned()))
}

/// A piece of side data as a signing sheet names it: `purpose of REQ-2026-0001: 38E1...`.
pub(crate) fn told(read: Reading<'_>, blob: Sha256Digest) -> Result<String, Error> {
    let hash = blob.to_upper_hex();
    Ok(match read.side_data(blob)? {
        Some(row) => format!("{} of {}: {hash}", row.kind.name(), row.holder.as_str()),
        None => hash,
    })
}

/// A hold as a signing sheet names it: `HOLD-2026-0001: agent trading-bot`.
pub(crate) fn told_of_hold(read: Reading<'_>, hold: &HoldId) -> Result<String, Error> {
    let subject = match read.hold(hold)?.map(|row| row.subject) {
        Some(HoldSubject::Everything) => "everything".to_owned(),
        Some(HoldSubject::Agent { agent }) => format!("agent {}", agent.as_str()),
        Some(HoldSubject::Request { request }) => format!("request {request}"),
        None => return Ok(hold.to_string()),
    };
    Ok(format!("{hold}: {subject}"))
}
