//! Service tokens: root, issuing, records, agents. Unlocked when first needed, and kept so, each
//! by its own thread ([`Signer`]).

use std::{collections::HashMap, sync::PoisonError, time::Duration};

use chancery_domain::{
    Sha256Digest,
    event::{Actor, KeyPurpose, TokenPurpose},
};
use chancery_ledger::read::TokenRow;
use chancery_token::{
    Module, Signer, SignerKey, SignerOptions, SignerState, TokenId, TokenLabel, TokenSerial,
    UserPin, practice,
};

use super::{TokenKeyRef, Workspace, kept};
use crate::{Error, lock::Lock, token::tokens_in, tries};

/// A real token is logged out when nothing was asked of it for so long.
const IDLE: Duration = Duration::from_secs(15 * 60);

/// The service tokens that are unlocked, by serial.
#[derive(Debug, Default)]
pub(crate) struct Services {
    signers: HashMap<String, Signer>,
}

impl Services {
    pub(crate) fn is_unlocked(&self, serial: &str) -> bool {
        self.signers.get(serial).is_some_and(|signer| {
            matches!(
                signer.state(),
                SignerState::LoggedIn { .. } | SignerState::Interrupted
            )
        })
    }

    fn keep(&mut self, serial: &str, signer: Signer) {
        self.signers.insert(serial.to_owned(), signer);
    }

    /// Logs a token out.
    pub(crate) fn lock(&mut self, serial: &str) {
        self.signers.remove(serial);
    }

    pub(crate) fn clear(&mut self) {
        self.signers.clear();
    }

    fn signer(&self, serial: &str) -> Option<&Signer> {
        self.signers.get(serial)
    }
}

pub(crate) fn token_id(row: &TokenRow) -> Result<TokenId, Error> {
    let label = TokenLabel::new(&row.label).ok_or(Error::Stored {
        what: "token label",
    })?;
    Ok(TokenId {
        label,
        serial: TokenSerial::new(row.serial.clone()),
    })
}

impl Workspace {
    /// The module of a token, loaded if it is not.
    pub(crate) fn module_of(&self, row: &TokenRow) -> Result<Module, Error> {
        match &row.module {
            None => Ok(self.module.clone()),
            Some(path) => self.module_at(path.as_ref()),
        }
    }

    /// The module at a path, loaded if it is not. Practice tokens' own module is that of the
    /// workspace, wherever it is named. A path counts from the current folder, and what is
    /// recorded of it counts from anywhere: a bare name is a file there, and not what the loader
    /// would look for elsewhere.
    pub(crate) fn module_at(&self, path: &std::path::Path) -> Result<Module, Error> {
        let path = std::path::absolute(path).map_err(Error::io("finding the module", path))?;
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(modules.load(&path)?)
    }

    /// A token that the log knows, by serial.
    pub(crate) fn token_row(&self, serial: &str) -> Result<TokenRow, Error> {
        self.read().token(serial)?.ok_or_else(|| Error::NoSuch {
            what: "token",
            id: serial.to_owned(),
        })
    }

    /// The token that is in use for a purpose.
    pub(crate) fn token_for(&self, purpose: TokenPurpose) -> Result<TokenRow, Error> {
        self.read().token_for(purpose)?.ok_or(Error::Stored {
            what: "service token",
        })
    }

    /// Unlocks a service token, if it is not, with the PIN that is at hand.
    ///
    /// A token that was unlocked before is asked whether it still is: a token that was pulled
    /// out, or a folder that went away, shows here and not in the middle of a signature.
    pub(crate) fn unlock(&mut self, row: &TokenRow) -> Result<Signer, Error> {
        if let Some(signer) = self.services.signer(&row.serial) {
            match self.is_ready(signer, row) {
                Ok(()) => return Ok(signer.clone()),
                Err(chancery_token::Error::TokenAbsent { token, .. }) => {
                    return Err(Error::TokenAbsent {
                        token: token.to_string(),
                    });
                }
                // It is started afresh below.
                Err(_) => self.services.lock(&row.serial),
            }
        }
        let pin = self.pin_at_hand(row)?.ok_or_else(|| Error::PinNeeded {
            token: row.label.clone(),
        })?;
        self.unlock_with(row, pin)
    }

    /// The PIN of a token that is at hand. A token's own pad is at hand where a person is told to
    /// type there.
    pub(crate) fn pin_at_hand(&self, row: &TokenRow) -> Result<Option<UserPin>, Error> {
        let practice = row.module.is_none();
        let known = self.known_pin(&row.label, &row.serial, practice)?;
        if known.is_some() || practice {
            return Ok(known);
        }
        let on_pad = tries::tells_of_pin_pads() && self.is_pad_of(row);
        Ok(on_pad.then(UserPin::on_the_token))
    }

    /// The PIN of a token that was given for it, or is written down of it in practice. A wrong one
    /// may lock the token: one that was given by label is tried on no token where another has that
    /// label, and what is written down of a practice token on no other.
    pub(crate) fn known_pin(
        &self,
        label: &str,
        serial: &str,
        practice: bool,
    ) -> Result<Option<UserPin>, Error> {
        if let Some(pin) = self.pins.given(serial) {
            return Ok(Some(pin));
        }
        if let Some(pin) = self.pins.given(label) {
            self.check_alone(label, serial)?;
            return Ok(Some(pin));
        }
        let kept = || self.pins.of_practice(label);
        Ok(practice.then(kept).flatten())
    }

    /// Refuses a label that the log knows of another token, too.
    fn check_alone(&self, label: &str, serial: &str) -> Result<(), Error> {
        let mut others = self.read().tokens()?;
        others.retain(|other| other.label == label && other.serial != serial);
        if others.is_empty() {
            return Ok(());
        }
        let serials = others.into_iter().map(|other| other.serial);
        Err(Error::SeveralTokens {
            named: label.to_owned(),
            serials: serials.chain([serial.to_owned()]).collect(),
        })
    }

    /// Whether a token is still unlocked. SoftHSM does not find one whose file another process is
    /// writing at that moment: it is asked once more while nobody writes.
    fn is_ready(&self, signer: &Signer, row: &TokenRow) -> Result<(), chancery_token::Error> {
        match signer.ready() {
            Err(chancery_token::Error::TokenAbsent { .. }) if row.module.is_none() => {
                let _held = self.lock_practice_tokens_of(row).ok();
                signer.ready()
            }
            answer => answer,
        }
    }

    /// Unlocks a service token with a PIN that is not kept but by the token's thread.
    pub(crate) fn unlock_with(&mut self, row: &TokenRow, pin: UserPin) -> Result<Signer, Error> {
        let signer = self.log_in_to(row, pin, Actor::service("workstation"))?;
        self.keep_unlocked(row, &signer);
        Ok(signer)
    }

    /// Keeps a service token unlocked from now on.
    pub(crate) fn keep_unlocked(&mut self, row: &TokenRow, signer: &Signer) {
        self.services.keep(&row.serial, signer.clone());
    }

    /// Logs in to a service token, and learns what it can do if its module is not known; `actor`
    /// is who has it tried out then.
    pub(crate) fn log_in_to(
        &mut self,
        row: &TokenRow,
        pin: UserPin,
        actor: Actor,
    ) -> Result<Signer, Error> {
        let module = self.module_of(row)?;
        let id = token_id(row)?;
        let options = SignerOptions {
            idle: row.module.is_some().then_some(IDLE),
            keep_pin: true,
            ..SignerOptions::default()
        };
        let held = self.lock_practice_tokens_of(row)?;
        let signer = tries::log_in(&self.paths, &module, &id, pin, options);
        drop(held);
        let signer = signer.map_err(|error| Error::of_token(error, &row.label))?;
        self.learn(row, &signer, actor)?;
        Ok(signer)
    }

    /// Runs `work`, which makes or destroys keys of a token. A practice token's files are ours
    /// alone meanwhile, and on the disk when this returns: no module promises that.
    pub(crate) fn changing_keys<T>(
        &self,
        token: &TokenRow,
        work: impl FnOnce() -> T,
    ) -> Result<T, Error> {
        let Some(_held) = self.lock_practice_tokens_of(token)? else {
            return Ok(work());
        };
        let tokens = self.paths.tokens();
        let before = practice::Listing::of(&tokens).map_err(Error::io("reading", &tokens))?;
        let worked = work();
        before
            .sync_changes()
            .map_err(Error::io("syncing", &tokens))?;
        Ok(worked)
    }

    /// Initialises another practice token. Its PIN is drawn, and in `practice.json` before there is
    /// a token that it opens. What a crash leaves of it keeps its label, and no event tells of it:
    /// it is never touched again.
    pub(crate) fn new_practice_token(&mut self, label: &TokenLabel) -> Result<TokenId, Error> {
        if self.has_practice_token(label.as_str())? {
            let label = label.clone();
            return Err(chancery_token::Error::LabelTaken { label }.into());
        }
        let tokens = self.paths.tokens();
        let _held = Lock::practice_tokens(&self.paths).wait()?;
        let path = self.paths.practice_pins();
        let pin = self.pins.draw(label.as_str(), &path)?;
        let before = practice::Listing::of(&tokens).map_err(Error::io("reading", &tokens))?;
        let id = practice::init_token(&self.module, label, &self.pins.so_pin(), &pin);
        let id = id.map_err(|error| Error::of_token(error, label.as_str()))?;
        before
            .sync_changes()
            .map_err(Error::io("syncing", &tokens))?;
        // From now on a crash during a log-in loses nothing.
        kept::mend(&self.paths)?;
        Ok(id)
    }

    /// Whether there is a practice token of this label, whether the log knows it or not.
    pub(crate) fn has_practice_token(&self, label: &str) -> Result<bool, Error> {
        let _held = Lock::practice_tokens(&self.paths).wait()?;
        let there = tokens_in(&self.module)?;
        Ok(there.iter().any(|info| info.id.label.as_str() == label))
    }

    /// The key of a service and the thread of its token, which is unlocked.
    pub(crate) fn service_key(
        &mut self,
        purpose: KeyPurpose,
    ) -> Result<(Signer, TokenKeyRef), Error> {
        let row = self.read().key_for(purpose)?.ok_or(Error::Stored {
            what: "service key",
        })?;
        let key = TokenKeyRef::of(self.read(), &row)?;
        let token = self.token_row(&row.token_serial)?;
        Ok((self.unlock(&token)?, key))
    }

    /// The key with this public half, on the thread of its token, which is unlocked.
    pub(crate) fn key_with(&mut self, spki: Sha256Digest) -> Result<SignerKey, Error> {
        let row = self.read().key(spki)?.ok_or(Error::Stored {
            what: "service key",
        })?;
        let key = TokenKeyRef::of(self.read(), &row)?;
        let token = self.token_row(&row.token_serial)?;
        key.on(&self.unlock(&token)?)
    }

    /// Runs `work` with a service's key; its token is unlocked first.
    pub(crate) fn with_service_key<T>(
        &mut self,
        purpose: KeyPurpose,
        work: impl FnOnce(&SignerKey) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (signer, key) = self.service_key(purpose)?;
        work(&key.on(&signer)?)
    }
}
