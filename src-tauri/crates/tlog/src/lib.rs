//! The shape of the log: RFC 6962 hashing, the Merkle tree and its proofs, and
//! the C2SP forms in which a tree head travels (signed notes and checkpoints).
//!
//! This crate does no input or output and knows no event. Whoever stores the
//! log hands in a look-up for the nodes that it kept; whoever signs hands in a
//! [`chancery_domain::SigningKey`].

pub mod checkpoint;
mod ecdsa;
pub mod frontier;
pub mod hash;
pub mod note;
pub mod proof;
#[cfg(test)]
mod reference;
pub mod tree;
pub mod verifier_key;
pub mod words;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use frontier::TreeBuilder;
pub use hash::{empty_root, leaf_hash, node_hash};
pub use note::{NoteError, NoteSignature, SignedNote, VerifiedNote, sign_note};
pub use proof::{
    ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};
pub use tree::{Appended, MissingNode, Node, append, root};
pub use verifier_key::{KeyId, KeyName, VerifierKey, VerifierKeyError};
pub use words::{from_pgp_words, pgp_words};
