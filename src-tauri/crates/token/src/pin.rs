//! PINs: wiped when dropped, never printed.

use cryptoki::{slot::TokenInfo, types::AuthPin};
use secrecy::ExposeSecret;
use zeroize::Zeroize;

use crate::Error;

/// Takes the characters into a secret box of their own and wipes what came,
/// spare capacity included.
fn seal(mut text: String) -> AuthPin {
    let pin = AuthPin::from(text.as_str());
    text.zeroize();
    pin
}

/// The PIN of a token's user (CKU_USER).
#[derive(Clone, Debug)]
pub struct UserPin {
    pin: AuthPin,
    on_the_token: bool,
}

impl UserPin {
    /// Takes the PIN over; the argument is wiped.
    pub fn new(text: String) -> Self {
        Self {
            pin: seal(text),
            on_the_token: false,
        }
    }

    /// Not known here: the person types it on the token's own PIN pad
    /// (CKF_PROTECTED_AUTHENTICATION_PATH), which C_Login waits for.
    pub fn on_the_token() -> Self {
        Self {
            pin: seal(String::new()),
            on_the_token: true,
        }
    }

    pub(crate) fn as_auth_pin(&self) -> &AuthPin {
        &self.pin
    }

    /// What C_Login gets: nothing when it is typed on the token.
    pub(crate) fn for_log_in(&self) -> Option<&AuthPin> {
        (!self.on_the_token).then_some(&self.pin)
    }

    /// It is typed on the token.
    pub fn is_on_the_token(&self) -> bool {
        self.on_the_token
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        !self.on_the_token && self.pin.expose_secret().is_empty()
    }
}

/// The PIN of a token's security officer (CKU_SO), who initialises it.
#[derive(Clone, Debug)]
pub struct SoPin(AuthPin);

impl SoPin {
    /// Takes the PIN over; the argument is wiped.
    pub fn new(text: String) -> Self {
        Self(seal(text))
    }

    pub(crate) fn as_auth_pin(&self) -> &AuthPin {
        &self.0
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }
}

/// No token asks for longer PINs than this: it says CK_UNAVAILABLE_INFORMATION.
const LONGEST_SHORTEST: usize = 255;

/// What a token says of the length of its PINs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PinLengths {
    min: usize,
    max: usize,
}

impl PinLengths {
    /// A token that does not know says zero, or more than any PIN has.
    pub(crate) fn of(info: &TokenInfo) -> Self {
        let min = match info.min_pin_length() {
            min @ 1..=LONGEST_SHORTEST => min,
            _ => 1,
        };
        let max = match info.max_pin_length() {
            max if max < min => usize::MAX,
            max => max,
        };
        Self { min, max }
    }

    /// Refuses a new PIN that the token would refuse later.
    pub(crate) fn check(self, pin: &AuthPin) -> Result<(), Error> {
        let Self { min, max } = self;
        match (min..=max).contains(&pin.expose_secret().len()) {
            true => Ok(()),
            false => Err(Error::PinLength { min, max }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pin_is_never_printed() {
        let printed = format!(
            "{:?} {:?}",
            UserPin::new("271828".into()),
            SoPin::new("314159".into())
        );
        assert!(
            !printed.contains("271828") && !printed.contains("314159"),
            "{printed}"
        );
    }
}
