//! Lists as people see them.

use chancery_domain::Utc;
use chancery_ledger::read::CrlRow;
use chancery_pki::Certificate;

use super::{Authority, Part, delta, parts, sign};
use crate::{Error, Workspace, publish, view::CrlView};

/// The newest list of each part of each CA, and its delta if one is on offer.
pub fn list(workspace: &Workspace, now: Utc) -> Result<Vec<CrlView>, Error> {
    let mut views = Vec::new();
    for authority in Authority::ALL {
        for part in parts(workspace, authority)? {
            let state = sign::state(workspace, part)?;
            if let Some(last) = &state.last {
                views.push(view(workspace, part, last, state.owed, now)?);
            }
            if let Some(delta) = delta::current(workspace, part, now)? {
                views.push(view(workspace, part, &delta, false, now)?);
            }
        }
    }
    Ok(views)
}

fn view(
    workspace: &Workspace,
    part: Part,
    row: &CrlRow,
    owed: bool,
    now: Utc,
) -> Result<CrlView, Error> {
    let issuer = part.authority.certificate(workspace);
    let compromised = workspace.read().compromised(issuer.spki.sha256())?;
    let path = match row.base {
        None => publish::crl_path(workspace, part),
        Some(_) => publish::delta_path(workspace, part),
    };
    Ok(CrlView {
        issuer: common_name(issuer),
        authority: part.authority.service().to_owned(),
        compromised_at: compromised.map(|declared| declared.at.to_string()),
        number: row.number,
        this_update: row.this_update.to_string(),
        next_update: row.next_update.to_string(),
        entries: row.entries,
        partition: part.partition,
        base: row.base,
        due_soon: is_due_soon(row, now),
        overdue: now > row.next_update,
        owed,
        file: path.display().to_string(),
        sha256: row.der.to_upper_hex(),
    })
}

/// Less than a quarter of its life is left: it should have been renewed at half.
fn is_due_soon(row: &CrlRow, now: Utc) -> bool {
    let life = row.next_update.unix_seconds() - row.this_update.unix_seconds();
    now <= row.next_update && now.plus_seconds(life / 4) > row.next_update
}

pub(crate) fn common_name(certificate: &Certificate) -> String {
    certificate
        .subject
        .common_name()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use chancery_domain::Sha256Digest;

    use super::*;

    /// A list that is good for `hours` from the beginning of a day on.
    fn good_for(hours: i64) -> CrlRow {
        let begins = Utc::parse("2026-11-23T00:00:00.000Z").expect("an instant");
        CrlRow {
            issuer_ski: String::new(),
            partition: 0,
            number: 1,
            base: None,
            der: Sha256Digest::of(b""),
            this_update: begins,
            next_update: begins.plus_seconds(hours * 3_600),
            entries: 0,
            at: begins,
            seq: 1,
        }
    }

    #[test]
    fn list_is_due_soon_in_the_last_quarter_of_its_life_and_then_overdue() {
        let row = good_for(24);
        let after = |minutes: i64| row.this_update.plus_seconds(minutes * 60);
        assert!(!is_due_soon(&row, after(0)));
        assert!(!is_due_soon(&row, after(18 * 60)));
        assert!(is_due_soon(&row, after(18 * 60 + 1)));
        assert!(is_due_soon(&row, after(24 * 60)));
        assert!(!is_due_soon(&row, after(24 * 60 + 1)), "that is overdue");
    }
}
