//! What the tests are told in: the real window, the command line, the process
//! table and the repository, each with methods in a person's words.
//!
//! Nothing here skips. A program, a display server or a checker that is missing
//! fails the test and says what to install.

pub mod artefacts;
pub mod built;
pub mod cli;
mod dialog;
pub mod display;
pub mod driver;
pub mod group;
pub mod netns;
mod page;
pub mod practice;
pub mod processes;
pub mod repository;
pub mod sockets;
pub mod stamping;
pub mod stranger;
pub mod wait;
pub mod window;

pub use cli::Cli;
pub use practice::Practice;
pub use stranger::Stranger;
pub use window::{Opening, Window};
