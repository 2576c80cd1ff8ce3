//! What a token says about itself.

use std::fmt;

use chancery_domain::Algorithm;
use cryptoki::{mechanism::MechanismType, slot::TokenInfo as CkTokenInfo};
use serde::{Deserialize, Serialize};

use crate::{Description, ModuleProfile, TokenId, TokenLabel, TokenSerial};

/// What the token will say about further tries of the user PIN. PKCS#11 gives
/// flags, never a count, so neither do we. SoftHSM never locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinStanding {
    /// No wrong PIN since the last right one.
    Good,
    /// At least one wrong PIN since the last right one.
    CountLow,
    /// The next wrong PIN locks the token.
    FinalTry,
    /// No PIN is taken any more.
    Locked,
}

impl fmt::Display for PinStanding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Good => "good",
            Self::CountLow => "a wrong PIN was entered",
            Self::FinalTry => "final try",
            Self::Locked => "locked",
        })
    }
}

/// CK_TOKEN_INFO in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenInfo {
    /// Label and serial; both empty while the token is not initialised.
    pub id: TokenId,
    /// Who made the module through which it is seen: CK_INFO.manufacturerID.
    pub library: String,
    /// Who made it.
    pub manufacturer: String,
    /// Which of theirs it is.
    pub model: String,
    /// Firmware version, `major.minor`.
    pub firmware: String,
    /// False: it has no label and no security officer yet.
    pub initialised: bool,
    /// Private keys need a PIN.
    pub login_required: bool,
    /// The user has a PIN.
    pub user_pin_set: bool,
    /// How the user PIN stands.
    pub user_pin: PinStanding,
    /// Nothing can be written to it.
    pub write_protected: bool,
    /// The PIN is typed on the token itself.
    pub protected_authentication_path: bool,
    /// Mechanisms by their standard names: `CKM_ECDSA`.
    pub mechanisms: Vec<String>,
    /// What its mechanisms and their key sizes say it can do.
    pub algorithms: Vec<Algorithm>,
}

impl TokenInfo {
    /// How to use it, as far as what it and its module say of themselves tells.
    pub fn profile(&self) -> ModuleProfile {
        ModuleProfile::recognise(Description {
            library: &self.library,
            manufacturer: &self.manufacturer,
        })
    }

    pub(crate) fn new(
        info: &CkTokenInfo,
        library: &str,
        mechanisms: &[MechanismType],
        algorithms: Vec<Algorithm>,
    ) -> Self {
        Self {
            id: id_of(info),
            library: library.to_owned(),
            manufacturer: bare(info.manufacturer_id()).to_owned(),
            model: bare(info.model()).to_owned(),
            firmware: info.firmware_version().to_string(),
            initialised: info.token_initialized(),
            login_required: info.login_required(),
            user_pin_set: info.user_pin_initialized(),
            user_pin: standing_of(info),
            write_protected: info.write_protected(),
            protected_authentication_path: info.protected_authentication_path(),
            mechanisms: mechanisms.iter().map(ToString::to_string).collect(),
            algorithms,
        }
    }
}

/// Fields are padded with blanks, by some modules (tpm2-pkcs11) with zero bytes.
pub(crate) fn bare(field: &str) -> &str {
    field.trim_end_matches(['\0', ' '])
}

pub(crate) fn id_of(info: &CkTokenInfo) -> TokenId {
    TokenId {
        label: TokenLabel::read(bare(info.label())),
        serial: TokenSerial::new(bare(info.serial_number())),
    }
}

pub(crate) fn standing_of(info: &CkTokenInfo) -> PinStanding {
    if info.user_pin_locked() {
        PinStanding::Locked
    } else if info.user_pin_final_try() {
        PinStanding::FinalTry
    } else if info.user_pin_count_low() {
        PinStanding::CountLow
    } else {
        PinStanding::Good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_of_either_kind_is_no_part_of_a_field() {
        assert_eq!(bare("SW   TPM\0\0\0"), "SW   TPM");
        assert_eq!(bare("SoftHSM v2   "), "SoftHSM v2");
        assert_eq!(bare("\0\0"), "");
    }
}
