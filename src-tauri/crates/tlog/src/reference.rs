//! For tests: the tree as RFC 6962 defines it, recursively and without haste,
//! and the eight entries of the certificate-transparency test vectors.

use std::collections::HashMap;

use chancery_domain::Sha256Digest;

use crate::{append, empty_root, leaf_hash, node_hash};

/// MTH of RFC 6962, section 2.1.
pub(crate) fn merkle_tree_hash(leaves: &[Sha256Digest]) -> Sha256Digest {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&merkle_tree_hash(left), &merkle_tree_hash(right))
        }
    }
}

/// Distinct leaves, as many as asked.
pub(crate) fn leaves(count: u64) -> Vec<Sha256Digest> {
    (0..count)
        .map(|index| leaf_hash(&index.to_be_bytes()))
        .collect()
}

/// The entries used by the certificate-transparency code since 2012.
pub(crate) fn ct_leaves() -> Vec<Sha256Digest> {
    let entries = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    entries.iter().map(|text| leaf_hash(&bytes(text))).collect()
}

/// A node store as the ledger keeps it.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) size: u64,
    nodes: HashMap<(u8, u64), Sha256Digest>,
}

impl Store {
    pub(crate) fn of(leaves: &[Sha256Digest]) -> Self {
        let mut store = Self::default();
        for leaf in leaves {
            store.push(leaf);
        }
        store
    }

    pub(crate) fn push(&mut self, leaf: &Sha256Digest) -> Sha256Digest {
        let appended = append(self.size, leaf, |level, index| self.node(level, index))
            .expect("the store holds every complete subtree");
        self.size = appended.size;
        for node in appended.nodes {
            let before = self.nodes.insert((node.level, node.index), node.hash);
            assert_eq!(before, None, "no node is ever written twice");
        }
        appended.root
    }

    pub(crate) fn node(&self, level: u8, index: u64) -> Option<Sha256Digest> {
        self.nodes.get(&(level, index)).copied()
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).expect("hexadecimal") as u8;
    hex.as_bytes()
        .chunks(2)
        .map(|pair| digit(pair[0]) * 16 + digit(pair[1]))
        .collect()
}
