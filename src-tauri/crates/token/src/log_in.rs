//! Proving PINs, changing them, unlocking them.

use std::{cell::RefCell, sync::atomic::Ordering, time::SystemTime};

use cryptoki::{
    error::{Error as CryptokiError, RvError},
    session::UserType,
    types::AuthPin,
};

use crate::{
    Error, LoggedInToken, Module, OpenToken, PinTries, SoPin, TokenId, UserPin, pin::PinLengths,
    registry::Role, session::may_mean_absent,
};

impl Module {
    /// How the tries of a token's user PIN stand in this process.
    pub fn pin_tries(&self, token: &TokenId) -> PinTries {
        self.shared.registry.tries(token, Role::User)
    }

    /// Takes up where an earlier process, or another, stopped counting.
    pub fn recall_pin_tries(&self, token: &TokenId, tries: PinTries) {
        self.shared.registry.recall(token, Role::User, tries);
    }

    /// How the tries of the PIN of a token's security officer stand in this process.
    pub fn so_pin_tries(&self, token: &TokenId) -> PinTries {
        self.shared.registry.tries(token, Role::SecurityOfficer)
    }

    /// As [`Module::recall_pin_tries`], of the security officer's PIN.
    pub fn recall_so_pin_tries(&self, token: &TokenId, tries: PinTries) {
        let registry = &self.shared.registry;
        registry.recall(token, Role::SecurityOfficer, tries);
    }
}

impl OpenToken {
    /// Proves the user PIN.
    ///
    /// A module that is logged in already answers so without looking at the
    /// PIN. Then we log out and log in again: the PIN is proved every time, and
    /// a wrong one leaves the token logged out for the whole process.
    ///
    /// From the fifth wrong PIN in a row on, the next has to wait
    /// ([`Error::TooManyTries`]), longer each time: not every token locks.
    pub fn log_in(self, pin: &UserPin) -> Result<LoggedInToken, Error> {
        self.refuse_pad_that_is_not_there(pin)?;
        self.counted(Role::User, || {
            self.log_in_with(UserType::User, pin.for_log_in())
        })?;
        Ok(self.logged_in())
    }

    /// Takes over a log-in of this process, if there is one. Only for whoever
    /// proved the PIN before, and lost a session and not the log-in.
    pub(crate) fn adopt(self) -> Result<Result<LoggedInToken, Self>, Error> {
        Ok(if self.is_logged_in()? {
            Ok(self.logged_in())
        } else {
            Err(self)
        })
    }

    fn logged_in(self) -> LoggedInToken {
        LoggedInToken {
            logouts_at_login: self.logouts.load(Ordering::SeqCst),
            open: self,
            seen: RefCell::default(),
        }
    }

    pub(crate) fn log_in_as(&self, user: UserType, pin: &AuthPin) -> Result<(), Error> {
        self.log_in_with(user, Some(pin))
    }

    fn log_in_with(&self, user: UserType, pin: Option<&AuthPin>) -> Result<(), Error> {
        let session = self.session()?;
        let first = session.login(user, pin);
        let answer = match first {
            Err(CryptokiError::Pkcs11(
                RvError::UserAlreadyLoggedIn | RvError::UserAnotherAlreadyLoggedIn,
                _,
            )) => {
                self.log_out_now()?;
                session.login(user, pin)
            }
            first => first,
        };
        answer.map_err(|error| self.login_error(error))
    }

    pub(crate) fn log_out_now(&self) -> Result<(), Error> {
        let answer = self.session()?.logout();
        self.logouts.fetch_add(1, Ordering::SeqCst);
        match answer {
            Ok(()) | Err(CryptokiError::Pkcs11(RvError::UserNotLoggedIn, _)) => Ok(()),
            Err(error) => Err(self.explain("logging out", error)),
        }
    }

    /// Changes the user PIN; `old` is proved by that. Log-ins stay.
    pub fn change_pin(&self, old: &UserPin, new: &UserPin) -> Result<(), Error> {
        if old.is_on_the_token() || new.is_on_the_token() {
            // The binding can't ask for it.
            return Err(Error::OnlyOnItsPad {
                token: self.id().clone(),
            });
        }
        self.refuse_length(new)?;
        self.counted(Role::User, || {
            let session = self.session()?;
            let changed = session.set_pin(old.as_auth_pin(), new.as_auth_pin());
            changed.map_err(|error| self.pin_change_error(error))
        })
    }

    /// Gives the user a new PIN when the old one is locked or lost. Ends every
    /// log-in to the token in this process.
    pub fn unlock_pin(&self, so_pin: &SoPin, new: &UserPin) -> Result<(), Error> {
        self.refuse_length(new)?;
        self.counted(Role::SecurityOfficer, || {
            self.log_in_as(UserType::So, so_pin.as_auth_pin())
        })?;
        let set = self.session()?.init_pin(new.as_auth_pin());
        let set = set.map_err(|error| self.pin_change_error(error));
        // Closing the session would log the officer out as well.
        drop(self.log_out_now());
        if set.is_ok() {
            self.shared().registry.pin_proved(self.id(), Role::User);
        }
        set
    }

    /// Before the token is asked, and before anything else is changed.
    fn refuse_length(&self, new: &UserPin) -> Result<(), Error> {
        let info = self.shared().pkcs11.get_token_info(self.slot());
        let info = info.map_err(|error| self.explain("reading token information", error))?;
        PinLengths::of(&info).check(new.as_auth_pin())
    }

    /// Counts what comes of a try, and refuses it while there were too many.
    pub(crate) fn counted(
        &self,
        role: Role,
        attempt: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        let registry = &self.shared().registry;
        let now = SystemTime::now();
        if let Some(until) = registry.tries(self.id(), role).paused_until(now) {
            return Err(Error::TooManyTries {
                token: self.id().clone(),
                until,
            });
        }
        let outcome = attempt();
        match &outcome {
            Ok(()) => registry.pin_proved(self.id(), role),
            Err(Error::PinRefused { .. }) => registry.pin_refused(self.id(), role),
            Err(_) => {}
        }
        outcome
    }

    fn refuse_pad_that_is_not_there(&self, pin: &UserPin) -> Result<(), Error> {
        if !pin.is_on_the_token() {
            return Ok(());
        }
        let info = self.shared().pkcs11.get_token_info(self.slot());
        let info = info.map_err(|error| self.explain("reading token information", error))?;
        if info.protected_authentication_path() {
            return Ok(());
        }
        Err(Error::NoPinPad {
            token: self.id().clone(),
        })
    }

    fn login_error(&self, error: CryptokiError) -> Error {
        let CryptokiError::Pkcs11(code, _) = error else {
            return self.explain("logging in", error);
        };
        match code {
            // Before anyone is told that their PIN was wrong.
            code if may_mean_absent(code) && !self.is_present() => {
                self.explain("logging in", error)
            }
            // An empty PIN, or one of a length that no PIN has, is a wrong PIN.
            RvError::PinInvalid | RvError::PinLenRange => self.pin_refused(error),
            _ => self.pin_error("logging in", code, error),
        }
    }

    fn pin_change_error(&self, error: CryptokiError) -> Error {
        let CryptokiError::Pkcs11(code, _) = error else {
            return self.explain("changing the PIN", error);
        };
        match code {
            RvError::DeviceError
            | RvError::DeviceMemory
            | RvError::DeviceRemoved
            | RvError::FunctionFailed
            | RvError::GeneralError
            | RvError::SessionClosed
            | RvError::SessionHandleInvalid
            | RvError::TokenNotPresent => Error::PinUncertain {
                token: self.id().clone(),
                answer: error.into(),
            },
            _ => self.pin_error("changing the PIN", code, error),
        }
    }

    fn pin_refused(&self, error: CryptokiError) -> Error {
        Error::PinRefused {
            standing: self.shared().standing(self.slot()),
            answer: error.into(),
        }
    }

    fn pin_error(&self, doing: &'static str, code: RvError, error: CryptokiError) -> Error {
        match code {
            RvError::PinIncorrect => self.pin_refused(error),
            RvError::PinLocked => Error::PinLocked {
                answer: error.into(),
            },
            RvError::PinExpired => Error::PinExpired {
                answer: error.into(),
            },
            RvError::UserPinNotInitialized => Error::PinNotSet {
                answer: error.into(),
            },
            _ => self.explain(doing, error),
        }
    }
}
