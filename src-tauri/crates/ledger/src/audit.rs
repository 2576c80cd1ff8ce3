//! Recomputing the log from its leaves: what an auditor runs.

use chancery_domain::{Sha256Digest, event::Event};
use chancery_tlog::{TreeBuilder, leaf_hash, node_hash};
use rusqlite::params;

use crate::{Error, Reading, read::CheckpointRow};

/// A fault that recomputing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The event at fault, if one can be named.
    pub seq: Option<u64>,
    /// What is wrong.
    pub code: FaultCode,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultCode {
    /// The leaf does not have the hash that the tree holds for it.
    LeafChanged,
    /// A number in the sequence has no event.
    LeafMissing,
    /// The leaf is no event in canonical form.
    LeafMalformed,
    /// The columns beside the leaf say something else than the leaf.
    ColumnsDiffer,
    /// A node of the stored tree is not the hash of its children, or is not there.
    TreeChanged,
    /// A checkpoint's root is not the root of its leaves.
    CheckpointRoot,
    /// A checkpoint covers events that are not there.
    CheckpointBeyond,
    /// A blob's bytes do not have its hash.
    BlobChanged,
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
    /// Faults, in the order found.
    pub faults: Vec<Fault>,
    /// True if it was stopped before the end.
    pub cancelled: bool,
}

/// Leaves between two calls of `progress`.
const STRIDE: u64 = 1024;

impl Reading<'_> {
    /// Reads every leaf, recomputes the tree, and compares it with the stored nodes, the
    /// checkpoints' roots and the blobs. `progress` is told leaves done and in all; when it
    /// answers `false`, the work stops.
    pub fn recompute(
        &self,
        mut progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<Recomputed, Error> {
        let mut found = Recomputed::default();
        let total = self.size()?;
        let mut pending = self.all_checkpoints()?.into_iter().peekable();
        let mut tree = TreeBuilder::new();
        let mut select = self
            .db
            .prepare("SELECT seq, leaf, at, kind, subject, actor FROM event ORDER BY seq")
            .map_err(Error::sqlite("reading the log"))?;
        let mut rows = select.query([]).map_err(Error::sqlite("reading the log"))?;
        while let Some(row) = rows.next().map_err(Error::sqlite("reading the log"))? {
            let leaf = StoredLeaf::read(row).map_err(Error::sqlite("reading the log"))?;
            let expected = tree.size() + 1;
            if leaf.seq != expected {
                found.faults.push(Fault {
                    seq: Some(expected),
                    code: FaultCode::LeafMissing,
                });
                break;
            }
            self.compare_leaf(&leaf, &mut found)?;
            tree.push(leaf_hash(&leaf.leaf));
            self.compare_subtrees(tree.size(), &mut found)?;
            while let Some(stored) = pending.next_if(|stored| stored.size == tree.size()) {
                compare_checkpoint(stored, Some(tree.root()), &mut found);
            }
            found.events = tree.size();
            if found.events.is_multiple_of(STRIDE) && !progress(found.events, total) {
                found.cancelled = true;
                return Ok(found);
            }
        }
        for stored in pending {
            compare_checkpoint(stored, None, &mut found);
        }
        self.compare_blobs(&mut found)?;
        progress(found.events, total);
        Ok(found)
    }

    fn all_checkpoints(&self) -> Result<Vec<CheckpointRow>, Error> {
        let sql = "SELECT size, root, note, at FROM checkpoint ORDER BY size";
        self.many("reading checkpoints", sql, [], crate::read::checkpoint_row)
    }

    fn compare_leaf(&self, leaf: &StoredLeaf, found: &mut Recomputed) -> Result<(), Error> {
        let mut fault = |code| {
            found.faults.push(Fault {
                seq: Some(leaf.seq),
                code,
            })
        };
        if self.node(0, leaf.seq - 1)? != Some(leaf_hash(&leaf.leaf)) {
            fault(FaultCode::LeafChanged);
        }
        match Event::from_leaf(&leaf.leaf) {
            Err(_) => fault(FaultCode::LeafMalformed),
            Ok(event) if !leaf.columns_match(&event) => fault(FaultCode::ColumnsDiffer),
            Ok(_) => {}
        }
        Ok(())
    }

    /// The stored subtrees that leaf number `size` completes, each against its two halves.
    fn compare_subtrees(&self, size: u64, found: &mut Recomputed) -> Result<(), Error> {
        for level in 1..=u8::try_from(size.trailing_zeros()).expect("below 64") {
            let index = (size >> level) - 1;
            let halves = (
                self.node(level - 1, 2 * index)?,
                self.node(level - 1, 2 * index + 1)?,
            );
            let expected = match halves {
                (Some(left), Some(right)) => Some(node_hash(&left, &right)),
                _ => None,
            };
            if expected.is_none() || self.node(level, index)? != expected {
                found.faults.push(Fault {
                    seq: Some(size),
                    code: FaultCode::TreeChanged,
                });
            }
        }
        Ok(())
    }

    fn compare_blobs(&self, found: &mut Recomputed) -> Result<(), Error> {
        let mut select = self
            .db
            .prepare("SELECT sha256, bytes FROM blob WHERE bytes IS NOT NULL")
            .map_err(Error::sqlite("reading records"))?;
        let mut rows = select
            .query(params![])
            .map_err(Error::sqlite("reading records"))?;
        while let Some(row) = rows.next().map_err(Error::sqlite("reading records"))? {
            let read =
                || -> rusqlite::Result<(Vec<u8>, Vec<u8>)> { Ok((row.get(0)?, row.get(1)?)) };
            let (sha256, bytes) = read().map_err(Error::sqlite("reading records"))?;
            if Sha256Digest::of(&bytes).0.as_slice() != sha256 {
                found.faults.push(Fault {
                    seq: None,
                    code: FaultCode::BlobChanged,
                });
            }
        }
        Ok(())
    }
}

fn compare_checkpoint(stored: CheckpointRow, root: Option<Sha256Digest>, found: &mut Recomputed) {
    let code = match root {
        None => Some(FaultCode::CheckpointBeyond),
        Some(root) if root != stored.root => Some(FaultCode::CheckpointRoot),
        Some(_) => None,
    };
    found.faults.extend(code.map(|code| Fault {
        seq: Some(stored.size),
        code,
    }));
    found
        .checkpoints
        .push(RecomputedCheckpoint { stored, root });
}

struct StoredLeaf {
    seq: u64,
    leaf: Vec<u8>,
    columns: [String; 4],
}

impl StoredLeaf {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            leaf: row.get(1)?,
            columns: [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?],
        })
    }

    fn columns_match(&self, event: &Event) -> bool {
        let [at, kind, subject, actor] = &self.columns;
        *at == event.at.to_string()
            && kind == event.event.kind()
            && *subject == event.event.subject()
            && actor == event.actor.id()
    }
}
