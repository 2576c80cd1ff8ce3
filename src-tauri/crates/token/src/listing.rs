//! The private keys of a token.

use chancery_domain::Algorithm;

use crate::{CkaId, CustodyFacts, Error, KeyHalf, KeyLabel, LoggedInToken};

/// A private key, as a token lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// CKA_ID.
    pub cka_id: CkaId,
    /// CKA_LABEL.
    pub label: KeyLabel,
    /// `None`: of a kind that this program does not use.
    pub algorithm: Option<Algorithm>,
    /// How the token keeps it.
    pub custody: CustodyFacts,
}

impl LoggedInToken {
    /// Every private key on the token, in the token's order.
    ///
    /// Nothing at all, from a token that is gone, is [`Error::TokenAbsent`].
    pub fn keys(&self) -> Result<Vec<KeyEntry>, Error> {
        let found = self.handles(KeyHalf::Private)?;
        if found.is_empty() && !self.open_token().is_present() {
            return Err(self.open_token().shared().token_absent(self.id(), None));
        }
        let keeper = self.keeper()?;
        let mut keys = Vec::with_capacity(found.len());
        for handle in found {
            let Some(object) = self.object(&keeper, KeyHalf::Private, handle)? else {
                continue;
            };
            keys.push(KeyEntry {
                cka_id: object.cka_id,
                label: object.label,
                algorithm: object.algorithm,
                custody: object.custody.expect("private keys have facts"),
            });
        }
        Ok(keys)
    }
}
