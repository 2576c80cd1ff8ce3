//! `tlog-witness` of C2SP, carried as files: what a log asks a witness
//! (the body of `add-checkpoint`), what the witness checks before it cosigns,
//! and what it answers (signature lines).
//!
//! Who stores how far each log was followed, and sees to it that checking and storing are one
//! step, is the caller: "otherwise the following race can occur", two requests and a roll-back.

use std::fmt;

use chancery_domain::{Sha256Digest, SigningKey, Utc};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::empty_root;
use crate::note::{NoteError, NoteSignature, SignedNote, parse_lines};
use crate::proof::{ProofError, verify_consistency};
use crate::verifier_key::{KeyName, SignatureType, VerifierKey};
use crate::{cosignature, line};

/// A request or an answer that is longer is refused unread: a hundred signatures of any kind fit.
const LENGTH_MAX: usize = 1 << 20;

/// Why a request or an answer is refused.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Not an old size, proof lines, an empty line and a note.
    #[error("the request is not of the form of add-checkpoint")]
    Form,
    /// The note in it can't be read, is by nobody known, or a known signature in it is wrong.
    #[error("the checkpoint's signatures were not accepted")]
    Note(#[source] NoteError),
    /// The note is no checkpoint.
    #[error("the signed text is no checkpoint")]
    Checkpoint(#[source] CheckpointError),
    /// A checkpoint of another log.
    #[error("the checkpoint is of log {origin}, which is not followed here")]
    Origin {
        /// As it says.
        origin: String,
    },
    /// The request says to start beyond the checkpoint itself.
    #[error("the request starts at {old}, beyond its own checkpoint of {size}")]
    Beyond {
        /// Old size in the request.
        old: u64,
        /// Size of the checkpoint.
        size: u64,
    },
    /// The proof does not start where this witness was last.
    #[error("the request starts at {old}; this witness last cosigned {seen}")]
    Start {
        /// Old size in the request.
        old: u64,
        /// The size that a request must start at.
        seen: u64,
    },
    /// Same size, other root: the log shows two histories.
    #[error("the checkpoint of {size} has another root than the one that was cosigned")]
    Fork {
        /// The size of both.
        size: u64,
    },
    /// The proof does not hold.
    #[error("the log did not prove that it only grew")]
    Proof(#[source] ProofError),
    /// No line of the answer is a cosignature by a known witness.
    #[error("the answer has no cosignature of a known witness")]
    Unsigned,
}

/// A log's head, without its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Sha256Digest,
}

impl Head {
    /// Where a witness is that never saw the log.
    pub fn empty() -> Self {
        Self {
            size: 0,
            root: empty_root(),
        }
    }
}

/// A log that a witness follows.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// Its origin.
    pub origin: &'a str,
    /// Its keys; one of them must have signed, and none wrongly.
    pub keys: &'a [VerifierKey],
    /// The last head that was cosigned.
    pub seen: Head,
}

/// What a log asks: to cosign a checkpoint, given a proof that it extends an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the last checkpoint that the witness is believed to have cosigned; 0: none.
    pub old: u64,
    /// That the tree of `old` leaves is a prefix of the checkpoint's.
    pub proof: Vec<Sha256Digest>,
    /// The checkpoint, signed.
    pub note: SignedNote,
}

impl AddCheckpoint {
    /// Reads the body of a request.
    pub fn parse(text: &str) -> Result<Self, WitnessError> {
        let (head, note) = text
            .split_once("\n\n")
            .filter(|_| text.len() <= LENGTH_MAX)
            .ok_or(WitnessError::Form)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|first| first.strip_prefix("old "));
        let old = old.and_then(line::decimal).ok_or(WitnessError::Form)?;
        Ok(Self {
            old,
            proof: line::hashes(lines).ok_or(WitnessError::Form)?,
            note: SignedNote::parse(note).map_err(WitnessError::Note)?,
        })
    }

    /// The log that it is said to be about; no signature was looked at.
    pub fn unverified(&self) -> Result<Checkpoint, WitnessError> {
        Checkpoint::parse(self.note.unverified_text()).map_err(WitnessError::Checkpoint)
    }

    /// Everything that a witness must check before it cosigns, in the order of the specification.
    pub fn check(&self, log: &Followed<'_>) -> Result<Consistent, WitnessError> {
        let checkpoint = self.unverified()?;
        if checkpoint.origin != log.origin {
            return Err(WitnessError::Origin {
                origin: checkpoint.origin,
            });
        }
        let keys = keys_of_log(log.keys);
        self.note.verify(&keys).map_err(WitnessError::Note)?;
        let (old, size, seen) = (self.old, checkpoint.size, log.seen);
        if old > size {
            return Err(WitnessError::Beyond { old, size });
        }
        if old != seen.size {
            let seen = seen.size;
            return Err(WitnessError::Start { old, seen });
        }
        if old == size && checkpoint.root != seen.root {
            return Err(WitnessError::Fork { size });
        }
        verify_consistency(old, &seen.root, size, &checkpoint.root, &self.proof)
            .map_err(WitnessError::Proof)?;
        Ok(Consistent { checkpoint })
    }
}

/// The body of the request.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(f, "{}", line::of_hash(hash))?;
        }
        write!(f, "\n{}", self.note)
    }
}

/// A checkpoint that is signed by its log and extends what the witness saw: only
/// [`AddCheckpoint::check`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consistent {
    checkpoint: Checkpoint,
}

impl Consistent {
    /// The checkpoint.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// What the witness must remember before it lets the cosignature go.
    pub fn head(&self) -> Head {
        Head {
            size: self.checkpoint.size,
            root: self.checkpoint.root,
        }
    }

    /// Cosigns it.
    pub fn cosign(
        &self,
        name: &KeyName,
        key: &dyn SigningKey,
        at: Utc,
    ) -> Result<NoteSignature, NoteError> {
        cosignature::cosign(&self.checkpoint.to_string(), name, key, at)
    }
}

/// The text of an answer.
pub fn answer(lines: &[NoteSignature]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A cosignature that verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// By whom.
    pub witness: VerifierKey,
    /// When the witness says that it saw the checkpoint.
    pub seen_at: Utc,
    /// The line.
    pub line: NoteSignature,
}

/// Takes a witness's answer about `note`. Lines of unknown keys are passed over; every line of a
/// known one must be valid, and there must be one. Only keys of witnesses count among `witnesses`.
pub fn accept(
    note: &SignedNote,
    answer: &str,
    witnesses: &[VerifierKey],
) -> Result<Vec<Cosigned>, WitnessError> {
    if answer.len() > LENGTH_MAX {
        return Err(WitnessError::Form);
    }
    let lines = parse_lines(answer).map_err(WitnessError::Note)?;
    let found = cosigned(note.unverified_text(), &lines, witnesses).map_err(WitnessError::Note)?;
    if found.is_empty() {
        return Err(WitnessError::Unsigned);
    }
    Ok(found)
}

/// The cosignatures of known witnesses among `lines`, the last of each; none may be wrong.
pub fn cosigned(
    text: &str,
    lines: &[NoteSignature],
    witnesses: &[VerifierKey],
) -> Result<Vec<Cosigned>, NoteError> {
    let mut found: Vec<Cosigned> = Vec::new();
    for line in lines {
        let of = |key: &&VerifierKey| {
            key.signature_type() == SignatureType::Cosignature
                && *key.name() == line.name
                && key.id() == line.id
        };
        let Some(witness) = witnesses.iter().find(of) else {
            continue;
        };
        let seen_at = cosignature::seen_at(line)
            .filter(|_| witness.verifies(text.as_bytes(), &line.bytes))
            .ok_or_else(|| NoteError::Invalid {
                name: line.name.clone(),
                id: line.id,
            })?;
        found.retain(|earlier| earlier.witness != *witness);
        found.push(Cosigned {
            witness: witness.clone(),
            seen_at,
            line: line.clone(),
        });
    }
    Ok(found)
}

/// Those that may speak for a log: a witness's key among them does not.
pub(crate) fn keys_of_log(keys: &[VerifierKey]) -> Vec<VerifierKey> {
    let speaks = |key: &&VerifierKey| key.signature_type() != SignatureType::Cosignature;
    keys.iter().filter(speaks).cloned().collect()
}

#[cfg(test)]
mod tests;
