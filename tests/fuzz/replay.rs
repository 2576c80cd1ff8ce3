//! What fuzzing found, once more, and a little fuzzing without an engine: the same
//! targets as under `make fuzz`, from a fixed seed, so that a failure comes again.

mod mutation;

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chancery_fuzz::TARGETS;
use mutation::Mutator;

/// Mutations of each target: a few seconds of all of them without optimisation.
const MUTATIONS: usize = 4_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fuzz")
}

/// The kept corpus of a target: a line of base64 an input.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let path = folder().join(format!("{target}.base64"));
    let text = fs::read_to_string(&path).expect("a corpus");
    let decode = |line| STANDARD.decode(line).expect("base64");
    let inputs: Vec<_> = text.lines().map(decode).collect();
    assert!(!inputs.is_empty(), "{target} has no corpus");
    inputs
}

#[test]
fn every_target_has_its_corpus() {
    let mut corpora: Vec<String> = fs::read_dir(folder())
        .expect("fixtures")
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| name.to_str()?.strip_suffix(".base64").map(str::to_owned))
        .collect();
    corpora.sort();
    let targets: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(corpora, targets);
}

#[test]
fn kept_corpus_passes() {
    for (name, target) in TARGETS {
        corpus(name).iter().for_each(|input| target(input));
    }
}

#[test]
fn mutations_of_the_corpus_pass() {
    for (at, (name, target)) in (1..).zip(TARGETS) {
        let mut mutator = Mutator::new(at, corpus(name));
        for _ in 0..MUTATIONS {
            target(&mutator.next());
        }
    }
}

/// The twin: bytes on which a target would not hold are seen to fail.
#[test]
#[should_panic(expected = "does not hold")]
fn input_on_which_something_does_not_hold_is_reached() {
    let mut mutator = Mutator::new(1, vec![vec![7; 4]]);
    for _ in 0..MUTATIONS {
        let input = mutator.next();
        assert_ne!(input.first(), Some(&6), "does not hold");
    }
}
