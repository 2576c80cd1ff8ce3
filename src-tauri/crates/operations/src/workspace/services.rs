//! Service tokens: root, issuing, records, agents. Unlocked when first needed, and kept so.

use std::collections::HashMap;

use chancery_domain::event::{KeyPurpose, TokenPurpose};
use chancery_ledger::read::TokenRow;
use chancery_token::{LoggedInToken, TokenId, TokenLabel, TokenSerial};

use super::{TokenKeyRef, Workspace};
use crate::Error;

/// The service tokens that are unlocked.
#[derive(Debug, Default)]
pub(crate) struct Services {
    unlocked: HashMap<TokenPurpose, LoggedInToken>,
}

impl Services {
    pub(crate) fn is_unlocked(&self, purpose: TokenPurpose) -> bool {
        self.unlocked.contains_key(&purpose)
    }

    pub(crate) fn insert(&mut self, purpose: TokenPurpose, token: LoggedInToken) {
        self.unlocked.insert(purpose, token);
    }

    pub(crate) fn lock(&mut self, purpose: TokenPurpose) {
        self.unlocked.remove(&purpose);
    }

    pub(crate) fn clear(&mut self) {
        self.unlocked.clear();
    }

    pub(crate) fn token(&self, purpose: TokenPurpose) -> Option<&LoggedInToken> {
        self.unlocked.get(&purpose)
    }
}

/// The service token that holds keys of a purpose.
pub(crate) fn token_of(purpose: KeyPurpose) -> TokenPurpose {
    match purpose {
        KeyPurpose::RootCa => TokenPurpose::Root,
        KeyPurpose::IssuingCa => TokenPurpose::Issuing,
        KeyPurpose::Agent => TokenPurpose::Agents,
        KeyPurpose::Officer => TokenPurpose::Officer,
        KeyPurpose::LogEd25519
        | KeyPurpose::LogEcdsa
        | KeyPurpose::OcspResponder
        | KeyPurpose::ReportSeal
        | KeyPurpose::ServiceSeal => TokenPurpose::Records,
    }
}

pub(crate) fn token_id(row: &TokenRow) -> Result<TokenId, Error> {
    let label = TokenLabel::new(&row.label).ok_or(Error::Stored {
        what: "token label",
    })?;
    Ok(TokenId {
        label,
        serial: TokenSerial::new(row.serial.clone()),
    })
}

impl Workspace {
    /// Unlocks a service token, if it is not, with the PIN that is at hand.
    ///
    /// A token that was unlocked before is asked whether it still is: a token that was pulled
    /// out, or a folder that went away, shows here and not in the middle of a signature.
    pub(crate) fn unlock(&mut self, purpose: TokenPurpose) -> Result<(), Error> {
        let usable = self
            .services
            .token(purpose)
            .is_some_and(chancery_token::LoggedInToken::is_usable);
        if usable {
            return Ok(());
        }
        self.services.lock(purpose);
        let row = self.read().token_for(purpose)?.ok_or(Error::Stored {
            what: "service token",
        })?;
        let pin = self.pins.of(&row.label).ok_or(Error::PinNeeded {
            token: row.label.clone(),
        })?;
        let _held = self.lock_practice_tokens()?;
        let token = self
            .module
            .open(&token_id(&row)?)?
            .log_in(&pin)
            .map_err(|error| match Error::from(error) {
                Error::PinRefused {
                    standing,
                    answer,
                    event,
                    ..
                } => Error::PinRefused {
                    token: row.label.clone(),
                    standing,
                    answer,
                    event,
                },
                other => other,
            })?;
        self.services.insert(purpose, token);
        Ok(())
    }

    /// The key of a service, its token unlocked.
    pub(crate) fn service_key(&mut self, purpose: KeyPurpose) -> Result<TokenKeyRef, Error> {
        let key = TokenKeyRef::for_purpose(self.read(), purpose)?;
        self.unlock(token_of(purpose))?;
        Ok(key)
    }
}

impl Services {
    /// Keeps a service token that is logged in; an officer's is dropped, and so logged out.
    pub(crate) fn insert_service(&mut self, purpose: TokenPurpose, token: LoggedInToken) {
        if purpose != TokenPurpose::Officer {
            self.insert(purpose, token);
        }
    }
}
