//! Inclusion and consistency proofs: RFC 6962, sections 2.1.1 and 2.1.2; checked
//! by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.

use chancery_domain::Sha256Digest;

use crate::hash::{empty_root, node_hash};
use crate::tree::{MissingNode, range_root};

/// Why a proof was not made, or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The asked leaf or size lies beyond the tree.
    #[error("{asked} lies outside a tree of {size} leaves")]
    OutOfRange {
        /// The leaf's index, or the older size.
        asked: u64,
        /// The tree's size.
        size: u64,
    },
    /// The store lacks a node.
    #[error("a node for the proof could not be read")]
    Missing(#[source] MissingNode),
    /// The proof has more or fewer hashes than its place demands.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Mismatch,
}

/// The audit path of leaf `index` in a tree of `size` leaves, leaf end first.
pub fn inclusion_proof(
    index: u64,
    size: u64,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Vec<Sha256Digest>, ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { asked: index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let (sibling, next) = halves(start, end, index);
        path.push(range_root(sibling.0, sibling.1, &lookup).map_err(ProofError::Missing)?);
        (start, end) = next;
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `old` leaves is a prefix of the tree of `size`.
/// Empty when they are the same tree, or the old one has no leaves.
pub fn consistency_proof(
    old: u64,
    size: u64,
    lookup: impl Fn(u8, u64) -> Option<Sha256Digest>,
) -> Result<Vec<Sha256Digest>, ProofError> {
    if old > size {
        return Err(ProofError::OutOfRange { asked: old, size });
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end != old {
        let (sibling, next) = halves(start, end, old - 1);
        proof.push(range_root(sibling.0, sibling.1, &lookup).map_err(ProofError::Missing)?);
        (start, end) = next;
    }
    // The verifier holds the old root; only another subtree must be told.
    if start != 0 {
        proof.push(range_root(start, end, &lookup).map_err(ProofError::Missing)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` is at `index` in the tree of `size` leaves under `root`.
pub fn verify_inclusion(
    leaf: &Sha256Digest,
    index: u64,
    size: u64,
    root: &Sha256Digest,
    path: &[Sha256Digest],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { asked: index, size });
    }
    let mut climb = Climb {
        node: index,
        last: size - 1,
    };
    let mut hash = *leaf;
    for sibling in path {
        hash = match climb.step()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    climb.finish()?;
    expect_equal(&hash, root)
}

/// Checks that the tree of `old` leaves under `old_root` is a prefix of the tree
/// of `size` leaves under `root`.
pub fn verify_consistency(
    old: u64,
    old_root: &Sha256Digest,
    size: u64,
    root: &Sha256Digest,
    proof: &[Sha256Digest],
) -> Result<(), ProofError> {
    if old > size {
        return Err(ProofError::OutOfRange { asked: old, size });
    }
    if old == 0 || old == size {
        let expected = if old == 0 { empty_root() } else { *root };
        expect_equal(old_root, &expected)?;
        return if proof.is_empty() {
            Ok(())
        } else {
            Err(ProofError::Length)
        };
    }
    // An old tree that is one complete subtree is left out of the proof.
    let mut siblings = proof.iter();
    let seed = if old.is_power_of_two() {
        Some(old_root)
    } else {
        siblings.next()
    };
    let seed = *seed.ok_or(ProofError::Length)?;
    let mut climb = Climb::to_complete_subtree(old - 1, size - 1);
    let (mut old_hash, mut hash) = (seed, seed);
    for sibling in siblings {
        match climb.step()? {
            Side::Left => {
                old_hash = node_hash(sibling, &old_hash);
                hash = node_hash(sibling, &hash);
            }
            Side::Right => hash = node_hash(&hash, sibling),
        }
    }
    climb.finish()?;
    expect_equal(&old_hash, old_root)?;
    expect_equal(&hash, root)
}

/// The way up from a node (`fn` and `sn` of RFC 9162), level by level.
struct Climb {
    node: u64,
    /// The last node of the same level.
    last: u64,
}

/// On which side of the climbing node the next sibling stands.
enum Side {
    Left,
    Right,
}

impl Climb {
    /// Starts at the root of the last complete subtree that ends in leaf `node`.
    fn to_complete_subtree(node: u64, last: u64) -> Self {
        let levels = node.trailing_ones();
        Self {
            node: node >> levels,
            last: last >> levels,
        }
    }

    fn step(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::Length);
        }
        let side = if self.node % 2 == 1 || self.node == self.last {
            // A node at the ragged right edge has no sibling for some levels.
            while self.node.is_multiple_of(2) && self.node != 0 {
                self.up();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.up();
        Ok(side)
    }

    fn up(&mut self) {
        (self.node, self.last) = (self.node >> 1, self.last >> 1);
    }

    fn finish(self) -> Result<(), ProofError> {
        if self.last == 0 {
            Ok(())
        } else {
            Err(ProofError::Length)
        }
    }
}

/// The two halves of `start..end`: the one without leaf `index`, the one with it.
fn halves(start: u64, end: u64, index: u64) -> ((u64, u64), (u64, u64)) {
    let left_width = 1 << (63 - (end - start - 1).leading_zeros());
    let split = start + left_width;
    let (left, right) = ((start, split), (split, end));
    if index < split {
        (right, left)
    } else {
        (left, right)
    }
}

fn expect_equal(hash: &Sha256Digest, expected: &Sha256Digest) -> Result<(), ProofError> {
    if hash == expected {
        Ok(())
    } else {
        Err(ProofError::Mismatch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Store, ct_leaves, leaves, merkle_tree_hash};

    fn hex(proof: &[Sha256Digest]) -> Vec<String> {
        proof.iter().map(|hash| hash.to_hex()).collect()
    }

    #[test]
    fn proofs_are_those_of_certificate_transparency() {
        let store = Store::of(&ct_leaves());
        let node = |level, index| store.node(level, index);
        assert_eq!(
            hex(&inclusion_proof(0, 8, node).expect("in range")),
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        );
        assert_eq!(
            hex(&consistency_proof(6, 8, node).expect("in range")),
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        );
    }

    #[test]
    fn every_leaf_proves_its_inclusion_and_no_other_place() {
        let all = leaves(40);
        let store = Store::of(&all);
        for size in 1..=40_u64 {
            let root = merkle_tree_hash(&all[..size as usize]);
            for index in 0..size {
                let leaf = &all[index as usize];
                let path = inclusion_proof(index, size, |l, i| store.node(l, i)).expect("in range");
                assert_eq!(verify_inclusion(leaf, index, size, &root, &path), Ok(()));
                for other in (0..size).filter(|other| *other != index) {
                    assert!(verify_inclusion(leaf, other, size, &root, &path).is_err());
                }
                let mut long = path.clone();
                long.push(root);
                assert!(verify_inclusion(leaf, index, size, &root, &long).is_err());
            }
        }
    }

    #[test]
    fn every_older_tree_proves_to_be_a_prefix() {
        let all = leaves(40);
        let store = Store::of(&all);
        let head = |size: u64| merkle_tree_hash(&all[..size as usize]);
        for size in 0..=40 {
            for old in 0..=size {
                let proof =
                    consistency_proof(old, size, |l, i| store.node(l, i)).expect("in range");
                let check =
                    |old_root: &Sha256Digest, root: &Sha256Digest, proof: &[Sha256Digest]| {
                        verify_consistency(old, old_root, size, root, proof)
                    };
                assert_eq!(
                    check(&head(old), &head(size), &proof),
                    Ok(()),
                    "{old} in {size}"
                );
                assert!(
                    check(&leaves(99)[98], &head(size), &proof).is_err(),
                    "{old} in {size}"
                );
                for at in 0..proof.len() {
                    let mut bent = proof.clone();
                    bent[at].0[0] ^= 1;
                    assert!(check(&head(old), &head(size), &bent).is_err());
                    assert!(check(&head(old), &head(size), &proof[..at]).is_err());
                }
            }
        }
    }

    #[test]
    fn nothing_beyond_the_tree_can_be_proved() {
        let none = |_, _| None;
        assert_eq!(
            inclusion_proof(3, 3, none),
            Err(ProofError::OutOfRange { asked: 3, size: 3 })
        );
        assert_eq!(
            consistency_proof(4, 3, none),
            Err(ProofError::OutOfRange { asked: 4, size: 3 })
        );
    }
}
