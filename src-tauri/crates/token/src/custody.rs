//! What a token says about how it keeps a key.

use cryptoki::object::{Attribute, AttributeType, ObjectHandle};
use serde::{Deserialize, Serialize};

use crate::{Error, LoggedInToken, TokenLabel, TokenSerial};

/// Read back from the token after generation, stored with the key and printed
/// in reports. `None` means "not shown by the token".
// Stored: changing a name breaks every ledger written before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyFacts {
    /// CKA_LOCAL: made on the token.
    pub local: Option<bool>,
    /// CKA_NEVER_EXTRACTABLE: could at no time leave it.
    pub never_extractable: Option<bool>,
    /// CKA_ALWAYS_SENSITIVE: could at no time be read in the clear.
    pub always_sensitive: Option<bool>,
    /// CKA_EXTRACTABLE: can leave it, wrapped.
    pub extractable: Option<bool>,
    /// CKA_SENSITIVE: can't be read in the clear.
    pub sensitive: Option<bool>,
    /// CKA_KEY_GEN_MECHANISM, by its standard name.
    pub mechanism: Option<String>,
    /// The token's manufacturer.
    pub manufacturer: String,
    /// The token's model.
    pub model: String,
    /// The token's serial.
    pub serial: TokenSerial,
    /// The token's firmware version.
    pub firmware: String,
    /// The token's label.
    pub label: TokenLabel,
}

impl CustodyFacts {
    /// The token itself says that the key was made on it and never could leave.
    pub fn never_left_the_token(&self) -> bool {
        [self.local, self.never_extractable, self.always_sensitive] == [Some(true); 3]
    }
}

const FACTS: [AttributeType; 5] = [
    AttributeType::Local,
    AttributeType::NeverExtractable,
    AttributeType::AlwaysSensitive,
    AttributeType::Extractable,
    AttributeType::Sensitive,
];

impl LoggedInToken {
    /// Reads the facts about the private key behind `handle`.
    pub(crate) fn custody_of(&self, handle: ObjectHandle) -> Result<CustodyFacts, Error> {
        let shared = self.open_token().shared();
        let info = shared.pkcs11.get_token_info(self.open_token().slot());
        let info = info.map_err(self.explain("reading token information"))?;
        let mut facts = CustodyFacts {
            local: None,
            never_extractable: None,
            always_sensitive: None,
            extractable: None,
            sensitive: None,
            mechanism: self.generation_mechanism(handle)?,
            manufacturer: info.manufacturer_id().to_owned(),
            model: info.model().to_owned(),
            serial: self.id().serial.clone(),
            firmware: info.firmware_version().to_string(),
            label: self.id().label.clone(),
        };
        let shown = self.session()?.get_attributes(handle, &FACTS);
        for attribute in shown.map_err(self.explain("reading custody facts"))? {
            match attribute {
                Attribute::Local(value) => facts.local = Some(value),
                Attribute::NeverExtractable(value) => facts.never_extractable = Some(value),
                Attribute::AlwaysSensitive(value) => facts.always_sensitive = Some(value),
                Attribute::Extractable(value) => facts.extractable = Some(value),
                Attribute::Sensitive(value) => facts.sensitive = Some(value),
                _ => {}
            }
        }
        Ok(facts)
    }

    /// Asked for alone: for an imported key the answer is CK_UNAVAILABLE_INFORMATION,
    /// which the binding can't read and would fail the whole question for.
    fn generation_mechanism(&self, handle: ObjectHandle) -> Result<Option<String>, Error> {
        let asked = self
            .session()?
            .get_attributes(handle, &[AttributeType::KeyGenMechanism]);
        Ok(match asked.as_deref() {
            Ok([Attribute::KeyGenMechanism(mechanism)]) => Some(mechanism.to_string()),
            _ => None,
        })
    }
}
