//! Which standing authorisations a request that is being written could be submitted under.

use chancery_domain::{Language, Utc, standing::Bound};
use chancery_ledger::read::StandingRow;

use super::{
    bounds::{Allowed, Asked, exceeded, room, used_in_the_hour},
    refusal::words,
};
use crate::{Error, Workspace, view::StandingOffer};

/// Authorisations that are looked at.
const MOST: u32 = 200;

/// Those in force, newest first, each with the bound that forbids this request, if one does.
pub(crate) fn offers(
    workspace: &Workspace,
    asked: &Asked<'_>,
    language: Language,
    now: Utc,
) -> Result<Vec<StandingOffer>, Error> {
    let mut offers = Vec::new();
    for row in workspace.read().standings(None, MOST)? {
        if now > row.bounds.until {
            continue;
        }
        match Allowed::of(workspace, row.id.as_str(), now) {
            Ok(_) => offers.push(offer(workspace, &row, asked, language, now)?),
            Err(Error::Ledger(error)) => return Err(Error::Ledger(error)),
            Err(_) => {}
        }
    }
    Ok(offers)
}

fn offer(
    workspace: &Workspace,
    row: &StandingRow,
    asked: &Asked<'_>,
    language: Language,
    now: Utc,
) -> Result<StandingOffer, Error> {
    let left = room(workspace, row)?;
    let bound = match exceeded(&row.bounds, asked, now) {
        Some(bound) => Some(bound),
        None if left == 0 => Some(Bound::Count),
        None => {
            let lately = used_in_the_hour(workspace.read(), row, now)?;
            (lately >= u64::from(row.bounds.per_hour)).then_some(Bound::Rate)
        }
    };
    Ok(StandingOffer {
        id: row.id.to_string(),
        agents: row.bounds.agents.to_string(),
        left: u32::try_from(left).unwrap_or(u32::MAX),
        until: row.bounds.until.to_string(),
        forbidden: bound.map(|bound| words(bound, language).to_owned()),
    })
}
