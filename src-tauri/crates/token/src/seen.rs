//! What was seen of a token's keys while it stays logged in: searching takes a
//! token time in proportion to its keys.

use std::collections::{HashMap, HashSet};

use crate::{CkaId, Error, KeyHalf, LoggedInToken, key::FoundKey};

/// Keys found before, and identifiers known to be in use.
#[derive(Debug, Default)]
pub(crate) struct SeenKeys {
    pub(crate) found: HashMap<CkaId, FoundKey>,
    /// A key was made: another may follow.
    made_one: bool,
    /// Of every key object, once they were listed.
    identifiers: Option<HashSet<CkaId>>,
}

impl SeenKeys {
    /// A key was made, and is to be found under `id` from now on.
    pub(crate) fn note_made(&mut self, id: &CkaId, found: FoundKey) {
        self.made_one = true;
        self.found.insert(id.clone(), found);
        if let Some(identifiers) = &mut self.identifiers {
            identifiers.insert(id.clone());
        }
    }

    /// A key is to be destroyed. Its identifier counts as used for as long as
    /// its last half may still be there.
    pub(crate) fn forget(&mut self, id: &CkaId) {
        self.found.remove(id);
        self.identifiers = None;
    }
}

impl LoggedInToken {
    /// For the first key after a log-in the token is searched for `id`; before
    /// the second, all identifiers are listed once, and from then on a key costs
    /// no search. What another process made since is not seen: identifiers are
    /// 16 random bytes, and an intent that is taken up again after a crash begins
    /// with a log-in.
    pub(crate) fn refuse_taken(&self, id: &CkaId) -> Result<(), Error> {
        if self.is_taken(id)? {
            return Err(Error::CkaIdTaken {
                key: id.clone(),
                token: self.id().clone(),
            });
        }
        Ok(())
    }

    fn is_taken(&self, id: &CkaId) -> Result<bool, Error> {
        if !self.seen.borrow().made_one {
            for half in KeyHalf::BOTH {
                if !self.find_all(half, id)?.is_empty() {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(identifiers) = &self.seen.borrow().identifiers {
            return Ok(identifiers.contains(id));
        }
        let identifiers = self.identifiers()?;
        let taken = identifiers.contains(id);
        self.seen.borrow_mut().identifiers = Some(identifiers);
        Ok(taken)
    }
}
