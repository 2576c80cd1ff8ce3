//! The stored checkpoints beside the leaves that they cover and the events that tell of them.

use std::{collections::BTreeMap, iter::Peekable, vec};

use chancery_domain::{Sha256Digest, Utc};

use super::{Fault, FaultCode, Recomputed, RecomputedCheckpoint};
use crate::{
    Error, Reading,
    read::{CheckpointRow, checkpoint_row},
};

/// What an event says of a checkpoint.
type Signed = (Sha256Digest, Sha256Digest, Utc);

/// Checkpoints on their way to be compared.
pub(super) struct Checkpoints {
    /// Those that cover more than was hashed.
    pending: Peekable<vec::IntoIter<CheckpointRow>>,
    /// By size: what the events say.
    signed: BTreeMap<u64, Signed>,
}

impl Checkpoints {
    /// In the order of their sizes.
    pub(super) fn of(stored: Vec<CheckpointRow>) -> Self {
        Self {
            pending: stored.into_iter().peekable(),
            signed: BTreeMap::new(),
        }
    }

    /// An event says that a checkpoint was signed.
    pub(super) fn signed(&mut self, size: u64, root: Sha256Digest, note: Sha256Digest, at: Utc) {
        self.signed.insert(size, (root, note, at));
    }

    /// The tree has `size` leaves now.
    pub(super) fn reach(
        &mut self,
        size: u64,
        root: impl Fn() -> Sha256Digest,
        found: &mut Recomputed,
    ) {
        // One that claims fewer leaves than any tree has comes up with the first.
        while let Some(stored) = self.pending.next_if(|stored| stored.size <= size) {
            let root = (stored.size == size).then(&root);
            if root != Some(stored.root) {
                found.fault(stored.size, FaultCode::CheckpointRoot);
            }
            found
                .checkpoints
                .push(RecomputedCheckpoint { stored, root });
        }
    }

    /// No more leaves come.
    pub(super) fn end(mut self, found: &mut Recomputed) {
        for stored in self.pending {
            found.fault(stored.size, FaultCode::CheckpointBeyond);
            found
                .checkpoints
                .push(RecomputedCheckpoint { stored, root: None });
        }
        let mut unlogged = Vec::new();
        for RecomputedCheckpoint { stored, .. } in &found.checkpoints {
            let note = Sha256Digest::of(stored.note.as_bytes());
            if self.signed.remove(&stored.size) != Some((stored.root, note, stored.at)) {
                unlogged.push(stored.size);
            }
        }
        for size in unlogged {
            found.fault(size, FaultCode::CheckpointUnlogged);
        }
        for size in self.signed.into_keys() {
            found.fault(size, FaultCode::CheckpointGone);
        }
    }
}

impl Reading<'_> {
    /// Those that can be read, by size; faults for the others.
    pub(super) fn all_checkpoints(&self) -> Result<(Vec<CheckpointRow>, Vec<Fault>), Error> {
        let sql = "SELECT size, root, note, at FROM checkpoint ORDER BY size";
        let stored = self.many("reading checkpoints", sql, [], |row| {
            let size: i64 = row.get(0)?;
            Ok(checkpoint_row(row).map_err(|_| Fault {
                seq: u64::try_from(size).ok(),
                code: FaultCode::CheckpointUnlogged,
            }))
        })?;
        let mut rows = Vec::new();
        let mut faults = Vec::new();
        for one in stored {
            match one {
                Ok(row) => rows.push(row),
                Err(fault) => faults.push(fault),
            }
        }
        Ok((rows, faults))
    }
}
