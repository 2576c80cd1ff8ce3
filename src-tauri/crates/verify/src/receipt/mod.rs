//! The receipt of an entry (C2SP tlog-proof), judged by the keys of its log, or by a
//! checkpoint that the asker has kept.

mod read;
mod view;

use chancery_domain::{Utc, event::Event};
use chancery_tlog::{
    Checkpoint, NoteError, ProofError, Receipt, ReceiptError, SignatureType, VerifierKey,
    leaf_hash, verify_inclusion, witness,
};

pub use read::{LONGEST_TEXT, checkpoint, is_receipt, keys, receipt};
pub(crate) use view::called;
pub use view::{EntryView, PartView, ReceiptVerdictView, SignatureView, WitnessView};

/// What is handed over, and by what it is to be judged.
#[derive(Debug, Clone)]
pub struct ReceiptSubmission {
    /// The receipt; its entry travels in it.
    pub receipt: Receipt,
    /// Keys of the log and of witnesses; `None` if none were named.
    pub keys: Option<Vec<VerifierKey>>,
    /// A checkpoint that the asker has from elsewhere and trusts, if any.
    pub kept: Option<Checkpoint>,
}

/// What follows from the verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Whoever was named stands behind it: the entry is in the log.
    Proved,
    /// The entry is under the checkpoint; nobody was named who stands behind that.
    IntegrityOnly,
    /// It can't be said.
    Undecided,
    /// Something speaks against it.
    Failed,
}

/// The entry that the receipt is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// An event of a chancery.
    Event(Box<Event>),
    /// Something else, which was not read.
    Other,
    /// It did not travel with the receipt, so there is nothing to judge.
    Absent,
}

/// Whether the entry is in the tree whose root the checkpoint names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inclusion {
    /// It is.
    Holds,
    /// It is not: who says so.
    Broken(ProofError),
    /// There is no entry.
    NotAsked,
}

/// What the named keys say of the checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// They have signed it.
    By {
        /// The log's keys, as they are named in it.
        keys: Vec<VerifierKey>,
        /// Witnesses, and when they say that they saw it.
        witnesses: Vec<(VerifierKey, Utc)>,
    },
    /// No named key of this log has.
    ByNobodyNamed,
    /// A signature under the name of such a key is not that key's.
    Wrongly,
    /// No keys were named.
    NotAsked,
}

/// How it stands to the checkpoint that the asker has kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The same tree.
    Same,
    /// The same size and another root: two histories were shown.
    Forked,
    /// A tree of so many entries, which a receipt alone can't be compared with.
    OfSize(u64),
    /// It is of another log.
    OfAnotherLog,
    /// None was given.
    NotAsked,
}

/// The verdicts on a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptVerdict {
    /// What follows.
    pub standing: Standing,
    /// The entry's place, from 0.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
    /// The checkpoint in the receipt.
    pub checkpoint: Checkpoint,
    /// Whether the entry is under it.
    pub inclusion: Inclusion,
    /// Who has signed it.
    pub signed: Signed,
    /// How it stands to the one that was kept.
    pub kept: Kept,
}

impl ReceiptSubmission {
    /// Judges it; refused if what is signed in it is no checkpoint.
    pub fn judge(&self) -> Result<ReceiptVerdict, ReceiptError> {
        let checkpoint = Checkpoint::parse(self.receipt.note.unverified_text())
            .map_err(ReceiptError::Checkpoint)?;
        let inclusion = self.inclusion(&checkpoint);
        let signed = self.signed(&checkpoint);
        let kept = self.kept(&checkpoint);
        Ok(ReceiptVerdict {
            standing: standing(inclusion, &signed, kept),
            index: self.receipt.index,
            entry: entry(self.receipt.extra.as_deref()),
            checkpoint,
            inclusion,
            signed,
            kept,
        })
    }

    fn inclusion(&self, under: &Checkpoint) -> Inclusion {
        let receipt = &self.receipt;
        let Some(leaf) = &receipt.extra else {
            return Inclusion::NotAsked;
        };
        let (leaf, index) = (leaf_hash(leaf), receipt.index);
        match verify_inclusion(&leaf, index, under.size, &under.root, &receipt.path) {
            Ok(()) => Inclusion::Holds,
            Err(fault) => Inclusion::Broken(fault),
        }
    }

    /// A key speaks for the log that bears its name, and for no other.
    fn signed(&self, checkpoint: &Checkpoint) -> Signed {
        let Some(named) = &self.keys else {
            return Signed::NotAsked;
        };
        let (witnesses, keys): (Vec<_>, Vec<_>) = named
            .iter()
            .cloned()
            .partition(|key| key.signature_type() == SignatureType::Cosignature);
        let of_log = keys.into_iter();
        let of_log: Vec<_> = of_log
            .filter(|key| key.name().as_str() == checkpoint.origin)
            .collect();
        let note = &self.receipt.note;
        let judged = note.verify(&of_log).and_then(|signed| {
            let lines = note.signatures();
            let cosigned = witness::cosigned(signed.text(), lines, &witnesses)?;
            Ok((signed.signers().to_vec(), cosigned))
        });
        match judged {
            Ok((keys, cosigned)) => Signed::By {
                keys,
                witnesses: cosigned
                    .into_iter()
                    .map(|one| (one.witness, one.seen_at))
                    .collect(),
            },
            Err(NoteError::Unsigned) => Signed::ByNobodyNamed,
            Err(_) => Signed::Wrongly,
        }
    }

    fn kept(&self, checkpoint: &Checkpoint) -> Kept {
        match &self.kept {
            None => Kept::NotAsked,
            Some(kept) if kept.origin != checkpoint.origin => Kept::OfAnotherLog,
            Some(kept) if kept.size != checkpoint.size => Kept::OfSize(kept.size),
            Some(kept) if kept.root != checkpoint.root => Kept::Forked,
            Some(_) => Kept::Same,
        }
    }
}

/// What was asked must be answered: a checkpoint that can't be compared with leaves it open even
/// where the keys have signed.
fn standing(inclusion: Inclusion, signed: &Signed, kept: Kept) -> Standing {
    let against = matches!(inclusion, Inclusion::Broken(_))
        || matches!(signed, Signed::Wrongly | Signed::ByNobodyNamed)
        || matches!(kept, Kept::Forked | Kept::OfAnotherLog);
    match (inclusion, signed, kept) {
        _ if against => Standing::Failed,
        (Inclusion::NotAsked, ..) | (_, _, Kept::OfSize(_)) => Standing::Undecided,
        (_, Signed::NotAsked, Kept::NotAsked) => Standing::IntegrityOnly,
        _ => Standing::Proved,
    }
}

fn entry(leaf: Option<&[u8]>) -> Entry {
    match leaf.map(Event::from_leaf) {
        None => Entry::Absent,
        Some(Ok(event)) => Entry::Event(Box::new(event)),
        Some(Err(_)) => Entry::Other,
    }
}
