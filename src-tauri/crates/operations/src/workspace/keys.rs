//! Finding keys: which token, which CKA_ID, which public half.

use chancery_domain::Spki;
use chancery_ledger::{
    Reading,
    read::{KeyRow, OfficerRow, TokenRow},
};
use chancery_token::{CkaId, Signer, SignerKey};

use super::stored_certificate;
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

    /// The key on its token, which must be the one the ledger knows.
    pub(crate) fn on(&self, signer: &Signer) -> Result<SignerKey, Error> {
        Ok(signer.key(&self.cka_id, &self.spki)?)
    }
}

/// An officer's key and the token it lives in.
#[derive(Debug)]
pub(crate) struct OfficerKey {
    pub(crate) token: TokenRow,
    pub(crate) key: TokenKeyRef,
}

impl OfficerKey {
    pub(crate) fn of(read: Reading<'_>, officer: &OfficerRow) -> Result<Self, Error> {
        let stored = |what| Error::Stored { what };
        let row = read.key(stored_certificate(read, officer.certificate)?.spki.sha256())?;
        let token = read.token(&officer.token_serial)?;
        Ok(Self {
            token: token.ok_or_else(|| stored("officer token"))?,
            key: TokenKeyRef::of(read, &row.ok_or_else(|| stored("officer key"))?)?,
        })
    }
}
