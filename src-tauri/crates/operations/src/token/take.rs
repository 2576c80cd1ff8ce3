//! Taking tokens into use: new ones that are initialised here, and ones that are ready.

use std::path::Path;

use chancery_domain::{
    Utc,
    event::{EventBody, TokenPurpose},
};
use chancery_token::{NewToken, Place, SoPin, TokenLabel, UserPin};

use super::{administrator, find, module::in_slot, show};
use crate::{Error, Workspace, checkpoint, officer::actor, record::record, view::TokenView};

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
        .init_token(new_token, Place::FreeSlot)
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
    use_it(workspace, id.serial.as_str(), new.pin)
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
    drop(
        module
            .open(&info.id)?
            .log_in(pin)
            .map_err(|error| Error::of_token(error, info.id.label.as_str()))?,
    );
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
    use_it(workspace, serial, pin)
}

fn use_it(workspace: &mut Workspace, serial: &str, pin: &UserPin) -> Result<TokenView, Error> {
    let row = find(workspace, serial)?;
    workspace.unlock_with(&row, pin.clone())?;
    show::one(workspace, serial)
}
