//! Which answers tell of a disturbance, and of which.

use crate::Error;

/// What an error says of the session it came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disturbance {
    /// None: what was asked for can't be had. The same again would end the same.
    None,
    /// The token refused; what the session was in the middle of is unknown.
    Session,
    /// The token may be elsewhere, or the log-in gone: look, and try again.
    Token,
    /// Somebody closed all sessions: their numbers may belong to others now.
    Numbers,
    /// Somebody called C_Finalize.
    Module,
}

impl Disturbance {
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::Reinitialised { .. } | Error::TokenAbsent { .. } | Error::LoggedOut { .. } => {
                // What made us look may say more.
                error
                    .answer()
                    .map_or(Self::Token, |a| of_code(&a.code).max_with(Self::Token))
            }
            Error::Refused { source, .. } => of_code(&source.code).max_with(Self::Session),
            Error::PinUncertain { answer, .. } => of_code(&answer.code),
            Error::SignatureMalformed { .. } | Error::AlgorithmUnsupported { .. } => Self::Session,
            _ => Self::None,
        }
    }

    /// The same request may succeed when the token is back.
    pub(super) fn passes(self) -> bool {
        !matches!(self, Self::None | Self::Session)
    }

    fn max_with(self, least: Self) -> Self {
        if self == Self::None { least } else { self }
    }
}

fn of_code(code: &str) -> Disturbance {
    match code {
        "CKR_CRYPTOKI_NOT_INITIALIZED" => Disturbance::Module,
        "CKR_SESSION_HANDLE_INVALID" | "CKR_SESSION_CLOSED" => Disturbance::Numbers,
        "CKR_DEVICE_ERROR"
        | "CKR_DEVICE_MEMORY"
        | "CKR_DEVICE_REMOVED"
        | "CKR_FUNCTION_CANCELED"
        | "CKR_FUNCTION_FAILED"
        | "CKR_GENERAL_ERROR"
        | "CKR_HOST_MEMORY"
        | "CKR_KEY_HANDLE_INVALID"
        | "CKR_OBJECT_HANDLE_INVALID"
        | "CKR_OPERATION_ACTIVE"
        | "CKR_OPERATION_NOT_INITIALIZED"
        | "CKR_SLOT_ID_INVALID"
        | "CKR_TOKEN_NOT_PRESENT"
        | "CKR_TOKEN_NOT_RECOGNIZED"
        | "CKR_USER_NOT_LOGGED_IN" => Disturbance::Token,
        _ => Disturbance::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pkcs11Answer;

    #[test]
    fn refusals_are_told_from_disturbances() {
        let of = |code| {
            let source = Pkcs11Answer::new("C_Sign", code);
            Disturbance::of(&Error::Refused {
                doing: "signing",
                source,
            })
        };
        assert_eq!(of("CKR_KEY_FUNCTION_NOT_PERMITTED"), Disturbance::Session);
        assert_eq!(of("CKR_DEVICE_ERROR"), Disturbance::Token);
        assert_eq!(of("CKR_SESSION_HANDLE_INVALID"), Disturbance::Numbers);
        assert_eq!(of("CKR_CRYPTOKI_NOT_INITIALIZED"), Disturbance::Module);
        assert!(!of("CKR_PIN_LOCKED").passes());
    }

    #[test]
    fn what_we_found_ourselves_disturbs_no_session() {
        let answer = Pkcs11Answer::new("C_Login", "CKR_PIN_LOCKED");
        assert_eq!(
            Disturbance::of(&Error::PinLocked { answer }),
            Disturbance::None
        );
    }
}
