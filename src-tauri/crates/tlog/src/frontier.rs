//! Recomputing a root from the leaves alone, in one pass and O(log n) memory:
//! what a check of the whole log does.

use chancery_domain::Sha256Digest;

use crate::hash::{empty_root, node_hash};
use crate::tree::Node;

/// Takes leaves from the left and knows the root at every size.
#[derive(Debug, Clone, Default)]
pub struct TreeBuilder {
    size: u64,
    /// Roots of the complete subtrees that make up the tree, largest first: one
    /// for each set bit of `size`.
    frontier: Vec<Sha256Digest>,
}

impl TreeBuilder {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the hash of the next leaf.
    pub fn push(&mut self, leaf: Sha256Digest) {
        self.push_telling(leaf, |_| {});
    }

    /// Adds the hash of the next leaf, and tells of every subtree that it completes, from the leaf
    /// upwards.
    pub fn push_telling(&mut self, leaf: Sha256Digest, mut tell: impl FnMut(Node)) {
        let mut node = Node {
            level: 0,
            index: self.size,
            hash: leaf,
        };
        tell(node);
        for _ in 0..self.size.trailing_ones() {
            let left = self
                .frontier
                .pop()
                .expect("a set bit of the size has its subtree");
            node = Node {
                level: node.level + 1,
                index: node.index / 2,
                hash: node_hash(&left, &node.hash),
            };
            tell(node);
        }
        self.frontier.push(node.hash);
        self.size += 1;
    }

    /// How many leaves it has taken.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all of them.
    pub fn root(&self) -> Sha256Digest {
        self.frontier
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Store, leaves, merkle_tree_hash};

    #[test]
    fn every_subtree_is_told_once_and_as_the_store_holds_it() {
        let all = leaves(300);
        let store = Store::of(&all);
        let mut builder = TreeBuilder::new();
        let mut told = 0;
        for leaf in &all {
            builder.push_telling(*leaf, |node| {
                told += 1;
                assert_eq!(Some(node.hash), store.node(node.level, node.index));
            });
        }
        let complete: u64 = (0..9).map(|level| 300 >> level).sum();
        assert_eq!(told, complete);
    }

    #[test]
    fn root_equals_the_recursive_definition_at_every_size() {
        let all = leaves(300);
        let mut builder = TreeBuilder::new();
        for size in 0..300 {
            assert_eq!(builder.size(), size as u64);
            assert_eq!(
                builder.root(),
                merkle_tree_hash(&all[..size]),
                "size {size}"
            );
            builder.push(all[size]);
        }
    }
}
