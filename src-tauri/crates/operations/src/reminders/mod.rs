//! What waits for an officer, and what a day is set for: as a list and as a calendar.
//!
//! Each kind is read by an index and at most [`MOST`] of it, however much there is.

mod words;

use std::path::Path;

use chancery_domain::{Language, Utc, event::ExportKind, officer::Act};
use chancery_ledger::read::OfficerRow;

use self::words::Said;
use crate::{
    Error, Workspace,
    calendar::{Calendar, Entry},
    certificate, change, crl,
    export::{self, Leaving},
    officer, request, service,
    view::ReminderView,
    workspace::stored_certificate,
};

/// Rows of one kind, at most.
const MOST: u32 = 50;
/// Days ahead.
const AHEAD: u32 = 30;
/// Days ahead, of standing authorisations: none lasts longer than 90.
const STANDING: u32 = 14;
/// Days ahead, in a calendar.
const CALENDAR: u32 = 400;
/// Reviews in a calendar, at most.
const REVIEWS: u32 = 10_000;

/// What waits for this officer, or, without one, for anyone: what is late first, then what can be
/// done at once, then by day.
pub fn list(
    workspace: &Workspace,
    officer: Option<&str>,
    language: Language,
    now: Utc,
) -> Result<Vec<ReminderView>, Error> {
    let officer = officer.map(|id| officer::find(workspace, id)).transpose()?;
    let whose = Whose(officer.as_ref());
    let said = Said { language, now };
    let mut all = Vec::new();
    if whose.may(Act::Approve) {
        all.extend(requests(workspace, whose, said)?);
    }
    all.extend(changes(workspace, whose, said)?);
    if whose.may(Act::Confirm) {
        all.extend(confirmations(workspace, whose, said)?);
    }
    if whose.may(Act::Review) {
        all.extend(reviews(workspace, AHEAD, MOST, said)?);
    }
    if whose.may(Act::Propose) {
        all.extend(standings(workspace, STANDING, said)?);
    }
    if whose.may(Act::Submit) {
        all.extend(certificates(workspace, said)?);
    }
    if whose.may(Act::Administer) {
        all.extend(lists(workspace, said)?);
        all.extend(services(workspace, said)?);
        all.extend(officers(workspace, AHEAD, said)?);
    }
    all.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(all)
}

fn order(view: &ReminderView) -> (bool, Option<&str>) {
    (!view.overdue, view.due.as_deref())
}

/// Writes all that a day is set for into a new calendar file (RFC 5545); never over another. What
/// can be done at once has no day and is left out. That it left is recorded, with the officer who
/// is named, if one is.
pub fn export(
    workspace: &mut Workspace,
    out: &Path,
    officer: Option<&str>,
    language: Language,
    now: Utc,
) -> Result<(), Error> {
    let calendar = calendar(workspace, language, now)?;
    let leaving = Leaving {
        what: ExportKind::Reminders,
        subject: "all",
        bytes: calendar.as_bytes(),
        hashed: true,
    };
    export::hand_out(workspace, &leaving, out, officer, now)
}

/// All that a day is set for, as a calendar; refused if nothing is.
pub fn calendar(workspace: &Workspace, language: Language, now: Utc) -> Result<String, Error> {
    let mut calendar = Calendar::begin();
    certificate::put_expiring(workspace, CALENDAR, language, now, &mut calendar)?;
    let said = Said { language, now };
    let domain = &workspace.founding.trust_domain;
    let mut dated = reviews(workspace, CALENDAR, REVIEWS, said)?;
    dated.extend(standings(workspace, CALENDAR, said)?);
    dated.extend(lists(workspace, said)?);
    dated.extend(services(workspace, said)?);
    dated.extend(officers(workspace, CALENDAR, said)?);
    for view in &dated {
        let Some(at) = view.due.as_deref().and_then(Utc::parse) else {
            continue;
        };
        let entry = Entry {
            uid: &format!("{}-{}@{domain}", view.kind, uid_of(&view.subject)),
            at,
            summary: &said.summary(view),
            description: &view.text,
            alarm_days: match view.kind.as_str() {
                "crl" => 0,
                "standing" => 7,
                _ => 14,
            },
        };
        calendar.event(&entry, now);
    }
    calendar.end()
}

/// A name without what means something in an address.
fn uid_of(subject: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '-'
        }
    };
    subject.chars().map(plain).collect()
}

/// For whom a list is made; nobody in particular sees what waits for anyone.
#[derive(Clone, Copy)]
struct Whose<'a>(Option<&'a OfficerRow>);

impl Whose<'_> {
    fn may(self, act: Act) -> bool {
        self.0.is_none_or(|officer| officer.role.may(act))
    }

    fn id(&self) -> Option<&str> {
        self.0.map(|officer| officer.id.as_str())
    }
}

fn requests(
    workspace: &Workspace,
    whose: Whose<'_>,
    said: Said,
) -> Result<Vec<ReminderView>, Error> {
    let page = request::list(workspace, true, None, whose.id(), said.language)?;
    let rows = page.rows.into_iter();
    let rows = rows.filter(|row| row.waits_for_me || whose.0.is_none());
    Ok(rows
        .map(|row| {
            let text = said.request(&row.id, &row.agent_id);
            said.at_once("request", row.id, Some(row.agent_id), text)
        })
        .collect())
}

fn changes(
    workspace: &Workspace,
    whose: Whose<'_>,
    said: Said,
) -> Result<Vec<ReminderView>, Error> {
    let page = change::list(workspace, true, None, whose.id(), said.language)?;
    let rows = page.rows.into_iter();
    let rows = rows.filter(|row| row.waits_for_me || whose.0.is_none());
    Ok(rows
        .map(|row| {
            let text = said.change(&row.id, &row.label);
            said.at_once("change", row.id, None, text)
        })
        .collect())
}

/// Revocations that one officer made alone; another is to confirm each.
fn confirmations(
    workspace: &Workspace,
    whose: Whose<'_>,
    said: Said,
) -> Result<Vec<ReminderView>, Error> {
    let mut all = Vec::new();
    for row in workspace.read().confirmations_open(MOST)? {
        if whose.id() == Some(row.officer.as_str()) {
            continue;
        }
        let certificate = certificate::find(workspace, &row.serial)?;
        let agent = certificate.common_name;
        let text = said.confirmation(&row.serial, &agent, row.officer.as_str());
        all.push(said.at_once("confirmation", row.serial, Some(agent), text));
    }
    Ok(all)
}

fn reviews(
    workspace: &Workspace,
    days: u32,
    most: u32,
    said: Said,
) -> Result<Vec<ReminderView>, Error> {
    let before = said.now.plus_seconds(i64::from(days) * 86_400);
    let rows = workspace.read().reviews_due(before, said.now, most)?;
    let rows = rows.into_iter().map(|row| {
        let text = said.review(&row.agent, row.due);
        said.by("review", row.agent.clone(), Some(row.agent), text, row.due)
    });
    Ok(rows.collect())
}

/// Standing authorisations that run out and that nobody took back.
fn standings(workspace: &Workspace, days: u32, said: Said) -> Result<Vec<ReminderView>, Error> {
    let before = said.now.plus_seconds(i64::from(days) * 86_400);
    let rows = workspace.read().standings_ending(said.now, before, MOST)?;
    let rows = rows.into_iter().map(|row| {
        let (id, until) = (row.id.to_string(), row.bounds.until);
        let text = said.standing(&id, until);
        said.by("standing", id, None, text, until)
    });
    Ok(rows.collect())
}

fn certificates(workspace: &Workspace, said: Said) -> Result<Vec<ReminderView>, Error> {
    let page = certificate::list_expiring(workspace, AHEAD, None, said.language, said.now)?;
    let rows = page.rows.into_iter().filter_map(|row| {
        let due = Utc::parse(&row.not_after)?;
        let text = said.certificate(&row.agent_id, due);
        Some(said.by("certificate", row.serial, Some(row.agent_id), text, due))
    });
    Ok(rows.collect())
}

/// Lists that are owed, late or soon to be renewed.
fn lists(workspace: &Workspace, said: Said) -> Result<Vec<ReminderView>, Error> {
    let wanted = crl::list(workspace, said.now)?
        .into_iter()
        .filter(|view| view.base.is_none() && (view.owed || view.overdue || view.due_soon));
    let rows = wanted.take(MOST as usize).filter_map(|view| {
        let due = Utc::parse(&view.next_update)?;
        let text = said.list(&view.issuer, view.owed, due);
        let subject = format!("{} {}", view.issuer, view.partition);
        Some(said.by("crl", subject, None, text, due))
    });
    Ok(rows.collect())
}

/// Certificates of services whose next ones are owed.
fn services(workspace: &Workspace, said: Said) -> Result<Vec<ReminderView>, Error> {
    let rows = service::ending(workspace, said.now)?.into_iter();
    let rows = rows.map(|(service, row)| {
        let name = service.label(said.language);
        let text = said.service(name, row.not_after);
        said.by("service", name.to_owned(), None, text, row.not_after)
    });
    Ok(rows.collect())
}

/// Certificates of officers in office that end soon.
fn officers(workspace: &Workspace, days: u32, said: Said) -> Result<Vec<ReminderView>, Error> {
    let before = said.now.plus_seconds(i64::from(days) * 86_400);
    let mut all = Vec::new();
    for officer in workspace.read().officers()? {
        let due = stored_certificate(workspace.read(), officer.certificate)?
            .validity
            .not_after;
        if officer.retired_seq.is_none() && due <= before {
            let id = officer.id.to_string();
            let text = said.officer(&id, due);
            all.push(said.by("officer", id, None, text, due));
        }
    }
    Ok(all)
}
