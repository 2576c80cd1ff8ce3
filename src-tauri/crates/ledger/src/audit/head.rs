//! The newest end of the log against what is stored of its tree: what opening looks at.
//!
//! A handful of rows, however long the log is. Who changed something further back is found by
//! recomputing.

use chancery_domain::Sha256Digest;
use chancery_tlog::{leaf_hash, node_hash};
use rusqlite::params;

use super::FaultCode;
use crate::{Error, Reading};

impl Reading<'_> {
    /// Checks that the last event is the tree's last leaf, that the right edge of the tree is the
    /// hash of what is below it and nothing lies beyond, and that the newest checkpoint, of which
    /// an event tells, has the root of the stored tree.
    pub fn check_head(&self) -> Result<(), Error> {
        let _held = self.one_state()?;
        let size = self.size()?;
        self.check_last_leaf(size)?;
        self.check_edge(size)?;
        self.check_newest_checkpoint(size)
    }

    /// Whether the log goes on from a checkpoint that somebody else holds: it has that many events,
    /// and they have that root. Only this shows that the whole file was rolled back, or its end cut
    /// together with the checkpoint over it.
    ///
    /// Reads the stored tree: worth something where the log was recomputed and is sound.
    pub fn holds_against(&self, size: u64, root: Sha256Digest) -> Result<bool, Error> {
        Ok(size <= self.size()? && self.root(size)? == root)
    }

    fn check_last_leaf(&self, size: u64) -> Result<(), Error> {
        let sql = "SELECT coalesce(max(idx), -1) FROM node WHERE level = 0";
        let last: i64 = self
            .one("reading the tree", sql, [], |row| row.get(0))?
            .unwrap_or(-1);
        let leaves = u64::try_from(last + 1).unwrap_or(0);
        if leaves != size {
            // The event that one of the two lacks.
            let code = match leaves > size {
                true => FaultCode::LeafMissing,
                false => FaultCode::TreeChanged,
            };
            return Err(Error::Head {
                seq: leaves.min(size) + 1,
                code,
            });
        }
        let sql = "SELECT leaf FROM event WHERE seq = ?1";
        let leaf: Option<Vec<u8>> =
            self.one("reading the last event", sql, [size], |row| row.get(0))?;
        match leaf {
            Some(leaf) if self.node(0, size - 1)? != Some(leaf_hash(&leaf)) => Err(Error::Head {
                seq: size,
                code: FaultCode::LeafChanged,
            }),
            _ => Ok(()),
        }
    }

    /// The subtrees at the right edge, each against its two halves.
    fn check_edge(&self, size: u64) -> Result<(), Error> {
        let height = 64 - size.leading_zeros();
        for level in (1..height).map(|level| u8::try_from(level).expect("below 64")) {
            let index = (size >> level) - 1;
            let halves = (
                self.node(level - 1, 2 * index)?,
                self.node(level - 1, 2 * index + 1)?,
            );
            let expected = match halves {
                (Some(left), Some(right)) => Some(node_hash(&left, &right)),
                _ => None,
            };
            let sql = "SELECT max(idx) FROM node WHERE level = ?1";
            let last: Option<Option<i64>> =
                self.one("reading the tree", sql, [level], |row| row.get(0))?;
            if expected.is_none()
                || self.node(level, index)? != expected
                || last.flatten() != i64::try_from(index).ok()
            {
                return Err(Error::Head {
                    seq: (index + 1) << level,
                    code: FaultCode::TreeChanged,
                });
            }
        }
        let sql = "SELECT 1 FROM node WHERE level >= ?1 LIMIT 1";
        match self.one("reading the tree", sql, params![height], |_| Ok(()))? {
            Some(()) if size > 0 => Err(Error::Head {
                seq: size + 1,
                code: FaultCode::TreeChanged,
            }),
            _ => Ok(()),
        }
    }

    fn check_newest_checkpoint(&self, size: u64) -> Result<(), Error> {
        let told = self.last_of("checkpoint_signed")?;
        let told = told.and_then(|row| row.event.event.subject().parse::<u64>().ok());
        let stored = self.last_checkpoint()?;
        let broken = match (&stored, told) {
            (Some(stored), _) if stored.size > size => {
                Some((size + 1, FaultCode::CheckpointBeyond))
            }
            (Some(stored), _) if self.root(stored.size).ok() != Some(stored.root) => {
                Some((stored.size, FaultCode::CheckpointRoot))
            }
            (Some(stored), told) if told != Some(stored.size) => {
                Some((stored.size, FaultCode::CheckpointUnlogged))
            }
            (None, Some(told)) => Some((told, FaultCode::CheckpointGone)),
            _ => None,
        };
        match broken {
            Some((seq, code)) => Err(Error::Head { seq, code }),
            None => Ok(()),
        }
    }
}
