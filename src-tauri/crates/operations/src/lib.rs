//! What a person can do, one function each; the only place where the crates meet.
//!
//! Every function takes the workspace, what the person gave, and the time. It gives a view, or
//! an [`Error`] that sorts into refused, unavailable or broken. The window and the CLI are two
//! ways to call the same functions.

mod calendar;
mod cell;
pub mod certificate;
pub mod change;
pub mod check;
pub mod checkpoint;
pub mod crl;
mod dating;
mod decide;
pub mod edge;
mod error;
mod export;
pub mod facts;
mod failure;
mod lock;
pub mod log;
pub mod ocsp;
pub mod officer;
pub mod overview;
mod pins;
pub mod places;
pub mod policy;
pub mod profile;
mod publish;
mod qr;
mod read;
mod record;
mod recover;
pub mod reminders;
pub mod report;
pub mod request;
pub mod retention;
pub mod review;
mod service;
pub mod standing;
mod together;
pub mod token;
mod tries;
pub mod view;
mod workspace;

pub use chancery_token::practice::prepare_process;
pub use chancery_token::{SoPin, TokenId, UserPin};
pub use error::Error;
pub use failure::titles as refusal_titles;
pub use pins::Pins;
pub use publish::write_file;
pub use read::record_read;
pub use tries::tell_of_pin_pads;
pub use workspace::{
    BackupKey, BackupRefusal, Encryption, KeyFault, Restoring, backup, inspect_damaged, rebuild,
    restore,
};
pub use workspace::{
    OnProgress, Opened, Parked, Paths, Workspace, create_practice, inspect, open, open_prepared,
    open_with,
};
