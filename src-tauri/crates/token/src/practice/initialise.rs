//! A new token in a free slot.

use std::{collections::BTreeSet, sync::Arc};

use cryptoki::session::UserType;

use crate::{Error, Module, OpenToken, SoPin, TokenId, TokenLabel, UserPin, info::id_of};

/// Initialises a new token in a free slot and gives it a user PIN.
///
/// Refuses a label that another token of the module has. A failure after the
/// first step leaves a token without user PIN behind, which can't hold keys.
pub fn init_token(
    module: &Module,
    label: &TokenLabel,
    so_pin: &SoPin,
    user_pin: &UserPin,
) -> Result<TokenId, Error> {
    let before = initialised(module)?;
    if before.iter().any(|id| id.label == *label) {
        return Err(Error::LabelTaken {
            label: label.clone(),
        });
    }
    init_free_slot(module, label, so_pin)?;
    let id = initialised(module)?
        .into_iter()
        .find(|id| id.label == *label && !before.contains(id))
        .ok_or_else(|| Error::NoFreeSlot {
            module: module.path().to_owned(),
        })?;
    let open = OpenToken::open(Arc::clone(&module.shared), &id)?;
    open.log_in_as(UserType::So, so_pin.as_auth_pin())?;
    let set = open.session()?.init_pin(user_pin.as_auth_pin());
    let set = set.map_err(|error| open.explain("setting the user PIN", error));
    open.log_out_now()?;
    set.map(|()| id)
}

fn init_free_slot(module: &Module, label: &TokenLabel, so_pin: &SoPin) -> Result<(), Error> {
    let shared = &module.shared;
    let free = shared
        .slots()?
        .into_iter()
        .find(|(_, info)| !info.token_initialized());
    let (slot, _) = free.ok_or_else(|| Error::NoFreeSlot {
        module: module.path().to_owned(),
    })?;
    shared
        .pkcs11
        .init_token(slot, so_pin.as_auth_pin(), label.as_str())
        .map_err(init_error)
}

fn init_error(error: cryptoki::error::Error) -> Error {
    use cryptoki::error::{Error as CryptokiError, RvError};
    match error {
        CryptokiError::Pkcs11(
            RvError::PinIncorrect
            | RvError::PinInvalid
            | RvError::PinLenRange
            | RvError::PinTooWeak,
            _,
        ) => Error::PinUnsuitable {
            answer: error.into(),
        },
        error => Error::refused("initialising a token")(error),
    }
}

fn initialised(module: &Module) -> Result<BTreeSet<TokenId>, Error> {
    let slots = module.shared.slots()?.into_iter();
    Ok(slots
        .filter(|(_, info)| info.token_initialized())
        .map(|(_, info)| id_of(&info))
        .collect())
}
