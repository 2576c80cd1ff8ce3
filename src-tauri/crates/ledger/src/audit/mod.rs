//! Recomputing the log from its leaves: what an auditor runs.
//!
//! One thread reads the database, another hashes: neither waits for the other.

mod checkpoints;
mod columns;
mod hashing;
mod head;
mod reading;
mod stored;

use std::sync::mpsc::sync_channel;

use chancery_domain::Sha256Digest;

use crate::{Error, Reading, read::CheckpointRow};
use hashing::Hashing;
use reading::Stopped;
use rusqlite::Transaction;

#[cfg(test)]
pub(crate) use columns::{SHAPED, assert_told_as_read};

/// A fault that recomputing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The event at fault, if one can be named.
    pub seq: Option<u64>,
    /// What is wrong.
    pub code: FaultCode,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultCode {
    /// The leaf does not have the hash that the tree holds for it.
    LeafChanged,
    /// A number in the sequence has no event.
    LeafMissing,
    /// The leaf is no event in canonical form.
    LeafMalformed,
    /// The columns beside the leaf say something else than the leaf.
    ColumnsDiffer,
    /// A node of the stored tree is not the hash of its leaves, is not there, or belongs to no
    /// tree of this size.
    TreeChanged,
    /// A checkpoint's root is not the root of its leaves.
    CheckpointRoot,
    /// A checkpoint covers events that are not there.
    CheckpointBeyond,
    /// No event says that the checkpoint was signed, or it says something else.
    CheckpointUnlogged,
    /// A checkpoint of which an event says that it was signed is not there.
    CheckpointGone,
    /// A blob's bytes do not have its hash.
    BlobChanged,
    /// The database can't be read from here on.
    Unreadable,
}

/// A checkpoint beside the root that its leaves have now.
#[derive(Debug, Clone)]
pub struct RecomputedCheckpoint {
    /// As stored.
    pub stored: CheckpointRow,
    /// Root of the first `size` leaves as they are now; `None` if there are fewer.
    pub root: Option<Sha256Digest>,
}

/// What recomputing found.
#[derive(Debug, Clone, Default)]
pub struct Recomputed {
    /// Events read.
    pub events: u64,
    /// All checkpoints.
    pub checkpoints: Vec<RecomputedCheckpoint>,
    /// Faults, in the order of the events that they name; those that name none at the end.
    pub faults: Vec<Fault>,
    /// True if it was stopped before the end.
    pub cancelled: bool,
}

/// Batches that may wait to be hashed.
const WAITING: usize = 8;

impl Recomputed {
    fn fault(&mut self, seq: impl Into<Option<u64>>, code: FaultCode) {
        let seq = seq.into();
        self.faults.push(Fault { seq, code });
    }
}

impl Reading<'_> {
    /// Reads every leaf, recomputes the tree, and compares it with the stored nodes, the
    /// checkpoints' roots, the columns beside the leaves and the blobs. `progress` is told leaves
    /// done and in all; when it answers `false`, the work stops.
    ///
    /// A leaf whose hash is the one in the tree is not read whole: who could make it so could
    /// write any event. [`Reading::tables_that_differ`] reads them.
    pub fn recompute(&self, progress: impl FnMut(u64, u64) -> bool) -> Result<Recomputed, Error> {
        let _held = self.one_state()?;
        let (checkpoints, unreadable_ones) = match self.all_checkpoints() {
            Ok(read) => read,
            Err(error) => return unreadable(Recomputed::default(), None, error),
        };
        let (sender, receiver) = sync_channel(WAITING);
        let (read, mut found) = std::thread::scope(|scope| {
            let hashing = scope.spawn(|| Hashing::over(checkpoints).run(receiver));
            let read = self.read_log(progress, &sender);
            drop(sender);
            (read, hashing.join().expect("hashing does not panic"))
        });
        found.faults.extend(unreadable_ones);
        found.faults.extend(read.faults);
        let found = match read.stopped {
            None => Ok(found),
            Some(Stopped::Cancelled) => {
                found.cancelled = true;
                Ok(found)
            }
            Some(Stopped::Failed(error)) => {
                let next = found.events + 1;
                unreadable(found, Some(next), error)
            }
        };
        found.map(|mut found| {
            found
                .faults
                .sort_by_key(|fault| (fault.seq.is_none(), fault.seq, fault.code));
            found
        })
    }
}

impl<'a> Reading<'a> {
    /// One state for all that is read: others may write meanwhile.
    fn one_state(&self) -> Result<Option<Transaction<'a>>, Error> {
        let free = self.db.is_autocommit();
        free.then(|| self.db.unchecked_transaction())
            .transpose()
            .map_err(Error::sqlite("reading the log"))
    }
}

/// What can't be read is a fault, unless it is held up by another program or by the disk.
fn unreadable(mut found: Recomputed, seq: Option<u64>, error: Error) -> Result<Recomputed, Error> {
    if error.is_passing() {
        return Err(error);
    }
    found.fault(seq, FaultCode::Unreadable);
    Ok(found)
}
