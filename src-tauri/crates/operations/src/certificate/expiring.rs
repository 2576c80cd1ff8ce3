//! Certificates that end soon: those that still stand, which are neither revoked nor followed by
//! another. What lives for hours is made anew and never renewed, and is left out.

use chancery_domain::{Language, Utc, profile::ProfileId};
use chancery_ledger::read::CertificateRow;

use super::{find, register::totals, row_view};
use crate::{
    Error, Workspace,
    view::{self, CertificatePage},
};

/// Rows a page.
const PAGE: usize = 50;
/// Rows that are read at once.
const CHUNK: u32 = 500;
/// Nothing ends later than so many days from now: beyond it, instants leave the calendar.
const DAYS_MAX: u32 = 36_500;

/// A page of agents' certificates that end within so many days, soonest first, of all profiles.
pub fn list_expiring(
    workspace: &Workspace,
    days: u32,
    after: Option<&str>,
    language: Language,
    now: Utc,
) -> Result<CertificatePage, Error> {
    let after = after.map(|serial| find(workspace, serial)).transpose()?;
    let mut walk = Walk::new(workspace, days, now);
    walk.after = after.map(|row| (row.not_after, row.seq));
    let mut rows = Vec::new();
    let mut more = false;
    while let Some(row) = walk.next()? {
        if rows.len() == PAGE {
            more = true;
            break;
        }
        rows.push(row_view(workspace, &row, language, now)?);
    }
    let last = rows
        .last()
        .map(|row: &view::CertificateRow| row.serial.clone());
    let (total, expired) = totals(workspace, now)?;
    Ok(CertificatePage {
        rows,
        total,
        expired,
        next: last.filter(|_| more),
    })
}

/// Each of them.
pub(super) fn each(
    workspace: &Workspace,
    days: u32,
    now: Utc,
    mut see: impl FnMut(&CertificateRow),
) -> Result<(), Error> {
    let mut walk = Walk::new(workspace, days, now);
    while let Some(row) = walk.next()? {
        see(&row);
    }
    Ok(())
}

/// Goes through them chunk by chunk.
struct Walk<'a> {
    workspace: &'a Workspace,
    from: Utc,
    before: Utc,
    after: Option<(Utc, u64)>,
    chunk: std::vec::IntoIter<CertificateRow>,
}

impl<'a> Walk<'a> {
    fn new(workspace: &'a Workspace, days: u32, now: Utc) -> Self {
        let days = i64::from(days.min(DAYS_MAX));
        Self {
            workspace,
            from: now,
            before: now.plus_seconds(days * 86_400),
            after: None,
            chunk: Vec::new().into_iter(),
        }
    }

    fn next(&mut self) -> Result<Option<CertificateRow>, Error> {
        loop {
            let Some(row) = self.chunk.next() else {
                let read = self.workspace.read();
                let rows = read.expiring(self.from, self.before, self.after, CHUNK)?;
                let Some(last) = rows.last() else {
                    return Ok(None);
                };
                self.after = Some((last.not_after, last.seq));
                self.chunk = rows.into_iter();
                continue;
            };
            if row.profile != ProfileId::AgentShortLived {
                return Ok(Some(row));
            }
        }
    }
}
