//! PAdES B-B seals: an incremental update behind a finished PDF document.
//!
//! The document arrives with everything visible already in it (signature
//! field, widget, structure element), so that sealing changes two objects,
//! adds one, and leaves each original byte where it was.

mod coverage;
mod read;
mod seal;
mod slot;
mod syntax;
mod update;

pub use coverage::Coverage;
pub use read::{ReadError, SealFound, read};
pub use seal::{CONTENTS_LEN, SealError, SealText, seal};
pub use slot::{Revisable, SealSlot, SlotError, XrefKind};
