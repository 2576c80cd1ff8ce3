//! The desk: what the window holds between two presses of a button.

use std::time::{SystemTime, UNIX_EPOCH};

use chancery_domain::Utc;

use crate::failure::Failure;

/// State shared by all commands.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The package's version.
    pub(crate) version: &'static str,
    /// The commit this was built from.
    pub(crate) build: &'static str,
}

impl Desk {
    /// A desk with nothing on it: no workspace is open, nobody is signed in.
    pub(crate) fn empty() -> Self {
        Self { version: env!("CARGO_PKG_VERSION"), build: env!("CHANCERY_BUILD") }
    }

    /// The machine's clock: the one place in the window that reads it.
    #[expect(clippy::unused_self, reason = "commands ask the desk for the time, not the machine")]
    pub(crate) fn now(&self) -> Result<Utc, Failure> {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .and_then(Utc::from_unix_millis)
            .ok_or_else(Failure::clock)
    }
}
