//! What a module answered, in the words of the standard.

use cryptoki::error::{Error as CryptokiError, RvError};

/// The answer of a PKCS#11 function that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{function} answered {code}")]
pub struct Pkcs11Answer {
    /// The function, as the standard spells it: `C_Login`.
    pub function: Box<str>,
    /// The return code, as the standard spells it: `CKR_PIN_INCORRECT`. An
    /// unknown or vendor's own code is hexadecimal: `0x80000001`. When what
    /// came back could not be read at all, it says how.
    pub code: Box<str>,
}

impl Pkcs11Answer {
    pub(crate) fn new(function: &str, code: &str) -> Self {
        Self {
            function: function.into(),
            code: code.into(),
        }
    }
}

impl From<CryptokiError> for Pkcs11Answer {
    fn from(error: CryptokiError) -> Self {
        match error {
            CryptokiError::Pkcs11(code, function) => {
                Self::new(&format!("C_{function:?}"), &name_of(code))
            }
            CryptokiError::NullFunctionPointer => {
                Self::new("the module", "CKR_FUNCTION_NOT_SUPPORTED")
            }
            unreadable => Self::new("the module", &format!("something unreadable: {unreadable}")),
        }
    }
}

/// `RvError` names its variants after the codes: `PinIncorrect` is
/// `CKR_PIN_INCORRECT`.
fn name_of(code: RvError) -> String {
    if let RvError::VendorDefined(number) | RvError::UnknownErrorCode(number) = code {
        return format!("{number:#010x}");
    }
    let mut name = String::from("CKR");
    for letter in format!("{code:?}").chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use cryptoki::context::Function;

    #[test]
    fn codes_are_spelt_as_in_the_standard() {
        for (code, name) in [
            (RvError::PinIncorrect, "CKR_PIN_INCORRECT"),
            (RvError::UserAlreadyLoggedIn, "CKR_USER_ALREADY_LOGGED_IN"),
            (
                RvError::SessionReadWriteSoExists,
                "CKR_SESSION_READ_WRITE_SO_EXISTS",
            ),
            (RvError::VendorDefined(0x8000_0001), "0x80000001"),
        ] {
            assert_eq!(name_of(code), name);
        }
    }

    #[test]
    fn answer_names_function_and_code() {
        let answer =
            Pkcs11Answer::from(CryptokiError::Pkcs11(RvError::PinLocked, Function::InitPIN));
        assert_eq!(answer.to_string(), "C_InitPIN answered CKR_PIN_LOCKED");
    }
}
