//! A thread for each token: it alone talks to the token, and brings it back.
//!
//! A [`Signer`] is a handle; clones share the thread, which ends with the last
//! of them and logs out. Requests go to it one by one and come back with
//! signatures and keys. What it owns: the session, the log-in, the keys found
//! so far. What it refuses to know: what a signature is for.
//!
//! # Recovery
//!
//! After an answer that tells of a disturbance (the token removed, a daemon
//! started anew, somebody else in the process calling C_Finalize) the session
//! is given up, the module initialised again if it must be, the token looked
//! for by label and serial, and the request repeated, once. The log-in is taken
//! over if the process still has one. If not, the PIN is used that
//! [`SignerOptions::keep_pin`] let us keep; without it the answer is
//! [`Error::LoggedOut`], and a person is asked.
//!
//! Signatures and searches are repeated. A key is looked for by its CKA_ID: if the
//! pair is there it is given back, if it is not, the error is, and nothing is made
//! a second time. A PIN is never tried twice. What can't be known is said:
//! [`Error::KeyMayRemain`], [`Error::PinUncertain`].
//!
//! # A call that hangs
//!
//! No thread can be taken out of a module. So the caller stops waiting
//! ([`Error::Unresponsive`]) when the signer showed no sign of life for
//! [`SignerOptions::deadline`], the handle answers nothing else from then on,
//! and [`Signer::start`] makes another thread. The one that hangs holds no lock
//! of ours, does nothing more with the token should its call return, and does
//! not keep the process from ending.

mod call;
mod disturbance;
mod generation;
mod initialisation;
mod key;
mod recovery;
mod state;
mod worker;

use std::{fmt, sync::Arc, thread, time::Duration};

use chancery_domain::{Algorithm, RawSignature, Spki};

pub use key::SignerKey;
pub use state::SignerState;

use crate::{
    CkaId, Error, GeneratedKey, Inventory, KeyEntry, KeyLabel, Module, ProbeReport, SoPin, TokenId,
    UserPin,
};
use call::Line;
use worker::Worker;

/// A person at a PIN pad has this long.
const PIN_PAD: Duration = Duration::from_secs(120);

/// Making an RSA key takes a small token this many times longer than a signature may take.
const GENERATION: u32 = 4;

/// How a signer behaves.
#[derive(Debug, Clone, Copy)]
pub struct SignerOptions {
    /// How long a module may take for one step before it counts as hanging.
    pub deadline: Duration,
    /// `Some`: logs out, and forgets the PIN, when nothing was asked for so long.
    pub idle: Option<Duration>,
    /// Keeps the PIN, in memory that is wiped, until the log-out: the signer logs
    /// in again by itself after a disturbance. For service tokens that an
    /// administrator unlocked, never for an officer's.
    pub keep_pin: bool,
}

impl Default for SignerOptions {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(30),
            idle: None,
            keep_pin: false,
        }
    }
}

/// The way to a token's own thread.
#[derive(Clone)]
pub struct Signer {
    line: Arc<Line>,
    token: TokenId,
    options: SignerOptions,
}

impl Signer {
    /// Starts the thread. The token is looked for when it is first needed.
    pub fn start(module: &Module, token: &TokenId, options: SignerOptions) -> Self {
        let (mut line, jobs) = Line::new();
        let worker = Worker::new(module.clone(), token.clone(), options, line.status());
        let name = format!("token {}", token.label);
        let started = thread::Builder::new()
            .name(name.chars().take(15).filter(|c| *c != '\0').collect())
            .spawn(move || worker.work(&jobs));
        match started {
            Ok(thread) => line.runs_on(thread),
            // Without its thread every request is answered: unresponsive.
            Err(_) => line.status().give_up(),
        }
        Self {
            line: Arc::new(line),
            token: token.clone(),
            options,
        }
    }

    /// Which token it is.
    pub fn token(&self) -> &TokenId {
        &self.token
    }

    /// How it stands now. Never waits.
    pub fn state(&self) -> SignerState {
        self.line.status().state()
    }

    /// Proves the user PIN and stays logged in.
    pub fn log_in(&self, pin: UserPin) -> Result<(), Error> {
        let deadline = match pin.is_on_the_token() {
            true => self.options.deadline.max(PIN_PAD),
            false => self.options.deadline,
        };
        self.ask("logging in", deadline, move |worker| worker.log_in(pin))
    }

    /// Logs out and forgets the PIN, if it was kept.
    pub fn log_out(&self) -> Result<(), Error> {
        self.ask_soon("logging out", Worker::log_out)
    }

    /// Whether the token is there and logged in; brings it back if that needs no person.
    pub fn ready(&self) -> Result<(), Error> {
        self.ask_soon("looking for the token", Worker::ready)
    }

    /// Signs the whole `message` with the key `id`, if its public half is `expected`.
    pub fn sign(&self, id: &CkaId, expected: &Spki, message: &[u8]) -> Result<RawSignature, Error> {
        let mut signatures = self.sign_many(id, expected, vec![message.to_vec()])?;
        Ok(signatures.pop().expect("a signature for each message"))
    }

    /// Signs many messages in one round trip; the signatures come in their order.
    ///
    /// After an error none is given back, although some may have been made.
    pub fn sign_many(
        &self,
        id: &CkaId,
        expected: &Spki,
        messages: Vec<Vec<u8>>,
    ) -> Result<Vec<RawSignature>, Error> {
        let (id, expected) = (id.clone(), expected.clone());
        self.ask_soon("signing", move |worker| {
            worker.sign_many(&id, &expected, &messages)
        })
    }

    /// The key `id`, if its public half is `expected`, to sign with for as long as one likes.
    pub fn key(&self, id: &CkaId, expected: &Spki) -> Result<SignerKey, Error> {
        let (wanted, spki) = (id.clone(), expected.clone());
        let algorithm = self.ask_soon("finding a key", move |worker| {
            worker.algorithm_of(&wanted, &spki)
        })?;
        Ok(SignerKey::new(self, id, algorithm, expected))
    }

    /// Makes a key pair, as [`LoggedInToken::generate_key`](crate::LoggedInToken::generate_key) does.
    pub fn generate(
        &self,
        algorithm: Algorithm,
        label: &KeyLabel,
        id: &CkaId,
    ) -> Result<GeneratedKey, Error> {
        let (label, id) = (label.clone(), id.clone());
        let deadline = self.options.deadline.saturating_mul(GENERATION);
        self.ask("making a key", deadline, move |worker| {
            worker.generate(algorithm, &label, &id)
        })
    }

    /// Tries out what the token can do, as
    /// [`LoggedInToken::probe`](crate::LoggedInToken::probe) does. Never done a second time by
    /// itself, whatever disturbs it.
    pub fn probe(
        &self,
        algorithms: &[Algorithm],
        known: Vec<CkaId>,
        draw: impl FnMut() -> CkaId + Send + 'static,
    ) -> Result<ProbeReport, Error> {
        let algorithms = algorithms.to_vec();
        let deadline = self.options.deadline.saturating_mul(GENERATION);
        self.ask("trying it out", deadline, move |worker| {
            worker.probe(&algorithms, &known, draw)
        })
    }

    /// Destroys both halves of the key `id`; they can't be brought back.
    pub fn destroy(&self, id: &CkaId) -> Result<(), Error> {
        let id = id.clone();
        self.ask_soon("destroying a key", move |worker| worker.destroy(&id))
    }

    /// Every private key on the token.
    pub fn keys(&self) -> Result<Vec<KeyEntry>, Error> {
        self.ask_soon("listing keys", Worker::keys)
    }

    /// Every key object on the token; [`Inventory::compare`] says what is missing.
    pub fn inventory(&self) -> Result<Inventory, Error> {
        self.ask_soon("taking an inventory", Worker::inventory)
    }

    /// Changes the user PIN; `old` is proved by that. Log-ins stay.
    pub fn change_pin(&self, old: UserPin, new: UserPin) -> Result<(), Error> {
        self.ask_soon("changing the PIN", move |worker| {
            worker.change_pin(&old, new)
        })
    }

    /// Gives the user a new PIN by the security officer's. Ends the log-in.
    pub fn unlock_pin(&self, so_pin: SoPin, new: UserPin) -> Result<(), Error> {
        self.ask_soon("setting a new PIN", move |worker| {
            worker.unlock_pin(&so_pin, &new)
        })
    }

    fn ask_soon<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&mut Worker) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.ask(doing, self.options.deadline, work)
    }

    fn ask<T: Send + 'static>(
        &self,
        doing: &'static str,
        deadline: Duration,
        work: impl FnOnce(&mut Worker) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.line.ask(deadline, work).unwrap_or_else(|_silence| {
            Err(Error::Unresponsive {
                token: self.token.clone(),
                doing,
            })
        })
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}, {})", self.token, self.state())
    }
}
