//! An open token, and a token whose PIN was proved.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use cryptoki::{
    error::{Error as CryptokiError, RvError},
    session::{Session, SessionState, UserType},
    slot::Slot,
    types::AuthPin,
};

use crate::{Error, TokenId, UserPin, module::Shared, seen::SeenKeys};

/// A token with a read-write session; nobody is logged in through it.
#[derive(Debug)]
pub struct OpenToken {
    // `None` only while dropping. Declared first: the session closes before
    // the module is finalized.
    session: Option<Session>,
    shared: Arc<Shared>,
    generation: u64,
    slot: Slot,
    id: TokenId,
    logouts: Arc<AtomicU64>,
}

/// A token whose user PIN was proved. Dropping it logs the token out.
///
/// There is at most one for each token in a process: to prove the PIN again,
/// the next log-in logs this one out.
#[derive(Debug)]
pub struct LoggedInToken {
    open: OpenToken,
    logouts_at_login: u64,
    pub(crate) seen: RefCell<SeenKeys>,
}

impl OpenToken {
    pub(crate) fn open(shared: Arc<Shared>, id: &TokenId) -> Result<Self, Error> {
        let slot = shared.slot_of(id)?;
        let session = shared
            .pkcs11
            .open_rw_session(slot)
            .map_err(|error| match error {
                CryptokiError::Pkcs11(code, _) if means_absent(code) => {
                    shared.token_absent(id, Some(error.into()))
                }
                error => Error::refused("opening a session")(error),
            })?;
        Ok(Self {
            session: Some(session),
            generation: shared.generation(),
            logouts: shared.logouts_of(id),
            shared,
            slot,
            id: id.clone(),
        })
    }

    /// Which token it is.
    pub fn id(&self) -> &TokenId {
        &self.id
    }

    /// Whether the token's user is logged in, through whichever session of
    /// this process.
    pub fn is_logged_in(&self) -> Result<bool, Error> {
        let info = self.session()?.get_session_info();
        let info = info.map_err(|error| self.explain("reading the session's state", error))?;
        Ok(matches!(
            info.session_state(),
            SessionState::RwUser | SessionState::RoUser
        ))
    }

    /// Proves the user PIN.
    ///
    /// A module that is logged in already answers so without looking at the
    /// PIN. Then we log out and log in again: the PIN is proved every time, and
    /// a wrong one leaves the token logged out for the whole process.
    pub fn log_in(self, pin: &UserPin) -> Result<LoggedInToken, Error> {
        self.log_in_as(UserType::User, pin.as_auth_pin())?;
        Ok(LoggedInToken {
            logouts_at_login: self.logouts.load(Ordering::SeqCst),
            open: self,
            seen: RefCell::default(),
        })
    }

    pub(crate) fn log_in_as(&self, user: UserType, pin: &AuthPin) -> Result<(), Error> {
        let session = self.session()?;
        let first = session.login(user, Some(pin));
        let answer = match first {
            Err(CryptokiError::Pkcs11(
                RvError::UserAlreadyLoggedIn | RvError::UserAnotherAlreadyLoggedIn,
                _,
            )) => {
                self.log_out_now()?;
                session.login(user, Some(pin))
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

    /// The session, unless its number may belong to someone else by now.
    pub(crate) fn session(&self) -> Result<&Session, Error> {
        let current = self.generation == self.shared.generation();
        self.session
            .as_ref()
            .filter(|_| current)
            .ok_or_else(|| Error::Reinitialised {
                token: self.id.clone(),
            })
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) fn slot(&self) -> Slot {
        self.slot
    }

    /// Whether the token is still where it was.
    pub(crate) fn is_present(&self) -> bool {
        self.shared
            .slot_of(&self.id)
            .is_ok_and(|slot| slot == self.slot)
    }

    /// Turns an answer into an error. Answers that may come of a vanished token
    /// make us look for it.
    pub(crate) fn explain(&self, doing: &'static str, error: CryptokiError) -> Error {
        let CryptokiError::Pkcs11(code, _) = error else {
            return Error::refused(doing)(error);
        };
        let (token, answer) = (self.id.clone(), error.into());
        match code {
            code if means_absent(code) => self.shared.token_absent(&self.id, Some(answer)),
            code if may_mean_absent(code) && !self.is_present() => {
                self.shared.token_absent(&self.id, Some(answer))
            }
            RvError::UserNotLoggedIn => Error::LoggedOut { token },
            RvError::TokenWriteProtected => Error::WriteProtected { token, answer },
            RvError::PinLenRange | RvError::PinInvalid | RvError::PinTooWeak => {
                Error::PinUnsuitable { answer }
            }
            _ => Error::Refused {
                doing,
                source: answer,
            },
        }
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
            RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange => {
                Error::PinRefused {
                    standing: self.shared.standing(self.slot),
                    answer: error.into(),
                }
            }
            RvError::PinLocked => Error::PinLocked {
                answer: error.into(),
            },
            RvError::PinExpired => Error::PinExpired {
                answer: error.into(),
            },
            RvError::UserPinNotInitialized => Error::PinNotSet {
                answer: error.into(),
            },
            _ => self.explain("logging in", error),
        }
    }
}

impl Drop for OpenToken {
    fn drop(&mut self) {
        if self.generation != self.shared.generation() {
            // Closing would close whichever session has the number today.
            if let Some(session) = self.session.take() {
                std::mem::forget(session);
            }
        }
    }
}

impl LoggedInToken {
    /// Which token it is.
    pub fn id(&self) -> &TokenId {
        &self.open.id
    }

    /// Whether it still is in its slot and logged in. Costs the same however many keys it holds.
    pub fn is_usable(&self) -> bool {
        self.session().is_ok() && self.open.is_present()
    }

    /// Logs out, and says if that failed; dropping does the same in silence.
    pub fn log_out(self) -> Result<(), Error> {
        self.open.log_out_now()
    }

    /// The session, unless the token was logged out since.
    pub(crate) fn session(&self) -> Result<&Session, Error> {
        let session = self.open.session()?;
        if self.open.logouts.load(Ordering::SeqCst) != self.logouts_at_login {
            return Err(Error::LoggedOut {
                token: self.id().clone(),
            });
        }
        Ok(session)
    }

    pub(crate) fn open_token(&self) -> &OpenToken {
        &self.open
    }

    pub(crate) fn explain(&self, doing: &'static str) -> impl Fn(CryptokiError) -> Error {
        move |error| self.open.explain(doing, error)
    }
}

impl Drop for LoggedInToken {
    fn drop(&mut self) {
        // Whoever logged in since must stay so. Closing the session would not
        // do: the log-in lasts while any session with the token is open.
        if self.session().is_ok() {
            drop(self.open.log_out_now());
        }
    }
}

fn means_absent(code: RvError) -> bool {
    matches!(
        code,
        RvError::DeviceRemoved
            | RvError::TokenNotPresent
            | RvError::TokenNotRecognized
            | RvError::SlotIdInvalid
    )
}

fn may_mean_absent(code: RvError) -> bool {
    matches!(
        code,
        RvError::ObjectHandleInvalid
            | RvError::KeyHandleInvalid
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed
            | RvError::UserNotLoggedIn
            | RvError::GeneralError
            | RvError::FunctionFailed
            | RvError::DeviceError
            | RvError::PinIncorrect
    )
}
