//! PINs: wiped when dropped, never printed.

use cryptoki::types::AuthPin;
use secrecy::ExposeSecret;
use zeroize::Zeroize;

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
