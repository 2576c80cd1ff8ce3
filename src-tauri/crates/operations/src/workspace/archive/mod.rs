//! The file that a backup is: a tar whose first member names all others with their hashes,
//! encrypted on request.
//!
//! In it: the database as of one commit, sealed reports, and in a practice workspace the tokens
//! with their PINs. `publish/` is not: the next opening makes it anew from the ledger.

mod collect;
mod crypt;
mod manifest;
mod pack;
mod sound;
mod stream;
mod unpack;

pub(super) use collect::{Collected, collect};
pub use crypt::{BackupKey, Encryption};
pub(super) use crypt::{Sink, Source, Unlocking};
pub(super) use manifest::{FORMAT, Manifest, Member};
pub(super) use pack::pack;
pub(super) use sound::{Judged, judge};
pub(super) use stream::{Hashed, Steps};
pub(super) use unpack::{sync_folders, unpack};
