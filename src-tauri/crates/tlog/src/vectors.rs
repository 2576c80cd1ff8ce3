//! The vectors that other implementations share, and every way in which those implementations
//! spoil them.

use chancery_domain::Sha256Digest;
use serde_json::Value;

use crate::{
    Head, TreeBuilder, consistency_proof, inclusion_proof, leaf_hash,
    reference::{Store, merkle_tree_hash},
    verify_consistency, verify_inclusion,
};

const REFERENCE: &str = include_str!("../../../../fixtures/tlog/reference.json");
const ARGON: &str = include_str!("../../../../fixtures/tlog/argon2020.json");

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("hexadecimal");
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(byte).collect()
}

fn digest(value: &Value) -> Sha256Digest {
    Sha256Digest(bytes(value).try_into().expect("32 bytes"))
}

fn digests(value: &Value) -> Vec<Sha256Digest> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(digest)
        .collect()
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// Something that no proof has.
fn garbage() -> Sha256Digest {
    Sha256Digest::of(b"garbage")
}

fn flipped(proof: &[Sha256Digest], bit: u8) -> Vec<Vec<Sha256Digest>> {
    let flip = |at: usize| {
        let mut bent = proof.to_vec();
        bent[at].0[0] ^= 1 << bit;
        bent
    };
    (0..proof.len()).map(flip).collect()
}

fn with(proof: &[Sha256Digest], more: Sha256Digest) -> [Vec<Sha256Digest>; 2] {
    [[proof, &[more]].concat(), [&[more], proof].concat()]
}

/// The case of an inclusion proof, and its spoilt ones.
#[derive(Clone)]
struct Inclusion {
    leaf: Sha256Digest,
    index: u64,
    head: Head,
    proof: Vec<Sha256Digest>,
}

impl Inclusion {
    fn holds(&self) -> bool {
        let Head { size, root } = &self.head;
        verify_inclusion(&self.leaf, self.index, *size, root, &self.proof).is_ok()
    }

    fn spoilt(&self) -> Vec<Self> {
        let Head { size, root } = self.head;
        let indexes = [self.index.wrapping_sub(1), self.index + 1, self.index ^ 2];
        let heads = [
            (size * 2, root),
            (size / 2, root),
            (size, crate::empty_root()),
            (size, garbage()),
        ];
        let mut proofs = flipped(&self.proof, 3);
        proofs.extend(with(&self.proof, garbage()));
        proofs.extend(with(&self.proof, root));
        if let [first, rest @ ..] = &self.proof[..] {
            proofs.push(self.proof[..rest.len()].to_vec());
            proofs.push([&[*first, garbage()], rest].concat());
        }
        let mut all = vec![Self {
            leaf: garbage(),
            ..self.clone()
        }];
        all.extend(indexes.map(|index| Self {
            index,
            ..self.clone()
        }));
        all.extend(heads.map(|(size, root)| Self {
            head: Head { size, root },
            ..self.clone()
        }));
        all.extend(proofs.into_iter().map(|proof| Self {
            proof,
            ..self.clone()
        }));
        all
    }
}

/// The case of a consistency proof, and its spoilt ones.
#[derive(Clone)]
struct Consistency {
    old: Head,
    head: Head,
    proof: Vec<Sha256Digest>,
}

impl Consistency {
    fn holds(&self) -> bool {
        let (old, head) = (&self.old, &self.head);
        verify_consistency(old.size, &old.root, head.size, &head.root, &self.proof).is_ok()
    }

    fn spoilt(&self) -> Vec<Self> {
        let (old, head) = (self.old, self.head);
        let sizes = [old.size - 1, old.size + 1, old.size ^ 2];
        let heads = [
            (head.size * 2, head.root),
            (head.size / 2, head.root),
            (head.size, garbage()),
            (head.size, old.root),
        ];
        let mut proofs = flipped(&self.proof, 4);
        for more in [garbage(), old.root, head.root, self.proof[0]] {
            proofs.extend(with(&self.proof, more));
        }
        proofs.push(vec![]);
        proofs.push(self.proof[..self.proof.len() - 1].to_vec());
        let mut all: Vec<Self> = sizes
            .map(|size| (size, old.root))
            .into_iter()
            .chain([(old.size, garbage()), (old.size, head.root)])
            .map(|(size, root)| Self {
                old: Head { size, root },
                ..self.clone()
            })
            .collect();
        all.extend(heads.map(|(size, root)| Self {
            head: Head { size, root },
            ..self.clone()
        }));
        all.extend(proofs.into_iter().map(|proof| Self {
            proof,
            ..self.clone()
        }));
        all
    }
}

struct Reference {
    leaves: Vec<Sha256Digest>,
    roots: Vec<Sha256Digest>,
    inclusion: Vec<Inclusion>,
    consistency: Vec<Consistency>,
}

fn reference() -> Reference {
    let read = read(REFERENCE);
    let list = |name: &str| read[name].as_array().expect("a list").clone();
    let leaves: Vec<_> = list("entries")
        .iter()
        .map(|entry| leaf_hash(&bytes(entry)))
        .collect();
    let roots: Vec<_> = list("roots").iter().map(digest).collect();
    let head = |value: &Value| Head {
        size: number(value),
        root: roots[number(value) as usize - 1],
    };
    let inclusion = list("inclusion")
        .iter()
        .map(|case| Inclusion {
            leaf: leaves[number(&case["index"]) as usize],
            index: number(&case["index"]),
            head: head(&case["size"]),
            proof: digests(&case["proof"]),
        })
        .collect();
    let consistency = list("consistency")
        .iter()
        .map(|case| Consistency {
            old: head(&case["old"]),
            head: head(&case["size"]),
            proof: digests(&case["proof"]),
        })
        .collect();
    Reference {
        leaves,
        roots,
        inclusion,
        consistency,
    }
}

#[test]
fn reference_vectors_are_recomputed() {
    let reference = reference();
    assert_eq!(
        (reference.inclusion.len(), reference.consistency.len()),
        (5, 4)
    );
    let mut builder = TreeBuilder::new();
    for (at, leaf) in reference.leaves.iter().enumerate() {
        builder.push(*leaf);
        assert_eq!(builder.root(), reference.roots[at]);
        assert_eq!(
            merkle_tree_hash(&reference.leaves[..=at]),
            reference.roots[at]
        );
    }
    let store = Store::of(&reference.leaves);
    let node = |level, index| store.node(level, index);
    for case in &reference.inclusion {
        let made = inclusion_proof(case.index, case.head.size, node).expect("in range");
        assert_eq!(made, case.proof);
        assert!(case.holds());
    }
    for case in &reference.consistency {
        let made = consistency_proof(case.old.size, case.head.size, node).expect("in range");
        assert_eq!(made, case.proof);
        assert!(case.holds());
    }
}

#[test]
fn every_spoilt_vector_is_refused() {
    let reference = reference();
    let mut count = 0;
    for case in &reference.inclusion {
        for (at, spoilt) in case.spoilt().iter().enumerate() {
            assert!(
                !spoilt.holds(),
                "leaf {} of {}, {at}",
                case.index,
                case.head.size
            );
            count += 1;
        }
    }
    // The empty proof of a tree in itself has nothing to spoil.
    let consistency = reference.consistency.iter();
    for case in consistency.filter(|case| !case.proof.is_empty()) {
        for (at, spoilt) in case.spoilt().iter().enumerate() {
            assert!(
                !spoilt.holds(),
                "{} in {}, {at}",
                case.old.size,
                case.head.size
            );
            count += 1;
        }
    }
    assert!(count > 130, "{count}");
}

#[test]
fn proofs_of_a_public_log_of_961984011_entries_hold() {
    let read = read(ARGON);
    let head = Head {
        size: number(&read["size"]),
        root: digest(&read["root"]),
    };
    let inclusion = Inclusion {
        leaf: digest(&read["leaf"]),
        index: number(&read["index"]),
        head,
        proof: digests(&read["inclusion"]),
    };
    let consistency = Consistency {
        old: Head {
            size: number(&read["old"]),
            root: digest(&read["old_root"]),
        },
        head,
        proof: digests(&read["consistency"]),
    };
    assert!(inclusion.holds() && consistency.holds());
    assert!(inclusion.spoilt().iter().all(|spoilt| !spoilt.holds()));
    assert!(consistency.spoilt().iter().all(|spoilt| !spoilt.holds()));
}
