//! PINs of tokens: unlocking, locking, changing.

use chancery_domain::{
    Utc,
    event::{EventBody, TokenPurpose},
};
use chancery_ledger::read::OfficerRow;
use chancery_token::{Signer, SignerOptions, UserPin};
use secrecy::{ExposeSecret, SecretString};

use super::{administrator, find, show};
use crate::{
    Error, Workspace, checkpoint,
    error::owed,
    officer::{self, actor},
    record::record,
    recover, tries,
    view::TokenView,
    workspace::{kept, token_id},
};

/// Unlocks a service token with a PIN that is kept nowhere but with the token's thread.
pub fn unlock(
    workspace: &mut Workspace,
    name: &str,
    pin: &UserPin,
    officer: &str,
    now: Utc,
) -> Result<(), Error> {
    let row = find(workspace, name)?;
    let who = administrator(workspace, officer, &row.serial, now)?;
    workspace.unlock_with(&row, pin.clone())?;
    let body = EventBody::TokenUnlocked {
        label: row.label,
        token_serial: row.serial,
    };
    workspace.record(now, actor(&who), body)?;
    // What a crash left may have waited for this token.
    owed(recover::settle(workspace, now)).map(|_| ())
}

/// Logs a service token out.
pub fn lock(workspace: &mut Workspace, name: &str, officer: &str, now: Utc) -> Result<(), Error> {
    let row = find(workspace, name)?;
    administrator(workspace, officer, &row.serial, now)?;
    workspace.services.lock(&row.serial);
    Ok(())
}

/// Changes a token's user PIN: of a service token the administrator, of an officer's token that
/// officer. The token's own log-in with the old PIN proves it.
pub fn change_pin(
    workspace: &mut Workspace,
    name: &str,
    (old, new): (&UserPin, &SecretString),
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let row = find(workspace, name)?;
    let who = officer::find(workspace, officer)?;
    let own = row.purpose == TokenPurpose::Officer && is_own(workspace, &who, &row.serial)?;
    let who = if own {
        who
    } else {
        administrator(workspace, officer, &row.serial, now)?
    };
    let (module, id) = (workspace.module_of(&row)?, token_id(&row)?);
    workspace.services.lock(&row.serial);
    let held = workspace.lock_practice_tokens_of(&row)?;
    if row.module.is_none() {
        kept::forget(&workspace.paths)?;
    }
    let signer = Signer::start(&module, &id, SignerOptions::default());
    let pin = UserPin::new(new.expose_secret().to_owned());
    let changed = tries::counted(&workspace.paths, &module, &id, || {
        signer.change_pin(old.clone(), pin)
    });
    drop(signer);
    if changed.is_ok() && workspace.is_practice() && row.module.is_none() {
        let path = workspace.paths.practice_pins();
        workspace.pins.replace(&row.label, new, &path)?;
    }
    drop(held);
    changed.map_err(|error| Error::of_token(error, &row.label))?;
    let body = EventBody::PinChanged {
        token_serial: row.serial.clone(),
        by_security_officer: false,
    };
    workspace
        .ledger
        .write(|tx| record(tx, now, actor(&who), body))?;
    checkpoint::follow(workspace, now)?;
    show::one(workspace, &row.serial)
}

/// Whether an officer decides with this token, be it their second one.
fn is_own(workspace: &Workspace, officer: &OfficerRow, serial: &str) -> Result<bool, Error> {
    let key = workspace.read().officer_key_on(serial)?;
    Ok(key.is_some_and(|key| key.officer == officer.id))
}
