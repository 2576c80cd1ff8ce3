//! Taking tokens into use: new ones that are initialised here, and ones that are ready.

use std::{path::Path, time::Duration};

use chancery_domain::{
    Utc,
    event::{EventBody, TokenPurpose},
};
use chancery_ledger::read::TokenRow;
use chancery_token::{Module, NewToken, Place, SoPin, TokenId, TokenLabel, UserPin};

use super::{administrator, module::in_slot, show};
use crate::{Error, Workspace, checkpoint, officer::actor, record::record, view::TokenView};

/// A token that clears its memory takes long; one that takes longer counts as hanging.
pub(crate) const INITIALISING: Duration = Duration::from_secs(60);

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
    let id = module
        .init_token_within(INITIALISING, new_token, Place::FreeSlot)
        .map_err(|error| Error::of_token(error, new.label))?;
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
    workspace.unlock_with(&row, new.pin.clone())?;
    show::one(workspace, &row.serial)
}

/// Takes a token that was initialised elsewhere: agents' keys are made there from now on. The PIN
/// proves that it can be used.
pub fn take(
    workspace: &mut Workspace,
    module: &Path,
    serial: &str,
    pin: &UserPin,
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let officer = administrator(workspace, officer, serial, now)?;
    let module = workspace.module_at(module)?;
    let info = in_slot(&module, serial)?;
    if workspace.read().token(serial)?.is_some() {
        return Err(Error::TokenInUse {
            token: info.id.to_string(),
        });
    }
    let row = agents(&module, &info.id);
    let signer = workspace.log_in_to(&row, pin.clone())?;
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
