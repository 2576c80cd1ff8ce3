//! Initialising a token: in a free slot, or over one that is named.

use std::{collections::BTreeSet, sync::Arc};

use cryptoki::{
    error::{Error as CryptokiError, RvError},
    object::{Attribute, ObjectClass},
    session::UserType,
    slot::{Slot, TokenInfo},
};

use crate::{
    Error, Module, OpenToken, SoPin, TokenId, TokenLabel, UserPin, info::id_of, pin::PinLengths,
    registry::Role,
};

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
    /// hold keys ([`Error::UserPinMissing`]): the next call with its label and the security
    /// officer's PIN finishes it.
    pub fn init_token(&self, new: NewToken<'_>, place: Place<'_>) -> Result<TokenId, Error> {
        if let (Place::FreeSlot, Some(id)) = (place, self.unfinished_token(new.label)?) {
            return self.finish(id, new);
        }
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
        self.refuse_lengths(slot, new)?;
        let label = new.label.as_str();
        let begun = self
            .shared
            .pkcs11
            .init_token(slot, new.so_pin.as_auth_pin(), label);
        begun.map_err(|error| self.init_error(over, slot, error))?;
        let id = self.newly_initialised(slot, new.label, &before)?;
        match self.set_user_pin(&id, new) {
            Ok(()) => Ok(id),
            Err(source) => Err(half_made(id, source)),
        }
    }

    /// The token of this label that was initialised and has no user PIN, if there is no other of
    /// that label.
    pub fn unfinished_token(&self, label: &TokenLabel) -> Result<Option<TokenId>, Error> {
        let slots = self.shared.slots()?;
        let mut named = slots
            .iter()
            .map(|(_, info)| info)
            .filter(|info| info.token_initialized() && id_of(info).label == *label);
        Ok(match (named.next(), named.next()) {
            (Some(info), None) if lacks_user_pin(info) => Some(id_of(info)),
            _ => None,
        })
    }

    /// Gives a token its user PIN that an earlier attempt left without one.
    fn finish(&self, id: TokenId, new: NewToken<'_>) -> Result<TokenId, Error> {
        self.refuse_lengths(self.shared.slot_of(&id)?, new)?;
        let open = OpenToken::open(Arc::clone(&self.shared), &id)?;
        open.counted(Role::SecurityOfficer, || {
            open.log_in_as(UserType::So, new.so_pin.as_auth_pin())
        })?;
        let set = match holds_keys(&open) {
            Ok(false) => {
                let set = open.session()?.init_pin(new.user_pin.as_auth_pin());
                set.map_err(|error| open.explain("setting the user PIN", error))
            }
            Ok(true) => Err(Error::LabelTaken {
                label: new.label.clone(),
            }),
            Err(error) => Err(error),
        };
        open.log_out_now()?;
        match set {
            Ok(()) => Ok(id),
            Err(error @ Error::LabelTaken { .. }) => Err(error),
            Err(source) => Err(half_made(id, source)),
        }
    }

    fn refuse_lengths(&self, slot: Slot, new: NewToken<'_>) -> Result<(), Error> {
        let info = self.shared.pkcs11.get_token_info(slot);
        let lengths = PinLengths::of(&info.map_err(Error::refused("initialising a token"))?);
        lengths.check(new.so_pin.as_auth_pin())?;
        lengths.check(new.user_pin.as_auth_pin())
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

fn half_made(token: TokenId, source: Error) -> Error {
    Error::UserPinMissing {
        token,
        source: Box::new(source),
    }
}

/// Tokens that need no log-in have no PIN to give.
fn lacks_user_pin(info: &TokenInfo) -> bool {
    info.login_required() && !info.user_pin_initialized()
}

/// As far as the security officer sees them.
fn holds_keys(open: &OpenToken) -> Result<bool, Error> {
    for class in [ObjectClass::PRIVATE_KEY, ObjectClass::PUBLIC_KEY] {
        let found = open.session()?.find_objects(&[Attribute::Class(class)]);
        let found = found.map_err(|error| open.explain("looking for keys", error))?;
        if !found.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
