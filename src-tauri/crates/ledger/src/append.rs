//! The one way in: an event is appended to the tree and projected onto the tables.

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Event, MAX_LEAF},
};
use chancery_tlog::{Node, completed, leaf_hash};
use rusqlite::params;

use crate::{Error, Reading, Writing, project};

/// Where an event came to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its number, from 1; the tree's size with it.
    pub seq: u64,
}

/// The complete subtrees at the right edge of the tree: all that the next leaf needs.
#[derive(Debug)]
pub(crate) struct Frontier {
    size: u64,
    nodes: Vec<Node>,
    /// When the last leaf was recorded, if it was appended since the edge was read.
    at: Option<Utc>,
}

impl Frontier {
    fn read(read: Reading<'_>) -> Result<Self, Error> {
        let size = read.size()?;
        let mut nodes = Vec::new();
        for level in (0..64).filter(|level| size >> level & 1 == 1) {
            let index = (size >> level) - 1;
            let hash = read
                .node(level, index)?
                .ok_or(Error::Tree(chancery_tlog::MissingNode { level, index }))?;
            nodes.push(Node { level, index, hash });
        }
        Ok(Self {
            size,
            nodes,
            at: None,
        })
    }

    /// How many leaves it covers.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    fn find(&self, level: u8, index: u64) -> Option<Sha256Digest> {
        let node = self
            .nodes
            .iter()
            .find(|node| (node.level, node.index) == (level, index));
        node.map(|node| node.hash)
    }

    /// Takes in the leaf that made `fresh`: its last node holds all that it completes.
    fn advance(&mut self, size: u64, fresh: &[Node], at: Utc) {
        self.size = size;
        self.at = Some(at);
        self.nodes.retain(|node| size >> node.level & 1 == 1);
        self.nodes.extend(fresh.last());
    }
}

impl Writing<'_> {
    /// When the newest event was recorded.
    pub fn last_event_at(&self) -> Result<Option<Utc>, Error> {
        match self.frontier.as_ref().and_then(|frontier| frontier.at) {
            None => self.read().last_event_at(),
            at => Ok(at),
        }
    }

    /// Appends one event and projects it.
    ///
    /// A tree can't vouch for its own end: cut off the newest events and what is left still
    /// verifies. Only a signed checkpoint kept elsewhere shows the cut.
    pub fn append(&mut self, event: &Event) -> Result<Appended, Error> {
        let leaf = event.to_leaf();
        debug_assert_eq!(
            Event::from_leaf(&leaf).ok().as_ref(),
            Some(event),
            "what is written can be read back",
        );
        if leaf.len() > MAX_LEAF {
            return Err(Error::LeafTooLong { length: leaf.len() });
        }
        let mut frontier = match self.frontier.take() {
            Some(frontier) => frontier,
            None => Frontier::read(self.read())?,
        };
        let nodes = completed(frontier.size, &leaf_hash(&leaf), |level, index| {
            frontier.find(level, index)
        })
        .map_err(Error::Tree)?;
        let seq = frontier.size + 1;
        self.insert_event(seq, &leaf, event)?;
        self.insert_nodes(&nodes)?;
        project::apply(self, seq, event)?;
        frontier.advance(seq, &nodes, event.at);
        self.frontier = Some(frontier);
        Ok(Appended { seq })
    }

    fn insert_nodes(&mut self, nodes: &[Node]) -> Result<(), Error> {
        let extending = || Error::sqlite("extending the tree");
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO node (level, idx, hash) VALUES (?1, ?2, ?3)")
            .map_err(extending())?;
        for node in nodes {
            insert
                .execute(params![node.level, node.index, node.hash.0])
                .map_err(extending())?;
        }
        Ok(())
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
