//! The token that an officer is to decide with: initialised here, or one that is there already; and
//! the key that is made on it.

use chancery_domain::{
    event::{EventBody, KeyPurpose, TokenPurpose},
    profile::ProfileId,
};
use chancery_ledger::read::{OfficerRow, TokenRow};
use chancery_token::{
    CkaId, GeneratedKey, NewToken, Signer, SignerKey, SignerOptions, SoPin, TokenId, TokenLabel,
    UserPin,
};

use super::{actor, input::TokenAsked, rules};
use crate::{
    Error, Workspace,
    edge::Running,
    token::{
        in_slot, initialised,
        making::{self, Wanted},
    },
    tries,
    workspace::token_id,
};

/// PINs of the token that an officer is to have. In a practice workspace none is needed: one is
/// drawn, and kept in `practice.json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenPins<'a> {
    /// The user's PIN: the new one of a token that is initialised, else the one that it has.
    pub pin: Option<&'a UserPin>,
    /// The security officer's PIN of a token that is initialised.
    pub so_pin: Option<&'a SoPin>,
}

/// The token, logged in.
pub(super) struct OwnToken {
    pub(super) row: TokenRow,
    signer: Signer,
}

impl OwnToken {
    /// Initialises the token or takes it, and logs in: the PIN proves that it can be used.
    pub(super) fn obtain(
        workspace: &mut Workspace,
        asked: &TokenAsked,
        pins: &TokenPins<'_>,
        administrator: &OfficerRow,
        clock: Running,
    ) -> Result<Self, Error> {
        let found = match (&asked.module, &asked.serial) {
            (None, None) => practice_token(workspace, asked)?,
            (None, Some(serial)) => Found::Known(known(workspace, serial)?),
            (Some(module), None) => {
                let module = workspace.module_at(module)?;
                let id = initialise(workspace, &module, asked, pins)?;
                Found::New(id, Some(module.path().display().to_string()))
            }
            (Some(module), Some(serial)) => there(workspace, module, serial, &asked.label)?,
        };
        let row = found.row();
        rules::check_free(workspace.read(), &row.serial, &row.label)?;
        let pin = pin_of(workspace, &row, pins)?;
        let signer = log_in(workspace, &row, &pin)?;
        if let Some(body) = found.told() {
            workspace.record(clock.now(), actor(administrator), body)?;
        }
        let row = workspace.token_row(&row.serial)?;
        Ok(Self { row, signer })
    }

    /// Makes the officer's key: an intent in the log first.
    pub(super) fn make_key(
        &self,
        workspace: &mut Workspace,
        label: &str,
        administrator: &OfficerRow,
        clock: Running,
    ) -> Result<GeneratedKey, Error> {
        let algorithm = workspace.profile(ProfileId::Officer)?.algorithms[0];
        let wanted = [Wanted::new(KeyPurpose::Officer, algorithm, label)];
        let by = actor(administrator);
        let made = making::make_on(
            workspace,
            &self.row,
            &self.signer,
            &wanted,
            &by,
            clock.now(),
        )?;
        Ok(made.into_iter().next().expect("one for the one wanted"))
    }

    /// The key as what signs with it.
    pub(super) fn key(&self, made: &GeneratedKey) -> Result<SignerKey, Error> {
        Ok(self.signer.key(&made.cka_id, &made.spki)?)
    }

    /// Removes a key that nobody decides with.
    pub(super) fn destroy(&self, workspace: &Workspace, cka_id: &CkaId) -> Result<(), Error> {
        let gone = workspace.changing_keys(&self.row, || self.signer.destroy(cka_id))?;
        gone.map_err(|error| Error::of_token(error, &self.row.label))
    }
}

/// A token that was found, or made just now.
enum Found {
    /// The log knows it.
    Known(TokenRow),
    /// Initialised; its module, if it is no practice token.
    New(TokenId, Option<String>),
    /// Initialised elsewhere.
    Taken(TokenId, String),
}

impl Found {
    fn row(&self) -> TokenRow {
        let row = |id: &TokenId, module: Option<String>| TokenRow {
            serial: id.serial.to_string(),
            label: id.label.to_string(),
            purpose: TokenPurpose::Officer,
            module,
            keys: 0,
            seq: 0,
        };
        match self {
            Self::Known(known) => known.clone(),
            Self::New(id, module) => row(id, module.clone()),
            Self::Taken(id, module) => row(id, Some(module.clone())),
        }
    }

    fn told(&self) -> Option<EventBody> {
        let (label, serial) = (self.row().label, self.row().serial);
        let purpose = TokenPurpose::Officer;
        match self {
            Self::Known(_) => None,
            Self::New(_, module) => Some(EventBody::TokenInitialised {
                label,
                serial,
                purpose,
                module: module.clone(),
            }),
            Self::Taken(_, module) => Some(EventBody::TokenTaken {
                label,
                serial,
                purpose,
                module: module.clone(),
            }),
        }
    }
}

/// A practice token is initialised. One that a crash left before the log knew of it is used.
fn practice_token(workspace: &mut Workspace, asked: &TokenAsked) -> Result<Found, Error> {
    if !workspace.is_practice() {
        return Err(Error::PracticeOnly);
    }
    let label = token_label(&asked.label)?;
    if let Some(row) = workspace
        .read()
        .tokens()?
        .into_iter()
        .rfind(|row| row.label == asked.label)
    {
        return Ok(Found::Known(row));
    }
    let id = workspace.new_practice_token(&label)?;
    Ok(Found::New(id, None))
}

fn token_label(label: &str) -> Result<TokenLabel, Error> {
    TokenLabel::new(label).ok_or_else(|| Error::NoSuch {
        what: "token label",
        id: label.to_owned(),
    })
}

fn known(workspace: &Workspace, serial: &str) -> Result<TokenRow, Error> {
    crate::token::find(workspace, serial)
}

fn initialise(
    workspace: &Workspace,
    module: &chancery_token::Module,
    asked: &TokenAsked,
    pins: &TokenPins<'_>,
) -> Result<TokenId, Error> {
    let needed = || Error::PinNeeded {
        token: asked.label.clone(),
    };
    let label = token_label(&asked.label)?;
    let new = NewToken {
        label: &label,
        so_pin: pins.so_pin.ok_or_else(needed)?,
        user_pin: pins.pin.ok_or_else(needed)?,
    };
    initialised(workspace, module, new)
}

/// A token that was initialised elsewhere.
fn there(
    workspace: &Workspace,
    module: &std::path::Path,
    serial: &str,
    label: &str,
) -> Result<Found, Error> {
    if let Some(row) = workspace.read().token(serial)? {
        return Ok(Found::Known(row));
    }
    let module = workspace.module_at(module)?;
    // The label that the officer's token would get may be none of theirs.
    let info = match in_slot(&module, serial, Some(label)) {
        Err(Error::TokenAbsent { .. }) => in_slot(&module, serial, None)?,
        found => found?,
    };
    Ok(Found::Taken(info.id, module.path().display().to_string()))
}

fn pin_of(workspace: &Workspace, row: &TokenRow, pins: &TokenPins<'_>) -> Result<UserPin, Error> {
    let given = match pins.pin {
        Some(pin) => Some(pin.clone()),
        None => workspace.pin_at_hand(row)?,
    };
    given.ok_or_else(|| Error::PinNeeded {
        token: row.label.clone(),
    })
}

fn log_in(workspace: &Workspace, row: &TokenRow, pin: &UserPin) -> Result<Signer, Error> {
    let (module, id) = (workspace.module_of(row)?, token_id(row)?);
    let held = workspace.lock_practice_tokens_of(row)?;
    let options = SignerOptions::default();
    let signer = tries::log_in(&workspace.paths, &module, &id, pin.clone(), options);
    drop(held);
    signer.map_err(|error| Error::of_token(error, &row.label))
}
