//! The one way in: an event is appended to the tree and projected onto the tables.

use chancery_domain::{
    Sha256Digest,
    event::{Event, MAX_LEAF},
};
use chancery_tlog::{append, leaf_hash};
use rusqlite::params;

use crate::{Error, Writing, project};

/// Where an event came to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its number, from 1; the tree's size with it.
    pub seq: u64,
    /// Root of the tree that covers it.
    pub root: Sha256Digest,
}

impl Writing<'_> {
    /// Appends one event and projects it.
    ///
    /// A tree can't vouch for its own end: cut off the newest events and what is left still
    /// verifies. Only a signed checkpoint kept elsewhere shows the cut.
    pub fn append(&mut self, event: &Event) -> Result<Appended, Error> {
        let leaf = event.to_leaf();
        if leaf.len() > MAX_LEAF {
            return Err(Error::LeafTooLong { length: leaf.len() });
        }
        let size = self.read().size()?;
        let appended = append(size, &leaf_hash(&leaf), |level, index| {
            self.read().node(level, index).ok().flatten()
        })
        .map_err(Error::Tree)?;
        self.insert_event(appended.size, &leaf, event)?;
        for node in &appended.nodes {
            self.db
                .prepare_cached("INSERT INTO node (level, idx, hash) VALUES (?1, ?2, ?3)")
                .and_then(|mut insert| insert.execute(params![node.level, node.index, node.hash.0]))
                .map_err(Error::sqlite("extending the tree"))?;
        }
        project::apply(self, appended.size, event)?;
        Ok(Appended {
            seq: appended.size,
            root: appended.root,
        })
    }

    fn insert_event(&mut self, seq: u64, leaf: &[u8], event: &Event) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "INSERT INTO event (seq, leaf, at, kind, subject, actor)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    seq,
                    leaf,
                    event.at.to_string(),
                    event.event.kind(),
                    event.event.subject(),
                    event.actor.id(),
                ])
            })
            .map_err(Error::sqlite("appending an event"))?;
        Ok(())
    }
}
