//! What the window shows and `--json` prints: one set of types for both.
//!
//! The TypeScript bindings in `ui/src/bindings` are generated from these.
//! Texts that depend on rules (scope sentences, failures) are written here in
//! Rust, in the language asked for; everything else travels as keys and values.

mod agent;
mod change;
mod confirmation;
mod csr;
mod draft;
mod facts;
mod failure;
mod import;
mod log;
mod officer;
mod policy;
mod report;
mod request;
mod retention;
mod scope;
mod session;
mod standing;
mod token;
mod workspace;

pub use agent::*;
pub use change::*;
pub use confirmation::*;
pub use csr::*;
pub use draft::*;
pub use facts::*;
pub use failure::*;
pub use import::*;
pub use log::*;
pub use officer::*;
pub use policy::*;
pub use report::*;
pub use request::*;
pub use retention::*;
pub use scope::*;
pub use session::*;
pub use standing::*;
pub use token::*;
pub use workspace::*;
