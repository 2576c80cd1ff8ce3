//! The shape of the log: RFC 6962 hashing, the Merkle tree and its proofs, and
//! the C2SP forms in which it travels: signed notes and checkpoints, tiles and
//! entry bundles, what a witness is asked and answers, receipts.
//!
//! This crate does no input or output and knows no event. Whoever stores the
//! log hands in a look-up for the nodes that it kept; whoever signs hands in a
//! [`chancery_domain::SigningKey`].

pub mod checkpoint;
pub mod cosignature;
mod ecdsa;
pub mod frontier;
pub mod hash;
mod line;
pub mod note;
pub mod proof;
pub mod receipt;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod throwaway;
pub mod tile;
pub mod tree;
#[cfg(test)]
mod vectors;
pub mod verifier_key;
pub mod witness;
pub mod words;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use frontier::TreeBuilder;
pub use hash::{empty_root, leaf_hash, node_hash};
pub use note::{NoteError, NoteSignature, SignedNote, VerifiedNote, sign_note};
pub use proof::{
    ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};
pub use receipt::{Proved, Receipt, ReceiptError};
pub use tile::{Bundle, Resource, Tile, Tiler};
pub use tree::{Appended, MissingNode, Node, append, completed, root};
pub use verifier_key::{KeyId, KeyName, SignatureType, VerifierKey, VerifierKeyError};
pub use witness::{AddCheckpoint, Consistent, Cosigned, Followed, Head, WitnessError};
pub use words::{from_pgp_words, pgp_words};
