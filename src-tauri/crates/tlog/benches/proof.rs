//! Proofs in a tree of 1,000,000 leaves, its nodes in memory, beside bare SHA-256 over as many
//! nodes.

#[allow(dead_code, reason = "this bench writes no file")]
#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_domain::Sha256Digest;
use chancery_tlog::{
    consistency_proof, inclusion_proof, leaf_hash, node_hash, root, verify_inclusion,
};
use criterion::Criterion;
use ratios::{Ratio, Run};

const LEAVES: u64 = 1_000_000;
/// Hashes in an audit path of that tree.
const PATH: usize = 20;

const RATIOS: [Ratio; 3] = [
    Ratio {
        path: "proof/inclusion among 1,000,000",
        beside: "proof/20 bare hashes",
    },
    Ratio {
        path: "proof/consistency with 999,999 of 1,000,000",
        beside: "proof/20 bare hashes",
    },
    Ratio {
        path: "proof/verification of an inclusion",
        beside: "proof/20 bare hashes",
    },
];

fn main() {
    let mut run = Run::begin();
    proofs(&mut run.criterion);
    run.end(&RATIOS);
}

fn proofs(criterion: &mut Criterion) {
    let tree = Tree::new();
    let node = |level, index| tree.node(level, index);
    let whole = root(LEAVES, node).expect("whole");
    let mut group = criterion.benchmark_group("proof");
    let mut index = 0;
    group.bench_function("inclusion among 1,000,000", |b| {
        b.iter(|| {
            // A step that is prime to the size: every leaf has its turn.
            index = (index + 618_033) % LEAVES;
            inclusion_proof(index, LEAVES, node).expect("in range")
        });
    });
    group.bench_function("consistency with 999,999 of 1,000,000", |b| {
        b.iter(|| consistency_proof(black_box(LEAVES - 1), LEAVES, node).expect("in range"));
    });
    let path = inclusion_proof(618_033, LEAVES, node).expect("in range");
    let leaf = tree.node(0, 618_033).expect("there");
    group.bench_function("verification of an inclusion", |b| {
        b.iter(|| verify_inclusion(&leaf, black_box(618_033), LEAVES, &whole, &path));
    });
    group.bench_function("20 bare hashes", |b| {
        b.iter(|| {
            (0..PATH).fold(leaf, |hash, _| {
                Sha256Digest::of(black_box(&[hash.0, whole.0].concat()))
            })
        });
    });
    group.finish();
}

/// The complete subtrees, level by level.
struct Tree {
    levels: Vec<Vec<Sha256Digest>>,
}

impl Tree {
    fn new() -> Self {
        let leaves = (0..LEAVES).map(|index| leaf_hash(&index.to_be_bytes()));
        let mut levels = vec![leaves.collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let (pairs, _) = below.as_chunks::<2>();
            let above = pairs.iter().map(|[left, right]| node_hash(left, right));
            levels.push(above.collect());
        }
        Self { levels }
    }

    fn node(&self, level: u8, index: u64) -> Option<Sha256Digest> {
        let index = usize::try_from(index).ok()?;
        self.levels.get(usize::from(level))?.get(index).copied()
    }
}
