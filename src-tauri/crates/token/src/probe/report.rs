//! What a probe found, in words and as a profile.

use std::{fmt, time::Duration};

use chancery_domain::Algorithm;
use serde::Serialize;

use crate::{
    CkaId, CurveName, CustodyFacts, EvidenceRule, Hashing, Making, ModuleProfile, TokenId,
};

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attempt {
    /// It worked, and was checked.
    Worked,
    /// The token refused; its words.
    Refused(String),
    /// It said yes, and what came of it is wrong.
    Wrong(&'static str),
    /// Something before it did not work.
    NotTried,
}

impl Attempt {
    /// It worked, and was checked.
    pub fn worked(&self) -> bool {
        *self == Self::Worked
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Worked => f.write_str("works"),
            Self::Refused(answer) => write!(f, "refused: {answer}"),
            Self::Wrong(what) => write!(f, "wrong: {what}"),
            Self::NotTried => f.write_str("not tried"),
        }
    }
}

/// What was tried with one algorithm, each with a key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// Making a pair on the token at once, its public half readable.
    pub on_token: Attempt,
    /// How long that took.
    pub on_token_took: Duration,
    /// Making a pair in the session and copying it onto the token, where the
    /// copy's evidence is no less than that of a key made there.
    pub copied: Attempt,
    /// How long that took.
    pub copied_took: Duration,
    /// Signing a digest that was made here; the signature was verified.
    pub hashed_on_host: Attempt,
    /// Signing a message that the token hashes; the signature was verified.
    pub hashed_on_token: Attempt,
    /// What the token says of a key that was just made on it.
    pub custody: Option<CustodyFacts>,
    /// How the curve of an Edwards key had to be named.
    pub edwards: CurveName,
}

impl Trial {
    /// Keys are made, and sign in one way or another.
    pub fn works(&self) -> bool {
        self.on_token.worked() && (self.hashed_on_host.worked() || self.hashed_on_token.worked())
    }

    fn copying_pays(&self) -> bool {
        self.copied_took * 2 < self.on_token_took
    }

    fn hashing(&self) -> Hashing {
        if self.hashed_on_host.worked() {
            Hashing::OnHost
        } else {
            Hashing::OnToken
        }
    }
}

/// What works on a token, found by trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProbeReport {
    /// The token.
    pub token: TokenId,
    /// How it was used until now.
    pub profile: ModuleProfile,
    /// One for each algorithm that was asked for.
    pub trials: Vec<Trial>,
    /// Keys that earlier probes left, and that were destroyed.
    pub swept: Vec<CkaId>,
    /// Keys of the probe that could not be destroyed: none, if all went well.
    pub left_behind: Vec<CkaId>,
}

impl ProbeReport {
    /// The algorithms whose keys were made, and whose signatures verified.
    pub fn algorithms(&self) -> Vec<Algorithm> {
        let works = self.trials.iter().filter(|trial| trial.works());
        works.map(|trial| trial.algorithm).collect()
    }

    /// The profile that follows, for [`crate::Module::set_profile`].
    ///
    /// Keys are copied onto the token only if that kept the evidence and took
    /// less than half the time. A statement on custody that is false of a key
    /// just made as we asked means nothing, and is passed over.
    pub fn found_profile(&self) -> ModuleProfile {
        let working = || self.trials.iter().filter(|trial| trial.works());
        let first = |wanted: fn(Algorithm) -> bool| {
            let mut trials = working().filter(|trial| wanted(trial.algorithm));
            trials.next().map(Trial::hashing)
        };
        // How long an RSA key takes is a matter of luck with primes.
        let mut timed = working().filter(|trial| trial.algorithm.modulus_bits().is_none());
        let copies = working().all(|trial| trial.copied.worked())
            && timed.clone().count() > 0
            && timed.all(Trial::copying_pays);
        let edwards = working().find(|trial| trial.algorithm == Algorithm::Ed25519);
        ModuleProfile {
            kind: self.profile.kind,
            making: if copies {
                Making::CopyOntoToken
            } else {
                Making::OnToken
            },
            ecdsa: first(Algorithm::is_ecdsa).unwrap_or(self.profile.ecdsa),
            pss: first(|algorithm| algorithm.modulus_bits().is_some()).unwrap_or(self.profile.pss),
            edwards: edwards.map_or(self.profile.edwards, |trial| trial.edwards),
            evidence: self.evidence(),
        }
    }

    fn evidence(&self) -> EvidenceRule {
        let denied = |fact: fn(&CustodyFacts) -> Option<bool>| {
            let mut facts = self
                .trials
                .iter()
                .filter_map(|trial| trial.custody.as_ref());
            facts.any(|facts| fact(facts) == Some(false))
        };
        EvidenceRule {
            local: !denied(|facts| facts.local),
            never_extractable: !denied(|facts| facts.never_extractable),
            always_sensitive: !denied(|facts| facts.always_sensitive),
        }
    }
}

/// A line for each algorithm, and one for what could not be destroyed.
impl fmt::Display for ProbeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for trial in &self.trials {
            writeln!(f, "{trial}")?;
        }
        let remains = [
            ("left by an earlier probe, destroyed", &self.swept),
            ("left behind", &self.left_behind),
        ];
        for (what, keys) in remains.into_iter().filter(|(_, keys)| !keys.is_empty()) {
            let ids: Vec<_> = keys.iter().map(CkaId::to_string).collect();
            writeln!(f, "{what}: {}", ids.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: made on the token {}", self.algorithm, self.on_token)?;
        if !self.on_token.worked() {
            return Ok(());
        }
        write!(
            f,
            " ({} ms); copied onto it {} ({} ms); signing a digest {}; signing a message {}",
            self.on_token_took.as_millis(),
            self.copied,
            self.copied_took.as_millis(),
            self.hashed_on_host,
            self.hashed_on_token
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Description, TokenLabel, TokenSerial};

    fn trial(algorithm: Algorithm) -> Trial {
        Trial {
            algorithm,
            on_token: Attempt::Worked,
            on_token_took: Duration::from_millis(100),
            copied: Attempt::Worked,
            copied_took: Duration::from_millis(10),
            hashed_on_host: Attempt::Worked,
            hashed_on_token: Attempt::Worked,
            custody: None,
            edwards: CurveName::Oid,
        }
    }

    fn found(trials: Vec<Trial>) -> ModuleProfile {
        let said = Description {
            library: "",
            manufacturer: "nobody",
        };
        let report = ProbeReport {
            token: TokenId {
                label: TokenLabel::new("a").expect("a label"),
                serial: TokenSerial::new("1"),
            },
            profile: ModuleProfile::recognise(said),
            trials,
            swept: vec![],
            left_behind: vec![],
        };
        report.found_profile()
    }

    #[test]
    fn keys_are_copied_only_where_that_always_worked_and_paid() {
        let good = trial(Algorithm::EcdsaP256Sha256);
        assert_eq!(found(vec![good.clone()]).making, Making::CopyOntoToken);
        let unlucky = Trial {
            copied_took: Duration::from_secs(9),
            ..trial(Algorithm::Rsa2048)
        };
        let making = found(vec![good.clone(), unlucky.clone()]).making;
        assert_eq!(making, Making::CopyOntoToken);
        assert_eq!(found(vec![unlucky]).making, Making::OnToken);
        let slow = Trial {
            copied_took: Duration::from_millis(60),
            ..good.clone()
        };
        assert_eq!(found(vec![good.clone(), slow]).making, Making::OnToken);
        let loses = Trial {
            copied: Attempt::Wrong("the copy's evidence is less"),
            ..good
        };
        assert_eq!(found(vec![loses]).making, Making::OnToken);
        assert_eq!(found(vec![]).making, Making::OnToken);
    }

    #[test]
    fn trial_is_told_in_a_line() {
        let refused = Trial {
            on_token: Attempt::Refused("C_GenerateKeyPair answered CKR_MECHANISM_INVALID".into()),
            ..trial(Algorithm::Ed25519)
        };
        assert_eq!(
            refused.to_string(),
            "Ed25519: made on the token refused: C_GenerateKeyPair answered CKR_MECHANISM_INVALID"
        );
        assert_eq!(
            trial(Algorithm::EcdsaP256Sha256).to_string(),
            "P-256: made on the token works (100 ms); copied onto it works (10 ms); \
             signing a digest works; signing a message works"
        );
    }

    #[test]
    fn token_hashes_only_where_nothing_else_works() {
        let refused = Attempt::Refused("CKR_MECHANISM_INVALID".to_owned());
        let ecdsa = Trial {
            hashed_on_host: refused.clone(),
            ..trial(Algorithm::EcdsaP384Sha384)
        };
        let rsa = Trial {
            hashed_on_token: refused,
            ..trial(Algorithm::Rsa2048)
        };
        let profile = found(vec![ecdsa, rsa]);
        assert_eq!(
            (profile.ecdsa, profile.pss),
            (Hashing::OnToken, Hashing::OnHost)
        );
    }
}
