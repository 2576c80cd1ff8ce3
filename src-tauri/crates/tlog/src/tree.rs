//! The stored tree. A store keeps the hash of every complete subtree: level 0
//! holds the leaf hashes, and node `(level, index)` covers the leaves from
//! `index * 2^level` up to, but not with, `(index + 1) * 2^level`. Nodes are
//! written once and never change.

use chancery_domain::Sha256Digest;

use crate::hash::{empty_root, node_hash};

/// One complete subtree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Height above the leaves.
    pub level: u8,
    /// Place among the nodes of its level, from the left.
    pub index: u64,
    /// Its hash.
    pub hash: Sha256Digest,
}

/// What a new leaf brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The tree's size with the new leaf.
    pub size: u64,
    /// The root that covers it.
    pub root: Sha256Digest,
    /// The nodes to store: the leaf first, then every subtree that it completes.
    pub nodes: Vec<Node>,
}

/// The store did not hold a node that a tree of this size must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tree lacks the node at level {level}, index {index}")]
pub struct MissingNode {
    /// Height above the leaves.
    pub level: u8,
    /// Place among the nodes of its level.
    pub index: u64,
}

/// Appends a leaf to a tree of `size` leaves. Reads and gives O(log n) nodes.
pub fn append(
    size: u64,
    leaf: &Sha256Digest,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Appended, MissingNode> {
    let nodes = completed(size, leaf, &lookup)?;
    let fresh = |level: u8, index: u64| {
        nodes
            .iter()
            .find(|n| (n.level, n.index) == (level, index))
            .map(|n| n.hash)
    };
    let root = root(size + 1, |level, index| {
        fresh(level, index).or_else(|| lookup(level, index))
    })?;
    Ok(Appended {
        size: size + 1,
        root,
        nodes,
    })
}

/// The nodes that a leaf completes in a tree of `size` leaves, from the leaf upwards: all that has
/// to be stored. The root costs as much again, and few who append ask for it.
pub fn completed(
    size: u64,
    leaf: &Sha256Digest,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Vec<Node>, MissingNode> {
    let mut node = Node {
        level: 0,
        index: size,
        hash: *leaf,
    };
    let mut nodes = vec![node];
    while node.index % 2 == 1 {
        let left = found(&lookup, node.level, node.index - 1)?;
        node = Node {
            level: node.level + 1,
            index: node.index / 2,
            hash: node_hash(&left, &node.hash),
        };
        nodes.push(node);
    }
    Ok(nodes)
}

/// The root of the first `size` leaves.
pub fn root(
    size: u64,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Sha256Digest, MissingNode> {
    range_root(0, size, &lookup)
}

/// The root over the leaves `start..end`, where `start` is a multiple of the
/// smallest power of two that is not less than the range's length. Such ranges
/// are what RFC 6962 splits a tree into.
pub(crate) fn range_root(
    start: u64,
    end: u64,
    lookup: &impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Sha256Digest, MissingNode> {
    let mut joined = None;
    // The range's length in binary names its complete subtrees; the smallest is
    // the rightmost, and everything to its left is joined onto it.
    for level in 0..64_u8 {
        if (end - start) >> level & 1 == 1 {
            let hash = found(lookup, level, (end >> level) - 1)?;
            joined = Some(match joined {
                Some(right) => node_hash(&hash, &right),
                None => hash,
            });
        }
    }
    Ok(joined.unwrap_or_else(empty_root))
}

fn found(
    lookup: &impl Fn(u8, u64) -> Option<Sha256Digest>,
    level: u8,
    index: u64,
) -> Result<Sha256Digest, MissingNode> {
    lookup(level, index).ok_or(MissingNode { level, index })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Store, ct_leaves, leaves, merkle_tree_hash};

    const CT_ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let mut store = Store::default();
        for (leaf, want) in ct_leaves().iter().zip(CT_ROOTS) {
            assert_eq!(store.push(leaf).to_hex(), want);
        }
    }

    #[test]
    fn incremental_root_equals_the_recursive_definition() {
        let all = leaves(300);
        let mut store = Store::default();
        assert_eq!(root(0, |_, _| None), Ok(merkle_tree_hash(&[])));
        for (before, leaf) in all.iter().enumerate() {
            assert_eq!(
                store.push(leaf),
                merkle_tree_hash(&all[..=before]),
                "size {}",
                before + 1
            );
        }
        for size in 0..=300_usize {
            let got = root(size as u64, |level, index| store.node(level, index));
            assert_eq!(got, Ok(merkle_tree_hash(&all[..size])), "old head {size}");
        }
    }

    #[test]
    fn a_lost_node_is_named() {
        let store = Store::of(&leaves(5));
        let without = |level, index| match (level, index) {
            (2, 0) => None,
            _ => store.node(level, index),
        };
        assert_eq!(root(5, without), Err(MissingNode { level: 2, index: 0 }));
        let leaf = leaves(6)[5];
        assert_eq!(
            append(5, &leaf, without),
            Err(MissingNode { level: 2, index: 0 })
        );
    }

    #[test]
    fn an_append_writes_only_what_it_completes() {
        let store = Store::of(&leaves(7));
        let eighth =
            append(7, &leaves(8)[7], |level, index| store.node(level, index)).expect("whole");
        let places: Vec<_> = eighth
            .nodes
            .iter()
            .map(|node| (node.level, node.index))
            .collect();
        assert_eq!(places, [(0, 7), (1, 3), (2, 1), (3, 0)]);
    }
}
