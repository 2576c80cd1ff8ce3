//! Finding keys: which token, which CKA_ID, which public half.

use chancery_domain::{Spki, event::KeyPurpose};
use chancery_ledger::{
    Reading,
    read::{KeyRow, OfficerRow},
};
use chancery_token::{CkaId, LoggedInToken, TokenId, TokenKey, TokenLabel, TokenSerial};

use super::{Workspace, services::token_of};
use crate::Error;

/// A key as the ledger knows it: enough to find it in its token and to tell it from another.
#[derive(Debug, Clone)]
pub(crate) struct TokenKeyRef {
    pub(crate) cka_id: CkaId,
    pub(crate) spki: Spki,
}

impl TokenKeyRef {
    pub(crate) fn of(read: Reading<'_>, row: &KeyRow) -> Result<Self, Error> {
        let cka_id = CkaId::from_hex(&row.cka_id).ok_or(Error::Stored { what: "CKA_ID" })?;
        Ok(Self {
            cka_id,
            spki: Spki::from_der(read.blob(row.spki)?),
        })
    }

    pub(crate) fn for_purpose(read: Reading<'_>, purpose: KeyPurpose) -> Result<Self, Error> {
        let row = read.key_for(purpose)?.ok_or(Error::Stored {
            what: "service key",
        })?;
        Self::of(read, &row)
    }

    /// The key in its token, which must be the one the ledger knows.
    pub(crate) fn in_token<'t>(&self, token: &'t LoggedInToken) -> Result<TokenKey<'t>, Error> {
        Ok(token.key(&self.cka_id, Some(&self.spki))?)
    }
}

/// An officer's key and the token it lives in.
#[derive(Debug)]
pub(crate) struct OfficerKey {
    pub(crate) token: TokenId,
    pub(crate) key: TokenKeyRef,
}

impl OfficerKey {
    pub(crate) fn of(read: Reading<'_>, officer: &OfficerRow) -> Result<Self, Error> {
        let row = read
            .keys_on(&officer.token_serial, 1)?
            .pop()
            .ok_or(Error::Stored {
                what: "officer key",
            })?;
        let label = TokenLabel::new(&officer.token_label).ok_or(Error::Stored {
            what: "token label",
        })?;
        let serial = TokenSerial::new(officer.token_serial.clone());
        Ok(Self {
            token: TokenId { label, serial },
            key: TokenKeyRef::of(read, &row)?,
        })
    }
}

impl Workspace {
    /// Runs `work` with a service's key; its token is unlocked first.
    pub(crate) fn with_service_key<T>(
        &mut self,
        purpose: KeyPurpose,
        work: impl FnOnce(&TokenKey<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let key = self.service_key(purpose)?;
        let token = self
            .services
            .token(token_of(purpose))
            .expect("service_key unlocked it");
        work(&key.in_token(token)?)
    }
}
