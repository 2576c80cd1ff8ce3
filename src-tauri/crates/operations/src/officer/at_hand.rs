//! Which of their tokens an officer uses now.

use std::collections::HashMap;

use chancery_domain::officer::OfficerId;
use chancery_ledger::read::{OfficerKeyRow, OfficerRow};

use super::find;
use crate::{Error, Workspace, token, view::OfficerView};

/// Tokens that officers chose, by serial, as long as the workspace is open.
pub(crate) type AtHand = HashMap<OfficerId, String>;

/// From now on the officer uses this one of their tokens, named by label or serial.
pub fn use_token(workspace: &mut Workspace, id: &str, token: &str) -> Result<OfficerView, Error> {
    let officer = find(workspace, id)?;
    let keys = in_force(workspace, &officer.id)?;
    let chosen = keys
        .into_iter()
        .find(|key| key.token_label == token || key.token_serial == token)
        .ok_or_else(|| Error::NoSuch {
            what: "token of this officer",
            id: token.to_owned(),
        })?;
    workspace.at_hand.insert(officer.id, chosen.token_serial);
    super::show(workspace, id)
}

/// Keys of an officer that still sign, the newest first.
pub(super) fn in_force(workspace: &Workspace, id: &OfficerId) -> Result<Vec<OfficerKeyRow>, Error> {
    let mut keys = workspace.read().officer_keys(id)?;
    keys.retain(|key| key.until_seq.is_none());
    Ok(keys)
}

/// The officer by the token that they chose, else by the newest of theirs that is there.
pub(super) fn by_token(workspace: &Workspace, officer: OfficerRow) -> Result<OfficerRow, Error> {
    let keys = in_force(workspace, &officer.id)?;
    if keys.len() < 2 {
        return Ok(officer);
    }
    let chosen = workspace.at_hand.get(&officer.id);
    let chosen = chosen.and_then(|serial| keys.iter().find(|key| key.token_serial == *serial));
    let key = match chosen {
        Some(key) => Some(key),
        None => newest_there(workspace, &keys)?,
    };
    Ok(match key {
        Some(key) => OfficerRow {
            certificate: key.certificate,
            token_label: key.token_label.clone(),
            token_serial: key.token_serial.clone(),
            ..officer
        },
        None => officer,
    })
}

fn newest_there<'k>(
    workspace: &Workspace,
    keys: &'k [OfficerKeyRow],
) -> Result<Option<&'k OfficerKeyRow>, Error> {
    for key in keys {
        if token::is_present(workspace, &key.token_serial)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}
