//! Examining what was handed in, with what the ledger and the signing request add to it: the
//! same for the form as it is typed and for the submission.

use chancery_domain::{
    Algorithm, Spki, Utc,
    problem::{Code, Problem},
    profile::{Profile, ProfileId},
    request::{Complete, KeyWanted, Reading, RequestInput},
};
use chancery_ledger::read::{CertificateRow, CompromiseGround};
use chancery_pki::csr::{self, CsrError};

use crate::{Error, Workspace};

/// What was handed in, as far as it can be read.
pub(super) struct Examined {
    pub(super) profile: Profile,
    pub(super) reading: Reading,
    pub(super) key: Option<KeySource>,
    pub(super) follows: Option<CertificateRow>,
}

/// Where the subject's key comes from.
#[derive(Debug, Clone)]
pub(super) enum KeySource {
    /// It is to be made on the token.
    New(Algorithm),
    /// It is the one of the certificate that is followed.
    Kept {
        /// Its public half.
        spki: Spki,
        /// What it signs with.
        algorithm: Algorithm,
    },
    /// The agent's operator has it, and proved it.
    Brought(Box<csr::Request>),
}

/// What was handed in, without problems.
pub(super) struct Sound {
    pub(super) profile: Profile,
    pub(super) complete: Complete,
    pub(super) key: KeySource,
}

impl Examined {
    /// Reads `input` as of `now`.
    pub(super) fn of(workspace: &Workspace, input: &RequestInput, now: Utc) -> Result<Self, Error> {
        let named = workspace.profile_named(&input.profile)?;
        // Of an unknown profile the reading says so; the rest is read by the ordinary one.
        let profile = match named {
            Some(profile) => profile,
            None => workspace.profile(ProfileId::Agent)?,
        };
        let mut examined = Self {
            reading: Reading::of(input, &profile, now.date()),
            profile,
            key: None,
            follows: None,
        };
        examined.follow(workspace, input)?;
        examined.find_key(workspace)?;
        Ok(examined)
    }

    /// Goes on only without problems.
    pub(super) fn sound(self, input: &RequestInput) -> Result<Sound, Error> {
        let complete = self
            .reading
            .complete(input)
            .map_err(|problems| Error::Input {
                problems,
                event: None,
            })?;
        Ok(Sound {
            profile: self.profile,
            complete,
            key: self.key.expect("a key that can't be told is a problem"),
        })
    }

    fn problem(&mut self, field: &str, code: Code) {
        self.reading.problems.push(Problem::new(field, code));
    }

    /// The certificate that is to be followed: of this agent, and not revoked.
    fn follow(&mut self, workspace: &Workspace, input: &RequestInput) -> Result<(), Error> {
        let Some(serial) = input.renews.as_deref().filter(|serial| !serial.is_empty()) else {
            return Ok(());
        };
        let agent = self.reading.agent.as_ref().map(|agent| agent.as_str());
        let row = workspace.read().certificate(&serial.to_uppercase())?;
        let row = row.filter(|row| {
            row.profile.is_of_agents() && agent.is_none_or(|agent| agent == row.common_name)
        });
        match row {
            Some(row) if workspace.read().denied(&row.serial)?.is_none() => {
                self.follows = Some(row);
            }
            _ => self.problem("renews", Code::NotRenewable),
        }
        Ok(())
    }

    fn find_key(&mut self, workspace: &Workspace) -> Result<(), Error> {
        match self.reading.key.clone() {
            None => {}
            Some(KeyWanted::New(algorithm)) => self.key = Some(KeySource::New(algorithm)),
            Some(KeyWanted::Same) => self.keep_key(workspace)?,
            Some(KeyWanted::Csr(text)) => self.read_csr(workspace, &text)?,
        }
        Ok(())
    }

    fn keep_key(&mut self, workspace: &Workspace) -> Result<(), Error> {
        let Some(follows) = self.follows.clone() else {
            return Ok(()); // told as a problem of `renews`
        };
        let certificate = crate::workspace::stored_certificate(workspace.read(), follows.der)?;
        let Some(algorithm) = certificate.key_algorithm else {
            self.problem("same_key", Code::UnknownAlgorithm);
            return Ok(());
        };
        let destroyed = workspace
            .read()
            .key(follows.spki)?
            .is_some_and(|key| key.destroyed);
        if destroyed {
            self.problem("same_key", Code::KeyNotFree);
        }
        self.take(
            workspace,
            "same_key",
            algorithm,
            KeySource::Kept {
                spki: certificate.spki,
                algorithm,
            },
        )
    }

    fn read_csr(&mut self, workspace: &Workspace, text: &str) -> Result<(), Error> {
        match csr::Request::read(text.as_bytes()) {
            Ok(request) => {
                let algorithm = request.algorithm();
                self.take(
                    workspace,
                    "csr",
                    algorithm,
                    KeySource::Brought(Box::new(request)),
                )
            }
            Err(error) => {
                self.problem("csr", csr_code(&error));
                Ok(())
            }
        }
    }

    /// Takes a key that exists: of an algorithm that the profile allows, of this agent alone, and
    /// not compromised.
    fn take(
        &mut self,
        workspace: &Workspace,
        field: &str,
        algorithm: Algorithm,
        key: KeySource,
    ) -> Result<(), Error> {
        if let Err(problem) = self.profile.check_algorithm(field, algorithm) {
            self.reading.problems.push(problem);
        }
        let agent = self.reading.agent.as_ref().map(|agent| agent.as_str());
        let spki = key.spki().expect("this key exists").sha256();
        let read = workspace.read();
        if let Some(ground) = read.compromise_of(spki)? {
            self.problem(field, compromised(ground));
        } else if let Some(agent) = agent
            && read.is_of_another(spki, agent)?
        {
            self.problem(field, Code::KeyNotFree);
        }
        self.key = Some(key);
        Ok(())
    }
}

impl KeySource {
    /// Its public half, if it exists already.
    pub(super) fn spki(&self) -> Option<&Spki> {
        match self {
            Self::New(_) => None,
            Self::Kept { spki, .. } => Some(spki),
            Self::Brought(request) => Some(request.spki()),
        }
    }
}

fn compromised(ground: CompromiseGround) -> Code {
    Code::KeyCompromised {
        serial: match ground {
            CompromiseGround::Declared => None,
            CompromiseGround::Revoked { serial } => Some(serial),
        },
    }
}

/// Tells apart what an operator can mend: the form, the proof, the key.
fn csr_code(error: &CsrError) -> Code {
    match error {
        CsrError::Possession(_) => Code::CsrNotProven,
        CsrError::Weak(weak) => Code::CsrWeakKey {
            detail: weak.to_string(),
        },
        other => Code::CsrUnreadable {
            detail: other.to_string(),
        },
    }
}
