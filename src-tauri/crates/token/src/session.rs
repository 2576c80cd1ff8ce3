//! An open token, and a token whose PIN was proved.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use cryptoki::{
    error::{Error as CryptokiError, RvError},
    session::{Session, SessionState},
    slot::Slot,
};

use crate::{Error, TokenId, module::Shared, seen::SeenKeys};

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
    pub(crate) logouts: Arc<AtomicU64>,
    user: User,
}

/// Who opened a token.
#[derive(Debug)]
pub(crate) enum User {
    /// Somebody who holds it for as long as they like.
    Direct,
    /// A signer, which comes back to it at each request. True: it was given up,
    /// since a call did not return, and must not go on with what it was doing.
    Signer(Arc<AtomicBool>),
}

/// A token whose user PIN was proved. Dropping it logs the token out.
///
/// There is at most one for each token in a process: to prove the PIN again,
/// the next log-in logs this one out.
#[derive(Debug)]
pub struct LoggedInToken {
    pub(crate) open: OpenToken,
    pub(crate) logouts_at_login: u64,
    pub(crate) seen: RefCell<SeenKeys>,
}

impl OpenToken {
    pub(crate) fn open(shared: Arc<Shared>, id: &TokenId) -> Result<Self, Error> {
        Self::open_for(User::Direct, shared, id)
    }

    pub(crate) fn open_for(user: User, shared: Arc<Shared>, id: &TokenId) -> Result<Self, Error> {
        let generation = shared.generation();
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
        if let User::Direct = user {
            shared.registry.opened_directly();
        }
        Ok(Self {
            session: Some(session),
            generation,
            logouts: shared.logouts_of(id),
            shared,
            slot,
            id: id.clone(),
            user,
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

    /// The session, unless its number may belong to someone else by now.
    pub(crate) fn session(&self) -> Result<&Session, Error> {
        if let User::Signer(given_up) = &self.user
            && given_up.load(Ordering::SeqCst)
        {
            return Err(Error::Unresponsive {
                token: self.id.clone(),
                doing: "a request",
            });
        }
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
}

impl Drop for OpenToken {
    fn drop(&mut self) {
        if let User::Direct = self.user {
            self.shared.registry.closed_directly();
        }
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

    /// Closes the session and leaves the token logged in, as long as another
    /// session with it is open.
    pub(crate) fn close_session(mut self) {
        // So that dropping it finds a log-in that ended.
        self.logouts_at_login = u64::MAX;
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

pub(crate) fn may_mean_absent(code: RvError) -> bool {
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
