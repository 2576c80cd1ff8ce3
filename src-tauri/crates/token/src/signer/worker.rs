//! The thread itself: one request after the other.

use std::{
    sync::{Arc, mpsc::RecvTimeoutError},
    time::{Instant, SystemTime},
};

use chancery_domain::{Algorithm, RawSignature, SigningKey, Spki};

use super::{
    SignerOptions, SignerState,
    call::{Jobs, Status},
};
use crate::{
    CkaId, Error, Inventory, KeyEntry, LoggedInToken, Module, ProbeReport, SoPin, TokenId, UserPin,
};

/// How far the signer got.
#[derive(Debug)]
pub(super) enum Access {
    /// Nobody is logged in.
    Out,
    /// Somebody is, as far as we know.
    In(LoggedInToken),
    /// Somebody was. What is left of it closes when there is a new session.
    Lost(Option<LoggedInToken>),
}

/// What the thread owns.
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) module: Module,
    pub(super) token: TokenId,
    pub(super) options: SignerOptions,
    pub(super) status: Arc<Status>,
    pub(super) access: Access,
    pub(super) pin: Option<UserPin>,
    used: Instant,
}

impl Worker {
    pub(super) fn new(
        module: Module,
        token: TokenId,
        options: SignerOptions,
        status: Arc<Status>,
    ) -> Self {
        Self {
            module,
            token,
            options,
            status,
            access: Access::Out,
            pin: None,
            used: Instant::now(),
        }
    }

    /// Until the last handle goes, or a call was given up.
    pub(super) fn work(mut self, jobs: &Jobs) {
        loop {
            match self.next(jobs) {
                Ok(job) => {
                    self.status.begins(job.deadline);
                    (job.work)(&mut self);
                    self.used = Instant::now();
                    self.status.begins(self.options.deadline);
                }
                Err(RecvTimeoutError::Timeout) => self.leave(SignerState::Idle),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.status.is_given_up() {
                return self.abandon();
            }
        }
        self.leave(SignerState::LoggedOut);
    }

    /// Lets go of nothing: nobody waits for this thread, and a last handle that
    /// goes would finalize the module here while the process may be ending.
    fn abandon(mut self) {
        self.pin = None;
        std::mem::forget(self);
    }

    fn next(&self, jobs: &Jobs) -> Result<super::call::Job, RecvTimeoutError> {
        let idle = self
            .options
            .idle
            .filter(|_| !matches!(self.access, Access::Out));
        match idle {
            Some(idle) => {
                let left = idle.saturating_sub(self.used.elapsed());
                jobs.receiver.recv_timeout(left)
            }
            None => {
                let job = jobs.receiver.recv();
                job.map_err(|_| RecvTimeoutError::Disconnected)
            }
        }
    }

    /// Forgets the PIN and logs out, whatever the token answers.
    fn leave(&mut self, state: SignerState) {
        self.pin = None;
        let access = std::mem::replace(&mut self.access, Access::Out);
        {
            let _pass = self.module.shared.registry.enter();
            drop(access);
        }
        if !self.status.is_given_up() {
            self.module.shared.registry.signer_logged_out(&self.token);
            self.status.set(state);
        }
    }

    /// Tells everybody how we stand.
    pub(super) fn show(&self) {
        let until = self.options.idle.map(|idle| SystemTime::now() + idle);
        self.status.set(match self.access {
            Access::Out => SignerState::LoggedOut,
            Access::In(_) => SignerState::LoggedIn { until },
            Access::Lost(_) => SignerState::Interrupted,
        });
        if self.status.is_given_up() {
            return;
        }
        let registry = &self.module.shared.registry;
        match self.access {
            Access::Out => registry.signer_logged_out(&self.token),
            _ => registry.signer_logged_in(&self.token, self.pin.is_some()),
        }
    }

    pub(super) fn log_in(&mut self, pin: UserPin) -> Result<(), Error> {
        self.leave(SignerState::LoggedOut);
        let open = self.open()?;
        let keep = self.options.keep_pin && !pin.is_on_the_token();
        let _pass = self.module.shared.registry.enter();
        self.access = Access::In(open.log_in(&pin)?);
        self.pin = keep.then_some(pin);
        Ok(())
    }

    pub(super) fn log_out(&mut self) -> Result<(), Error> {
        let access = std::mem::replace(&mut self.access, Access::Out);
        let outcome = match access {
            Access::In(token) => {
                let _pass = self.module.shared.registry.enter();
                token.log_out()
            }
            _ => Ok(()),
        };
        self.leave(SignerState::LoggedOut);
        match outcome {
            // Nobody is logged in then, which is what was asked for.
            Err(
                Error::LoggedOut { .. } | Error::Reinitialised { .. } | Error::TokenAbsent { .. },
            ) => Ok(()),
            outcome => outcome,
        }
    }

    pub(super) fn ready(&mut self) -> Result<(), Error> {
        self.run(|token| match token.is_usable() {
            true if token.open_token().is_logged_in()? => Ok(()),
            true => Err(Error::LoggedOut {
                token: token.id().clone(),
            }),
            false => Err(token.open_token().shared().token_absent(token.id(), None)),
        })
    }

    pub(super) fn sign_many(
        &mut self,
        id: &CkaId,
        expected: &Spki,
        messages: &[Vec<u8>],
    ) -> Result<Vec<RawSignature>, Error> {
        let mut made = Vec::with_capacity(messages.len());
        let status = Arc::clone(&self.status);
        self.run(|token| {
            let key = token.key(id, Some(expected))?;
            while let Some(message) = messages.get(made.len()) {
                made.push(key.sign_on_token(message)?);
                status.lives();
            }
            Ok(())
        })?;
        Ok(made)
    }

    pub(super) fn algorithm_of(&mut self, id: &CkaId, spki: &Spki) -> Result<Algorithm, Error> {
        self.run(|token| Ok(token.key(id, Some(spki))?.algorithm()))
    }

    pub(super) fn keys(&mut self) -> Result<Vec<KeyEntry>, Error> {
        self.run(LoggedInToken::keys)
    }

    pub(super) fn inventory(&mut self) -> Result<Inventory, Error> {
        self.run(LoggedInToken::inventory)
    }

    pub(super) fn probe(
        &mut self,
        algorithms: &[Algorithm],
        known: &[CkaId],
        mut draw: impl FnMut() -> CkaId,
    ) -> Result<ProbeReport, Error> {
        let status = Arc::clone(&self.status);
        self.attempt(|token| {
            token.probe(algorithms, known, || {
                status.lives();
                draw()
            })
        })
    }

    pub(super) fn change_pin(&mut self, old: &UserPin, new: UserPin) -> Result<(), Error> {
        let open = self.open()?;
        let changed = {
            let _pass = self.module.shared.registry.enter();
            open.change_pin(old, &new)
        };
        match &changed {
            Ok(()) => self.pin = self.pin.is_some().then_some(new),
            // The one that was kept may be the wrong one now.
            Err(Error::PinUncertain { .. }) => self.pin = None,
            Err(_) => {}
        }
        changed.inspect_err(|error| self.let_go(error))
    }

    pub(super) fn unlock_pin(&mut self, so_pin: &SoPin, new: &UserPin) -> Result<(), Error> {
        self.leave(SignerState::LoggedOut);
        let open = self.open()?;
        let _pass = self.module.shared.registry.enter();
        open.unlock_pin(so_pin, new)
    }
}
