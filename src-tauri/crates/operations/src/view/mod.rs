//! What the window shows and `--json` prints: one set of types for both.
//!
//! The TypeScript bindings in `ui/src/bindings` are generated from these.
//! Texts that depend on rules (scope sentences, failures) are written here in
//! Rust, in the language asked for; everything else travels as keys and values.

mod agent;
mod change;
mod csr;
mod failure;
mod import;
mod log;
mod officer;
mod report;
mod request;
mod retention;
mod scope;
mod token;
mod workspace;

pub use agent::*;
pub use change::*;
pub use csr::*;
pub use failure::*;
pub use import::*;
pub use log::*;
pub use officer::*;
pub use report::*;
pub use request::*;
pub use retention::*;
pub use scope::*;
pub use token::*;
pub use workspace::*;
