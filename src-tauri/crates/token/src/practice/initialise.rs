//! A new token in a free slot.

use crate::{Error, Module, NewToken, Place, SoPin, TokenId, TokenLabel, UserPin};

/// Initialises a new token in a free slot and gives it a user PIN.
///
/// Refuses a label that another token of the module has. A failure after the
/// first step leaves a token without user PIN behind, which can't hold keys.
pub fn init_token(
    module: &Module,
    label: &TokenLabel,
    so_pin: &SoPin,
    user_pin: &UserPin,
) -> Result<TokenId, Error> {
    let new = NewToken {
        label,
        so_pin,
        user_pin,
    };
    module.init_token(new, Place::FreeSlot)
}
