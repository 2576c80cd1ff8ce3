//! SQLite: the event log and the tables that show its state, in one transaction.
//!
//! State changes in one way only: [`Writing::append`] records an event and projects it onto the
//! tables. Everything else reads. The guard rails here (append-only triggers, a sequence check,
//! STRICT tables) keep honest programs honest; the signatures over the tree are the security.
//!
//! This crate refuses to know how anything is signed or shown.

mod append;
mod audit;
mod backup;
mod blob;
mod error;
mod migrate;
mod open;
mod project;
pub mod read;
mod replay;
mod schema;
mod write;

pub use append::Appended;
pub use audit::{Fault, FaultCode, Recomputed, RecomputedCheckpoint};
pub use backup::Copying;
pub use blob::{Media, media};
pub use error::Error;
pub use migrate::Migration;
pub use open::{Ledger, Snapshot};
pub use read::Reading;
pub use write::Writing;

#[cfg(test)]
mod tests;
