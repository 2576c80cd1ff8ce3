//! CRLs: each read back, and when the next one is due.

use chancery_domain::{Language, Utc};
use chancery_ledger::read::CrlRow;
use chancery_pki::crl::RevocationList;

use super::found::Found;
use crate::{Error, Workspace, crl, view::CrlView};

/// Every CRL that was ever signed verifies, and says what the log says of it.
pub(super) fn read_back(workspace: &Workspace) -> Result<Found, Error> {
    let (mut read, mut broken) = (0_u64, None);
    workspace.read().for_each_crl(|stored| {
        read += 1;
        if broken.is_none() && !fits(workspace, &stored)? {
            broken = Some((stored.seq, stored.number));
        }
        Ok::<_, Error>(())
    })?;
    Ok(match broken {
        Some((seq, number)) => Found::broken("lists", "list-differs")
            .with("number", number)
            .since(Some(seq)),
        None => Found::sound("lists", "lists-verified").with("count", read),
    })
}

fn fits(workspace: &Workspace, stored: &CrlRow) -> Result<bool, Error> {
    let der = workspace.read().blob(stored.der)?;
    let Ok(list) = RevocationList::from_der(&der) else {
        return Ok(false);
    };
    let issuers = [&workspace.authorities.root, &workspace.authorities.issuing];
    let content = &list.content;
    Ok(issuers
        .iter()
        .any(|issuer| issuer.subject == list.issuer && list.is_signed_by(&issuer.spki))
        && content.number == stored.number
        && content.this_update == stored.this_update.to_whole_second()
        && content.next_update == stored.next_update.to_whole_second()
        && content.revoked.len() as u64 == stored.entries)
}

/// The newest ones, and whether another is owed or due.
pub(super) fn due(
    workspace: &Workspace,
    language: Language,
    now: Utc,
) -> Result<Vec<Found>, Error> {
    let lists = crl::list(workspace, now)?;
    let found = lists.iter().map(|list| {
        let found = match (list.owed, list.overdue, list.due_soon) {
            (true, ..) => Found::attention("crl", "crl-owed"),
            (_, true, _) => Found::attention("crl", "crl-overdue"),
            (.., true) => Found::attention("crl", "crl-due-soon"),
            _ => Found::sound("crl", "crl-good"),
        };
        let called = called(list).told(language).message;
        found.with("list", called).with("until", &list.next_update)
    });
    Ok(found.collect())
}

/// Which list it is.
fn called(list: &CrlView) -> Found {
    let code = match (list.partition, list.base) {
        (0, None) => "list-full",
        (0, Some(_)) => "list-delta",
        (_, None) => "list-part-full",
        (_, Some(_)) => "list-part-delta",
    };
    Found::sound("crl", code)
        .with("issuer", &list.issuer)
        .with("part", list.partition)
        .with("number", list.number)
        .with("base", list.base.unwrap_or_default())
        .with("entries", list.entries)
}
