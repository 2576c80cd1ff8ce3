//! Finding out what works on a token, by trying it.
//!
//! Everything that a probe makes it destroys; what it could not destroy is named
//! in its report.

mod report;

use std::time::{Duration, Instant};

use chancery_domain::{Algorithm, Spki};
use cryptoki::{error::Error as CryptokiError, object::ObjectHandle};

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
    /// what the token says of them, and destroys them.
    ///
    /// One of each family is enough to know a module; an RSA key may take a
    /// smart card a minute. `draw` gives new identifiers.
    pub fn probe(
        &self,
        algorithms: &[Algorithm],
        mut draw: impl FnMut() -> CkaId,
    ) -> Result<ProbeReport, Error> {
        let mut trials = Vec::new();
        let mut left_behind = Vec::new();
        for algorithm in algorithms {
            let ids = [draw(), draw()];
            trials.push(self.try_algorithm(*algorithm, &ids));
            for id in ids {
                let swept = self.swept(&id).map_err(|source| Error::KeyMayRemain {
                    key: id.clone(),
                    token: self.id().clone(),
                    source: Box::new(source),
                });
                if !swept? {
                    left_behind.push(id);
                }
            }
        }
        Ok(ProbeReport {
            token: self.id().clone(),
            profile: self.profile(),
            trials,
            left_behind,
        })
    }

    fn try_algorithm(&self, algorithm: Algorithm, ids: &[CkaId; 2]) -> Trial {
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
        let made = self.make_somehow(&mut trial, &ids[0]);
        trial.on_token_took = began.elapsed();
        match made {
            Ok((pair, spki)) => {
                trial.on_token = Attempt::Worked;
                trial.custody = self.custody_of(pair.private).ok();
                trial.hashed_on_host = self.try_signing(algorithm, Hashing::OnHost, pair, &spki);
                trial.hashed_on_token = self.try_signing(algorithm, Hashing::OnToken, pair, &spki);
                self.discard(pair);
                self.try_copying(&mut trial, &ids[1]);
            }
            Err(error) => trial.on_token = Attempt::Refused(words(&error)),
        }
        trial
    }

    /// An Edwards curve may have to be named in the other way.
    fn make_somehow(&self, trial: &mut Trial, id: &CkaId) -> Result<(Pair, Spki), Error> {
        let first = self.make(trial, id, true);
        if first.is_ok() || trial.algorithm != Algorithm::Ed25519 {
            return first;
        }
        let before = trial.edwards;
        trial.edwards = match before {
            CurveName::Oid => CurveName::PrintableString,
            CurveName::PrintableString => CurveName::Oid,
        };
        self.make(trial, id, true).or_else(|_| {
            trial.edwards = before;
            first
        })
    }

    fn make(&self, trial: &Trial, id: &CkaId, on_token: bool) -> Result<(Pair, Spki), Error> {
        let wanted = Wanted {
            algorithm: trial.algorithm,
            edwards: trial.edwards,
            label: &KeyLabel::new("probe"),
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

    fn try_copying(&self, trial: &mut Trial, id: &CkaId) {
        let began = Instant::now();
        let fleeting = match self.make(trial, id, false) {
            Ok((fleeting, _)) => fleeting,
            Err(error) => {
                trial.copied = Attempt::Refused(words(&error));
                return;
            }
        };
        let copied = self.copy_pair(fleeting);
        trial.copied_took = began.elapsed();
        self.discard(fleeting);
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
    fn swept(&self, id: &CkaId) -> Result<bool, Error> {
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
