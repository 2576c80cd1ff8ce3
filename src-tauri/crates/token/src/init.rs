//! Initialising a token: in a free slot, or over one that is named.

use std::{collections::BTreeSet, sync::Arc};

use cryptoki::{
    error::{Error as CryptokiError, RvError},
    session::UserType,
    slot::Slot,
};

use crate::{Error, Module, OpenToken, SoPin, TokenId, TokenLabel, UserPin, info::id_of};

/// What a token gets when it is initialised.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// Its label, which no other token of the module may have.
    pub label: &'a TokenLabel,
    /// The security officer's PIN; for a token that is overwritten, the present one.
    pub so_pin: &'a SoPin,
    /// The user's PIN.
    pub user_pin: &'a UserPin,
}

/// Where a token is initialised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// In the first slot whose token was never initialised.
    FreeSlot,
    /// Over this token: **all keys on it are lost**. Whoever names it by label
    /// and serial has been shown which one it is.
    Over(&'a TokenId),
}

impl Module {
    /// Initialises a token and gives it a user PIN.
    ///
    /// An initialised token is overwritten only where `place` names it. A failure
    /// after the first step leaves a token without user PIN behind, which can't
    /// hold keys.
    pub fn init_token(&self, new: NewToken<'_>, place: Place<'_>) -> Result<TokenId, Error> {
        let before = self.initialised()?;
        let over = match place {
            Place::FreeSlot => None,
            Place::Over(id) => Some(id),
        };
        let mut others = before.iter().filter(|id| Some(*id) != over);
        if others.any(|id| id.label == *new.label) {
            return Err(Error::LabelTaken {
                label: new.label.clone(),
            });
        }
        let slot = match over {
            None => self.free_slot()?,
            Some(id) => self.shared.slot_of(id)?,
        };
        let label = new.label.as_str();
        let begun = self
            .shared
            .pkcs11
            .init_token(slot, new.so_pin.as_auth_pin(), label);
        begun.map_err(|error| self.init_error(over, slot, error))?;
        let id = self.newly_initialised(slot, new.label, &before)?;
        self.set_user_pin(&id, new)?;
        Ok(id)
    }

    fn free_slot(&self) -> Result<Slot, Error> {
        let slots = self.shared.slots()?;
        let free = slots.iter().find(|(_, info)| !info.token_initialized());
        free.map(|(slot, _)| *slot)
            .ok_or_else(|| Error::NoFreeSlot {
                module: self.path().to_owned(),
            })
    }

    /// The token may have moved to another slot, and has got a serial only now.
    fn newly_initialised(
        &self,
        slot: Slot,
        label: &TokenLabel,
        before: &BTreeSet<TokenId>,
    ) -> Result<TokenId, Error> {
        let mut tokens = self.shared.slots()?;
        tokens.sort_by_key(|(at, _)| *at != slot);
        let mut named = tokens
            .iter()
            .filter(|(_, info)| info.token_initialized())
            .map(|(at, info)| (*at, id_of(info)))
            .filter(|(_, id)| id.label == *label);
        let found = named.find(|(at, id)| *at == slot || !before.contains(id));
        found.map(|(_, id)| id).ok_or_else(|| Error::NoFreeSlot {
            module: self.path().to_owned(),
        })
    }

    fn set_user_pin(&self, id: &TokenId, new: NewToken<'_>) -> Result<(), Error> {
        let open = OpenToken::open(Arc::clone(&self.shared), id)?;
        open.log_in_as(UserType::So, new.so_pin.as_auth_pin())?;
        let set = open.session()?.init_pin(new.user_pin.as_auth_pin());
        let set = set.map_err(|error| open.explain("setting the user PIN", error));
        open.log_out_now()?;
        set
    }

    fn init_error(&self, over: Option<&TokenId>, slot: Slot, error: CryptokiError) -> Error {
        let CryptokiError::Pkcs11(code, _) = error else {
            return Error::refused("initialising a token")(error);
        };
        let answer = error.into();
        match (code, over) {
            // A token that has a security officer asks for that one's PIN.
            (RvError::PinIncorrect, Some(_)) => Error::PinRefused {
                standing: self.shared.standing(slot),
                answer,
            },
            (
                RvError::PinIncorrect
                | RvError::PinInvalid
                | RvError::PinLenRange
                | RvError::PinTooWeak,
                _,
            ) => Error::PinUnsuitable { answer },
            (RvError::PinLocked, _) => Error::PinLocked { answer },
            _ => Error::Refused {
                doing: "initialising a token",
                source: answer,
            },
        }
    }

    fn initialised(&self) -> Result<BTreeSet<TokenId>, Error> {
        let slots = self.shared.slots()?.into_iter();
        Ok(slots
            .filter(|(_, info)| info.token_initialized())
            .map(|(_, info)| id_of(&info))
            .collect())
    }
}
