//! Taking tokens into use: new ones that are initialised here, and ones that are ready.

use std::{path::Path, time::Duration};

use chancery_domain::{
    Utc,
    event::{EventBody, TokenPurpose},
};
use chancery_ledger::read::TokenRow;
use chancery_token::{Module, NewToken, Place, SoPin, TokenId, TokenInfo, TokenLabel, UserPin};

use super::{Other, administrator, module::in_slot, show, slots};
use crate::{
    Error, Workspace, checkpoint, error::owed, officer::actor, record::record, tries,
    view::TokenView,
};

/// A token that clears its memory takes long; one that takes longer counts as hanging.
const INITIALISING: Duration = Duration::from_secs(60);

/// A token to be initialised for agents' keys.
#[derive(Debug, Clone, Copy)]
pub struct Initialising<'a> {
    /// The module.
    pub module: &'a Path,
    /// Its label, which no other token of the module may have.
    pub label: &'a str,
    /// The security officer's PIN, new.
    pub so_pin: &'a SoPin,
    /// The user's PIN, new.
    pub pin: &'a UserPin,
}

/// Initialises a token in a free slot; agents' keys are made there from now on. A token that is
/// initialised already is never touched.
pub fn initialise(
    workspace: &mut Workspace,
    new: &Initialising<'_>,
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let officer = administrator(workspace, officer, new.label, now)?;
    let label = TokenLabel::new(new.label).ok_or_else(|| Error::NoSuch {
        what: "token label",
        id: new.label.to_owned(),
    })?;
    let module = workspace.module_at(new.module)?;
    let new_token = NewToken {
        label: &label,
        so_pin: new.so_pin,
        user_pin: new.pin,
    };
    let id = initialised(workspace, &module, new_token)?;
    let body = EventBody::TokenInitialised {
        label: id.label.to_string(),
        serial: id.serial.to_string(),
        purpose: TokenPurpose::Agents,
        module: Some(module.path().display().to_string()),
    };
    workspace
        .ledger
        .write(|tx| record(tx, now, actor(&officer), body))?;
    checkpoint::follow(workspace, now)?;
    let row = workspace.token_row(id.serial.as_str())?;
    // It is in use from now on, even where it fails before it is unlocked.
    owed(workspace.unlock_with(&row, new.pin.clone()))?;
    show::one(workspace, &row.serial)
}

/// Initialises a token in a free slot, or finishes the one of this label that was left without
/// user PIN. Not one whose serial the log knows: that is how it tells tokens apart.
pub(crate) fn initialised(
    workspace: &Workspace,
    module: &Module,
    new: NewToken<'_>,
) -> Result<TokenId, Error> {
    let initialise = || module.init_token_within(INITIALISING, new, Place::FreeSlot);
    let label = new.label.clone();
    let unfinished = slots::asked(module, move |module| module.unfinished_token(&label))?;
    let made = match unfinished {
        Some(id) => tries::counted(&workspace.paths, module, &id, initialise),
        None => initialise(),
    };
    let id = made.map_err(|error| Error::of_token(error, new.label.as_str()))?;
    match workspace.read().token(id.serial.as_str())? {
        None => Ok(id),
        Some(known) => Err(Error::SerialKnown {
            serial: known.serial,
            label: known.label,
        }),
    }
}

/// Takes a token that was initialised elsewhere, or that was in use before: agents' keys are made
/// there from now on. The PIN proves that it can be used.
pub fn take(
    workspace: &mut Workspace,
    other: &Other<'_>,
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let serial = other.serial;
    let officer = administrator(workspace, officer, serial, now)?;
    let module = workspace.module_at(other.module)?;
    let info = in_slot(&module, serial, other.label)?;
    check_free(workspace, &info)?;
    let row = agents(&module, &info.id);
    let signer = workspace.log_in_to(&row, other.pin.clone(), actor(&officer))?;
    let body = EventBody::TokenTaken {
        label: info.id.label.to_string(),
        serial: serial.to_owned(),
        purpose: TokenPurpose::Agents,
        module: module.path().display().to_string(),
    };
    workspace
        .ledger
        .write(|tx| record(tx, now, actor(&officer), body))?;
    checkpoint::follow(workspace, now)?;
    workspace.keep_unlocked(&row, &signer);
    show::one(workspace, serial)
}

/// Not in use, or agents' in earlier days.
fn check_free(workspace: &Workspace, info: &TokenInfo) -> Result<(), Error> {
    let Some(known) = workspace.read().token(info.id.serial.as_str())? else {
        return Ok(());
    };
    if known.label != info.id.label.as_str() {
        return Err(Error::SerialKnown {
            serial: known.serial,
            label: known.label,
        });
    }
    let last = workspace.token_for(TokenPurpose::Agents)?;
    match known.purpose == TokenPurpose::Agents && last.serial != known.serial {
        true => Ok(()),
        false => Err(Error::TokenInUse {
            token: info.id.to_string(),
        }),
    }
}

/// A token as the log will know it.
fn agents(module: &Module, id: &TokenId) -> TokenRow {
    TokenRow {
        serial: id.serial.to_string(),
        label: id.label.to_string(),
        purpose: TokenPurpose::Agents,
        module: Some(module.path().display().to_string()),
        keys: 0,
        seq: 0,
    }
}
