//! Making and destroying keys so that nothing is made twice, or forgotten.

use chancery_domain::{Algorithm, SigningKey};

use super::{disturbance::Disturbance, worker::Worker};
use crate::{CkaId, Error, GeneratedKey, KeyHalf, KeyLabel, LoggedInToken};

impl Worker {
    pub(super) fn generate(
        &mut self,
        algorithm: Algorithm,
        label: &KeyLabel,
        id: &CkaId,
    ) -> Result<GeneratedKey, Error> {
        self.run(|token| token.refuse_taken(id))?;
        // From here on, whatever bears the identifier is ours.
        let first = match self.attempt(|token| token.generate_key(algorithm, label, id)) {
            Ok(made) => return Ok(made),
            Err(error) => error,
        };
        if Disturbance::of(&first) == Disturbance::None {
            return Err(first);
        }
        // Not made once more, whatever the look shows: a search that shows nothing
        // must not lead to a second key.
        match self.run(|token| token.made_whole(id)) {
            Ok(Some(made)) => Ok(made),
            Ok(None) => Err(first),
            Err(_) => Err(self.may_remain(id, first)),
        }
    }

    fn may_remain(&self, id: &CkaId, source: Error) -> Error {
        Error::KeyMayRemain {
            key: id.clone(),
            token: self.token.clone(),
            source: Box::new(source),
        }
    }

    pub(super) fn destroy(&mut self, id: &CkaId) -> Result<(), Error> {
        self.run(|token| token.holds(id))?;
        let first = match self.attempt(|token| token.destroy_key(id)) {
            Err(error) if Disturbance::of(&error).passes() => error,
            outcome => return outcome,
        };
        match self.run(|token| token.destroy_key(id)) {
            Err(Error::KeyAbsent { .. }) if says_it_failed(&first) => {
                Err(self.may_remain(id, first))
            }
            // It was there: an attempt whose answer was lost destroyed it.
            Err(Error::KeyAbsent { .. }) => Ok(()),
            outcome => outcome,
        }
    }
}

/// The token itself says that it did not do it. That it shows nothing afterwards proves nothing:
/// SoftHSM hides an object whose file it could not remove, and shows it again to the next process.
fn says_it_failed(error: &Error) -> bool {
    let answer = error.answer();
    answer.is_some_and(|answer| &*answer.code == "CKR_FUNCTION_FAILED")
}

impl LoggedInToken {
    /// The pair that bears `id`, if it is whole and was made as it should be.
    /// What an interrupted generation left otherwise is destroyed.
    fn made_whole(&self, id: &CkaId) -> Result<Option<GeneratedKey>, Error> {
        let private = self.find_one(KeyHalf::Private, id)?;
        let public = self.find_one(KeyHalf::Public, id)?;
        if let (Some(private), Some(_)) = (private, public) {
            let custody = self.custody_of(private)?;
            if custody.never_left_the_token() {
                let spki = self.key(id, None)?.spki().clone();
                return Ok(Some(GeneratedKey {
                    cka_id: id.clone(),
                    spki,
                    custody,
                }));
            }
        }
        if private.is_some() || public.is_some() {
            self.destroy_key(id)?;
        }
        // Whoever is logged out, and a token that is gone, show nothing.
        let sees = self.open_token().is_present() && self.open_token().is_logged_in()?;
        sees.then_some(None).ok_or_else(|| self.key_absent(id))
    }

    /// At least one half of a key bears `id`.
    fn holds(&self, id: &CkaId) -> Result<(), Error> {
        for half in KeyHalf::BOTH {
            if !self.find_all(half, id)?.is_empty() {
                return Ok(());
            }
        }
        Err(self.key_absent(id))
    }
}
