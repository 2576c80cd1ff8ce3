//! PINs of tokens: unlocking, locking, changing.

use chancery_domain::{
    Utc,
    event::{EventBody, TokenPurpose},
};
use chancery_ledger::read::{OfficerRow, TokenRow};
use chancery_token::{Module, Signer, SignerOptions, SoPin, TokenId, UserPin};
use secrecy::{ExposeSecret, SecretString};

use super::{administrator, find, show, so_pin};
use crate::{
    Error, Workspace, checkpoint,
    error::owed,
    officer::{self, actor},
    record::record,
    recover, tries,
    view::TokenView,
    workspace::{Paths, kept, token_id},
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
    set_pin(workspace, name, (By::User(old), new), officer, now)
}

/// Gives a token's user a new PIN, with that of its security officer: when the old one is locked
/// or lost. Whoever may change it may do that.
pub fn unlock_pin(
    workspace: &mut Workspace,
    name: &str,
    (so_pin, new): (&SoPin, &SecretString),
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    set_pin(
        workspace,
        name,
        (By::SecurityOfficer(so_pin), new),
        officer,
        now,
    )
}

/// Whose PIN proves that a new one may be set.
#[derive(Clone, Copy)]
enum By<'a> {
    User(&'a UserPin),
    SecurityOfficer(&'a SoPin),
}

impl By<'_> {
    fn set(
        self,
        paths: &Paths,
        (module, id): (&Module, &TokenId),
        new: UserPin,
    ) -> Result<(), chancery_token::Error> {
        match self {
            By::User(old) => {
                let signer = Signer::start(module, id, SignerOptions::default());
                let old = tries::typed_where(module, id, old.clone());
                tries::counted(paths, module, id, || signer.change_pin(old, new))
            }
            By::SecurityOfficer(so_pin) => {
                let signer = Signer::start(module, id, SignerOptions::default());
                let unlock = || signer.unlock_pin(so_pin.clone(), new.clone());
                tries::counted(paths, module, id, unlock)?;
                drop(signer);
                // Some tokens say that they are locked until the new PIN was proved. That it was
                // set stands, whatever comes of this.
                let proved = tries::log_in(paths, module, id, new, SignerOptions::default());
                drop(proved);
                Ok(())
            }
        }
    }

    fn refusal(self, error: chancery_token::Error, label: &str) -> Error {
        match self {
            By::User(_) => Error::of_token(error, label),
            By::SecurityOfficer(_) => so_pin::refusal(error, label),
        }
    }

    /// Nothing was typed here: it would be on the token's own pad, where the binding can't ask.
    fn is_on_a_pad(self, module: &Module, id: &TokenId) -> bool {
        match self {
            By::User(_) => false, // told by the token itself
            By::SecurityOfficer(so_pin) => so_pin.is_empty() && tries::has_pin_pad(module, id),
        }
    }
}

fn set_pin(
    workspace: &mut Workspace,
    name: &str,
    (by, new): (By<'_>, &SecretString),
    officer: &str,
    now: Utc,
) -> Result<TokenView, Error> {
    let row = find(workspace, name)?;
    let who = who_may(workspace, &row, officer, now)?;
    let (module, id) = (workspace.module_of(&row)?, token_id(&row)?);
    if by.is_on_a_pad(&module, &id) {
        return Err(chancery_token::Error::OnlyOnItsPad { token: id }.into());
    }
    workspace.services.lock(&row.serial);
    let held = workspace.lock_practice_tokens_of(&row)?;
    if row.module.is_none() {
        kept::forget(&workspace.paths)?;
    }
    let pin = UserPin::new(new.expose_secret().to_owned());
    let changed = by.set(&workspace.paths, (&module, &id), pin);
    if changed.is_ok() && workspace.is_practice() && row.module.is_none() {
        let path = workspace.paths.practice_pins();
        workspace.pins.replace(&row.label, new, &path)?;
    }
    drop(held);
    changed.map_err(|error| by.refusal(error, &row.label))?;
    let body = EventBody::PinChanged {
        token_serial: row.serial.clone(),
        by_security_officer: matches!(by, By::SecurityOfficer(_)),
    };
    workspace
        .ledger
        .write(|tx| record(tx, now, actor(&who), body))?;
    checkpoint::follow(workspace, now)?;
    show::one(workspace, &row.serial)
}

/// Of an officer's token that officer, else the administrator.
fn who_may(
    workspace: &mut Workspace,
    row: &TokenRow,
    officer: &str,
    now: Utc,
) -> Result<OfficerRow, Error> {
    let who = officer::find(workspace, officer)?;
    if row.purpose == TokenPurpose::Officer && is_own(workspace, &who, &row.serial)? {
        return Ok(who);
    }
    administrator(workspace, officer, &row.serial, now)
}

/// Whether an officer decides with this token, be it their second one.
fn is_own(workspace: &Workspace, officer: &OfficerRow, serial: &str) -> Result<bool, Error> {
    let key = workspace.read().officer_key_on(serial)?;
    Ok(key.is_some_and(|key| key.officer == officer.id))
}
