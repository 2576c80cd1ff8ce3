//! CRLs: each read back, and when the next one is due.

use chancery_domain::Utc;
use chancery_ledger::read::CrlRow;
use chancery_pki::crl::RevocationList;

use super::row;
use crate::{Error, Workspace, crl, view::CheckRow};

/// Every CRL that was ever signed verifies, and says what the log says of it.
pub(super) fn read_back(workspace: &Workspace) -> Result<CheckRow, Error> {
    let (mut read, mut broken) = (0_u64, None);
    workspace.read().for_each_crl(|stored| {
        read += 1;
        if broken.is_none() && !fits(workspace, &stored)? {
            broken = Some((stored.seq, stored.number));
        }
        Ok::<_, Error>(())
    })?;
    Ok(match broken {
        Some((seq, number)) => {
            let message = format!("CRL no. {number} is not what was recorded, or not signed");
            row("lists", "broken", message, Some(seq))
        }
        None => row(
            "lists",
            "sound",
            format!("{read} CRLs read back and verified"),
            None,
        ),
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
pub(super) fn due(workspace: &Workspace, now: Utc) -> Result<Vec<CheckRow>, Error> {
    let rows = crl::list(workspace, now)?.into_iter().map(|crl| {
        let part = match crl.partition {
            0 => String::new(),
            partition => format!(", part {partition}"),
        };
        let kind = crl
            .base
            .map_or_else(String::new, |base| format!(", adds to no. {base}"));
        let message = format!(
            "{}{part}: no. {}{kind}, {} entries",
            crl.issuer, crl.number, crl.entries
        );
        let until = &crl.next_update;
        let (verdict, rest) = match (crl.owed, crl.overdue, crl.due_soon) {
            (true, ..) => ("attention", "a newer one is owed".to_owned()),
            (_, true, _) => ("attention", format!("overdue since {until}")),
            (.., true) => ("attention", format!("due soon: ends at {until}")),
            _ => ("sound", format!("good until {until}")),
        };
        row("crl", verdict, format!("{message}; {rest}"), None)
    });
    Ok(rows.collect())
}
