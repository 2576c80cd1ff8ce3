//! What a token says about how it keeps a key.

use cryptoki::{
    object::{Attribute, AttributeType, ObjectHandle},
    session::Session,
};
use serde::{Deserialize, Serialize};

use crate::{Error, LoggedInToken, Saying, TokenLabel, TokenSerial, info::bare};

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
        self.verdict().never_left_the_token() == Saying::Says
    }
}

/// What a private key is asked for, its mechanism apart.
pub(crate) const FACTS: [AttributeType; 5] = [
    AttributeType::Local,
    AttributeType::NeverExtractable,
    AttributeType::AlwaysSensitive,
    AttributeType::Extractable,
    AttributeType::Sensitive,
];

/// The token, as it is named in the facts of each of its keys.
#[derive(Debug)]
pub(crate) struct Keeper {
    silent: CustodyFacts,
}

impl Keeper {
    /// The facts that `shown` tells.
    pub(crate) fn facts(&self, shown: &[Attribute]) -> CustodyFacts {
        let mut facts = self.silent.clone();
        for attribute in shown {
            match attribute {
                Attribute::Local(value) => facts.local = Some(*value),
                Attribute::NeverExtractable(value) => facts.never_extractable = Some(*value),
                Attribute::AlwaysSensitive(value) => facts.always_sensitive = Some(*value),
                Attribute::Extractable(value) => facts.extractable = Some(*value),
                Attribute::Sensitive(value) => facts.sensitive = Some(*value),
                Attribute::KeyGenMechanism(mechanism) => {
                    facts.mechanism = Some(mechanism.to_string());
                }
                _ => {}
            }
        }
        facts
    }
}

impl LoggedInToken {
    /// This token, to be named in the facts of its keys.
    pub(crate) fn keeper(&self) -> Result<Keeper, Error> {
        let shared = self.open_token().shared();
        let info = shared.pkcs11.get_token_info(self.open_token().slot());
        let info = info.map_err(self.explain("reading token information"))?;
        let silent = CustodyFacts {
            local: None,
            never_extractable: None,
            always_sensitive: None,
            extractable: None,
            sensitive: None,
            mechanism: None,
            manufacturer: bare(info.manufacturer_id()).to_owned(),
            model: bare(info.model()).to_owned(),
            serial: self.id().serial.clone(),
            firmware: info.firmware_version().to_string(),
            label: self.id().label.clone(),
        };
        Ok(Keeper { silent })
    }

    /// Reads the facts about the private key behind `handle`.
    pub(crate) fn custody_of(&self, handle: ObjectHandle) -> Result<CustodyFacts, Error> {
        let shown = shown(self.session()?, handle, &FACTS);
        let shown = shown.map_err(self.explain("reading custody facts"))?;
        Ok(self.keeper()?.facts(&shown))
    }
}

/// Reads `asked` and CKA_KEY_GEN_MECHANISM of the key behind `handle`.
///
/// For an imported key the latter is CK_UNAVAILABLE_INFORMATION, which the
/// binding can't read and fails the whole question for: then without it.
pub(crate) fn shown(
    session: &Session,
    handle: ObjectHandle,
    asked: &[AttributeType],
) -> cryptoki::error::Result<Vec<Attribute>> {
    let all = [asked, &[AttributeType::KeyGenMechanism]].concat();
    session
        .get_attributes(handle, &all)
        .or_else(|_| session.get_attributes(handle, asked))
}
