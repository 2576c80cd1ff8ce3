//! Hashing what was read, and comparing it with what is stored.

use std::{collections::BTreeSet, sync::mpsc::Receiver};

use chancery_domain::{
    Sha256Digest,
    event::{Event, EventBody},
};
use chancery_tlog::{Node, TreeBuilder, leaf_hash};

use super::{
    FaultCode, Recomputed,
    checkpoints::Checkpoints,
    columns,
    stored::{Batch, Stored},
};
use crate::read::CheckpointRow;

/// The log as far as it was hashed.
pub(super) struct Hashing {
    tree: TreeBuilder,
    /// Leaves that are not those of the tree, by index: the subtrees above them differ for it.
    changed: BTreeSet<u64>,
    checkpoints: Checkpoints,
    found: Recomputed,
}

impl Hashing {
    /// Before the first event.
    pub(super) fn over(checkpoints: Vec<CheckpointRow>) -> Self {
        Self {
            tree: TreeBuilder::new(),
            changed: BTreeSet::new(),
            checkpoints: Checkpoints::of(checkpoints),
            found: Recomputed::default(),
        }
    }

    /// Takes in batches until no more come.
    pub(super) fn run(mut self, batches: Receiver<Batch>) -> Recomputed {
        for batch in batches {
            let mut nodes = batch.nodes.iter().copied();
            for stored in batch.events() {
                self.event(&stored, &mut nodes);
            }
            for (sha256, bytes) in batch.blobs() {
                if Sha256Digest::of(bytes) != sha256 {
                    self.found.fault(None, FaultCode::BlobChanged);
                }
            }
        }
        self.found.events = self.tree.size();
        let Self {
            checkpoints,
            mut found,
            ..
        } = self;
        checkpoints.end(&mut found);
        found
    }
}

impl Hashing {
    fn event(
        &mut self,
        stored: &Stored<'_>,
        nodes: &mut impl Iterator<Item = Option<Sha256Digest>>,
    ) {
        let seq = self.tree.size() + 1;
        let hash = leaf_hash(stored.leaf);
        let (changed, found) = (&mut self.changed, &mut self.found);
        let mut as_in_the_tree = true;
        self.tree.push_telling(hash, |node| {
            if nodes.next().flatten() == Some(node.hash) {
                return;
            }
            match node.level {
                0 => {
                    as_in_the_tree = false;
                    changed.insert(node.index);
                    found.fault(seq, FaultCode::LeafChanged);
                }
                _ if covers_any(&node, changed) => {}
                _ => found.fault(seq, FaultCode::TreeChanged),
            }
        });
        self.compare_columns(seq, stored, as_in_the_tree);
        let root = || self.tree.root();
        self.checkpoints.reach(seq, root, &mut self.found);
    }

    fn compare_columns(&mut self, seq: u64, stored: &Stored<'_>, as_in_the_tree: bool) {
        let told = columns::told(stored.leaf).filter(|_| as_in_the_tree);
        if told.is_some_and(|told| told == stored.columns) {
            return;
        }
        match Event::from_leaf(stored.leaf) {
            Err(_) => self.found.fault(seq, FaultCode::LeafMalformed),
            Ok(event) => {
                if columns::of(&event) != stored.columns.map(<[u8]>::to_vec) {
                    self.found.fault(seq, FaultCode::ColumnsDiffer);
                }
                if let EventBody::CheckpointSigned { size, root, note } = event.event {
                    self.checkpoints.signed(size, root, note, event.at);
                }
            }
        }
    }
}

/// True if a changed leaf is below the node: it differs because of that leaf.
fn covers_any(node: &Node, changed: &BTreeSet<u64>) -> bool {
    let leaves = node.index << node.level..(node.index + 1) << node.level;
    changed.range(leaves).next().is_some()
}
