//! Finding out what works on a token, by trying it.
//!
//! Everything that a probe makes it destroys; what it could not destroy is named
//! in its report. What it can try with session objects it tries with them: they go
//! with the process. What lies on the token lies there for a few calls, and has a
//! label and an identifier by which the next probe knows it, should this one be killed.

mod mark;
mod remains;
mod report;

use std::time::{Duration, Instant};

use chancery_domain::{Algorithm, Spki};
use cryptoki::{error::Error as CryptokiError, object::ObjectHandle};

use mark::marked;
pub use report::{Attempt, ProbeReport, Trial};

use crate::{
    CkaId, CurveName, CustodyFacts, CustodyVerdict, Error, EvidenceRule, Hashing, KeyHalf,
    KeyLabel, LoggedInToken, Pkcs11Answer, Saying,
    generate::{Pair, Wanted},
    mechanism::signing_input,
    verification::verifies,
};

/// What a probe has the token sign.
const MESSAGE: &[u8] = b"a message that means nothing";

impl LoggedInToken {
    /// Tries `algorithms`: makes keys, has them sign, verifies, copies them, reads
    /// what the token says of them, and destroys them. What an earlier probe left is
    /// destroyed first, but for keys that `known` names.
    ///
    /// One of each family is enough to know a module; an RSA key may take a
    /// smart card a minute. `draw` gives new identifiers.
    pub fn probe(
        &self,
        algorithms: &[Algorithm],
        known: &[CkaId],
        mut draw: impl FnMut() -> CkaId,
    ) -> Result<ProbeReport, Error> {
        let swept = self.sweep_remains(known)?;
        let mut trials = Vec::new();
        let mut left_behind = Vec::new();
        for algorithm in algorithms {
            let id = marked(&draw());
            trials.push(self.try_algorithm(*algorithm, &id));
            let destroyed = self.destroyed(&id).map_err(|source| Error::ProbeMayRemain {
                keys: [&left_behind[..], std::slice::from_ref(&id)].concat(),
                token: self.id().clone(),
                source: Box::new(source),
            });
            if !destroyed? {
                left_behind.push(id);
            }
        }
        Ok(ProbeReport {
            token: self.id().clone(),
            profile: self.profile(),
            trials,
            swept,
            left_behind,
        })
    }

    fn try_algorithm(&self, algorithm: Algorithm, id: &CkaId) -> Trial {
        let mut trial = Trial {
            algorithm,
            on_token: Attempt::NotTried,
            on_token_took: Duration::ZERO,
            copied: Attempt::NotTried,
            copied_took: Duration::ZERO,
            hashed_on_host: Attempt::NotTried,
            hashed_on_token: Attempt::NotTried,
            custody: None,
            edwards: self.profile().edwards,
        };
        let began = Instant::now();
        let fleeting = self.make_somehow(&mut trial, id, false);
        trial.copied_took = began.elapsed();
        if let Ok((pair, spki)) = &fleeting {
            self.try_to_sign(&mut trial, *pair, spki);
        }
        self.try_on_token(&mut trial, id);
        match fleeting {
            Ok((pair, _)) => {
                self.try_copying(&mut trial, pair);
                self.discard(pair);
            }
            Err(error) if trial.on_token.worked() => {
                trial.copied = Attempt::Refused(words(&error));
            }
            Err(_) => {}
        }
        trial
    }

    /// Makes a pair on the token. It signs there only if none that was made in the session did.
    fn try_on_token(&self, trial: &mut Trial, id: &CkaId) {
        let began = Instant::now();
        let made = self.make_somehow(trial, id, true);
        trial.on_token_took = began.elapsed();
        match made {
            Ok((pair, spki)) => {
                trial.on_token = Attempt::Worked;
                trial.custody = self.custody_of(pair.private).ok();
                if !trial.works() {
                    self.try_to_sign(trial, pair, &spki);
                }
                self.discard(pair);
            }
            Err(error) => {
                trial.on_token = Attempt::Refused(words(&error));
                // Of keys that can't be made nothing needs to be known.
                trial.hashed_on_host = Attempt::NotTried;
                trial.hashed_on_token = Attempt::NotTried;
            }
        }
    }

    fn try_to_sign(&self, trial: &mut Trial, pair: Pair, spki: &Spki) {
        let algorithm = trial.algorithm;
        trial.hashed_on_host = self.try_signing(algorithm, Hashing::OnHost, pair, spki);
        trial.hashed_on_token = self.try_signing(algorithm, Hashing::OnToken, pair, spki);
    }

    /// An Edwards curve may have to be named in the other way.
    fn make_somehow(
        &self,
        trial: &mut Trial,
        id: &CkaId,
        on_token: bool,
    ) -> Result<(Pair, Spki), Error> {
        let first = self.make(trial, id, on_token);
        if first.is_ok() || trial.algorithm != Algorithm::Ed25519 {
            return first;
        }
        let before = trial.edwards;
        trial.edwards = match before {
            CurveName::Oid => CurveName::PrintableString,
            CurveName::PrintableString => CurveName::Oid,
        };
        self.make(trial, id, on_token).or_else(|_| {
            trial.edwards = before;
            first
        })
    }

    fn make(&self, trial: &Trial, id: &CkaId, on_token: bool) -> Result<(Pair, Spki), Error> {
        let wanted = Wanted {
            algorithm: trial.algorithm,
            edwards: trial.edwards,
            label: &KeyLabel::new(mark::LABEL),
            id,
        };
        let pair = self.generate_pair(&wanted, on_token)?;
        match self.public_half(id, pair.public) {
            Ok((_, spki)) => Ok((pair, spki)),
            Err(error) => {
                self.discard(pair);
                Err(error)
            }
        }
    }

    fn try_signing(
        &self,
        algorithm: Algorithm,
        hashing: Hashing,
        pair: Pair,
        spki: &Spki,
    ) -> Attempt {
        let (mechanism, data) = signing_input(algorithm, hashing, MESSAGE);
        let session = match self.session() {
            Ok(session) => session,
            Err(error) => return Attempt::Refused(words(&error)),
        };
        match session.sign(&mechanism, pair.private, &data) {
            Ok(signature) if verifies(algorithm, spki, MESSAGE, &signature) => Attempt::Worked,
            Ok(_) => Attempt::Wrong("the signature does not verify"),
            Err(error) => refused(error),
        }
    }

    /// Copies onto the token what was made in the session.
    fn try_copying(&self, trial: &mut Trial, fleeting: Pair) {
        if !trial.on_token.worked() {
            return;
        }
        let began = Instant::now();
        let copied = self.copy_pair(fleeting);
        trial.copied_took += began.elapsed();
        trial.copied = match copied {
            Ok(copy) => {
                let facts = self.custody_of(copy.private).ok();
                self.discard(copy);
                if says_as_much(facts.as_ref(), trial.custody.as_ref()) {
                    Attempt::Worked
                } else {
                    Attempt::Wrong("the copy's evidence is less")
                }
            }
            Err(error) => refused(error),
        };
    }

    /// Whether nothing is left of the key `id`, after another try to destroy it.
    fn destroyed(&self, id: &CkaId) -> Result<bool, Error> {
        for half in KeyHalf::BOTH {
            for handle in self.find_all(half, id)? {
                self.destroy_quietly(handle);
            }
        }
        for half in KeyHalf::BOTH {
            if !self.find_all(half, id)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn destroy_quietly(&self, handle: ObjectHandle) {
        if let Ok(session) = self.session() {
            drop(session.destroy_object(handle));
        }
    }
}

/// Whether a copy's facts say all that those of a key made on the token say.
fn says_as_much(copy: Option<&CustodyFacts>, made: Option<&CustodyFacts>) -> bool {
    let (Some(copy), Some(made)) = (copy, made) else {
        return false;
    };
    let points = |facts| {
        let verdict = CustodyVerdict::under(EvidenceRule::AS_SAID, facts);
        [
            verdict.made_on_token,
            verdict.never_extractable,
            verdict.always_sensitive,
        ]
    };
    let pairs = points(made).into_iter().zip(points(copy));
    pairs
        .filter(|(made, _)| *made == Saying::Says)
        .all(|(_, copy)| copy == Saying::Says)
}

fn refused(error: CryptokiError) -> Attempt {
    Attempt::Refused(Pkcs11Answer::from(error).to_string())
}

/// What the module answered, or else what we were doing.
fn words(error: &Error) -> String {
    match error.answer() {
        Some(answer) => answer.to_string(),
        None => error.to_string(),
    }
}
