//! All keys of a token.

use chancery_domain::Algorithm;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};

use crate::{CkaId, CustodyFacts, Error, KeyLabel, LoggedInToken, public_key};

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
        let template = [Attribute::Class(ObjectClass::PRIVATE_KEY)];
        let found = self.session()?.find_objects(&template);
        let found = found.map_err(self.explain("listing keys"))?;
        if found.is_empty() && !self.open_token().is_present() {
            return Err(self.open_token().shared().token_absent(self.id(), None));
        }
        found.into_iter().map(|handle| self.entry(handle)).collect()
    }

    fn entry(&self, handle: ObjectHandle) -> Result<KeyEntry, Error> {
        let asked = [
            AttributeType::Id,
            AttributeType::Label,
            AttributeType::EcParams,
        ];
        let shown = self.session()?.get_attributes(handle, &asked);
        let mut entry = KeyEntry {
            cka_id: CkaId::from_slice(&[]),
            label: KeyLabel::new(""),
            algorithm: None,
            custody: self.custody_of(handle)?,
        };
        for attribute in shown.map_err(self.explain("listing keys"))? {
            match attribute {
                Attribute::Id(bytes) => entry.cka_id = CkaId::from_slice(&bytes),
                Attribute::Label(bytes) => {
                    entry.label = KeyLabel::new(String::from_utf8_lossy(&bytes))
                }
                Attribute::EcParams(der) => entry.algorithm = public_key::algorithm_of(&der),
                _ => {}
            }
        }
        Ok(entry)
    }
}
