//! Bringing a token back.

use std::time::{Duration, Instant};

use super::{
    disturbance::Disturbance,
    worker::{Access, Worker},
};
use crate::{
    Error, LoadError, LoggedInToken, OpenToken, info::id_of, module::Shared, session::User,
};

/// How long other signers' requests are waited for before a fresh start. Short:
/// it is made for a token that is gone, and can be made at the next request.
const PATIENCE: Duration = Duration::from_secs(2);

impl Worker {
    /// Does `work` with the token logged in; once more after a disturbance that
    /// may have passed. Only for work that may be done twice.
    pub(super) fn run<T>(
        &mut self,
        mut work: impl FnMut(&LoggedInToken) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.attempt(&mut work) {
            Err(error) if Disturbance::of(&error).passes() => {}
            outcome => return outcome,
        }
        self.attempt(&mut work)
    }

    /// Does `work`, once. A session that was disturbed is given up.
    pub(super) fn attempt<T>(
        &mut self,
        mut work: impl FnMut(&LoggedInToken) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let outcome = self.come_back().and_then(|()| {
            let Access::In(token) = &self.access else {
                return Err(self.logged_out());
            };
            let _pass = self.module.shared.registry.enter();
            work(token).map_err(|error| unless_logged_out(token, error))
        });
        outcome.inspect_err(|error| self.let_go(error))
    }

    fn logged_out(&self) -> Error {
        Error::LoggedOut {
            token: self.token.clone(),
        }
    }

    /// Gives up the session that an error came through, if it says so.
    pub(super) fn let_go(&mut self, error: &Error) {
        let disturbance = Disturbance::of(error);
        if disturbance == Disturbance::None {
            return;
        }
        let access = std::mem::replace(&mut self.access, Access::Out);
        if let Access::In(token) = &access
            && matches!(disturbance, Disturbance::Numbers | Disturbance::Module)
            && token.session().is_ok()
        {
            // Another signer's number may be one of ours by now, with our keys'
            // handles meaning its keys.
            self.module.shared.distrust_sessions();
        }
        self.access = match access {
            Access::Out => Access::Out,
            Access::In(token) => Access::Lost(Some(token)),
            lost => lost,
        };
    }

    /// From [`Access::Lost`] back in, if that needs no person.
    fn come_back(&mut self) -> Result<(), Error> {
        if !matches!(self.access, Access::Lost(_)) {
            return Ok(());
        }
        let open = self.open()?;
        let module = self.module.clone();
        let _pass = module.shared.registry.enter();
        let back = match open.adopt()? {
            Ok(token) => Ok(token),
            Err(open) => self.log_in_again(open),
        };
        let lost = std::mem::replace(&mut self.access, Access::Out);
        if let Access::Lost(Some(stale)) = lost {
            stale.close_session();
        }
        match back {
            Ok(token) => {
                self.access = Access::In(token);
                Ok(())
            }
            Err(error) => {
                if Disturbance::of(&error).passes() && self.pin.is_some() {
                    self.access = Access::Lost(None);
                }
                Err(error)
            }
        }
    }

    fn log_in_again(&mut self, open: OpenToken) -> Result<LoggedInToken, Error> {
        let Some(pin) = &self.pin else {
            return Err(self.logged_out());
        };
        open.log_in(pin).inspect_err(|error| {
            // A PIN that was refused is never tried again: tokens lock.
            if !Disturbance::of(error).passes() {
                self.pin = None;
            }
        })
    }

    /// Opens the token, wherever it is now.
    pub(super) fn open(&self) -> Result<OpenToken, Error> {
        let seen = self.module.shared.generation();
        let error = match self.try_open() {
            Err(error) if Disturbance::of(&error).passes() => error,
            outcome => return outcome,
        };
        self.go_on()?;
        match Disturbance::of(&error) {
            Disturbance::Module => self.start_module_again(seen)?,
            _ if matches!(error, Error::TokenAbsent { .. }) => {
                // An answer that was lost may have looked like absence.
                match self.try_open() {
                    Err(Error::TokenAbsent { .. }) => {}
                    outcome => return outcome,
                }
                if !self.start_module_afresh(seen) {
                    return Err(error);
                }
            }
            _ => {}
        }
        self.try_open()
    }

    fn try_open(&self) -> Result<OpenToken, Error> {
        self.go_on()?;
        let shared = &self.module.shared;
        let _pass = shared.registry.enter();
        OpenToken::open_for(
            User::Signer(self.status.leash()),
            shared.clone(),
            &self.token,
        )
    }

    /// Not if we were given up while a call hung: another signer is at work now.
    fn go_on(&self) -> Result<(), Error> {
        match self.status.is_given_up() {
            true => Err(self.unresponsive()),
            false => Ok(()),
        }
    }

    /// Somebody called C_Finalize: all sessions are gone, so nobody loses any.
    fn start_module_again(&self, seen: u64) -> Result<(), Error> {
        let shared = &self.module.shared;
        let Some(_closed) = shared.registry.close(PATIENCE) else {
            return Err(self.unresponsive());
        };
        if shared.generation() != seen && shared.slots().is_ok() {
            return Ok(()); // another signer was faster
        }
        match shared.start_again() {
            Ok(()) => Ok(()),
            Err(error) => Err(self.not_started(error)),
        }
    }

    /// Some modules see a token that came back only after a fresh start. True:
    /// one was made, here or meanwhile elsewhere.
    fn start_module_afresh(&self, seen: u64) -> bool {
        let shared = &self.module.shared;
        let Some(_closed) = shared.registry.close(PATIENCE) else {
            return false;
        };
        if shared.generation() != seen {
            return true;
        }
        let Ok(slots) = shared.slots() else {
            return false;
        };
        let present: Vec<_> = slots.iter().map(|(_, info)| id_of(info)).collect();
        if shared.registry.forbids_fresh_start(&self.token, &present) {
            return false;
        }
        let started = shared.restart().is_ok();
        let back = started && shared.slot_of(&self.token).is_ok();
        let in_vain = (!back).then(Instant::now);
        shared.registry.note_fresh_start(in_vain);
        started
    }

    fn unresponsive(&self) -> Error {
        Error::Unresponsive {
            token: self.token.clone(),
            doing: "opening it",
        }
    }

    fn not_started(&self, error: LoadError) -> Error {
        let answer = match error {
            LoadError::InitialisationRefused { answer, .. } => Some(answer),
            _ => None,
        };
        Shared::token_absent(&self.module.shared, &self.token, answer)
    }
}

/// Who is logged out sees no private keys: that is not to be called absence.
fn unless_logged_out(token: &LoggedInToken, error: Error) -> Error {
    let out = matches!(error, Error::KeyAbsent { .. })
        && token.open_token().is_logged_in().is_ok_and(|yes| !yes);
    if out {
        return Error::LoggedOut {
            token: token.id().clone(),
        };
    }
    error
}
