//! The desk: what the window holds between two presses of a button.

use std::{
    env,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use chancery_domain::Utc;
use chancery_operations::view::Failure;

use crate::failure;

/// State shared by all commands: no workspace is open yet, nobody is signed in.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The package's version.
    pub(crate) version: &'static str,
    /// The first 8 hex digits of the commit this was built from.
    pub(crate) build: &'static str,
    /// Where a practice workspace is made unless the person says otherwise.
    pub(crate) practice_dir: PathBuf,
    language: Mutex<String>,
}

impl Desk {
    /// A desk with nothing on it.
    pub(crate) fn empty() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            build: env!("CHANCERY_BUILD"),
            practice_dir: data_folder().join("chancery").join("practice"),
            language: Mutex::new("en".to_owned()),
        }
    }

    /// Texts are written in this language from now on: `en` or `de`.
    pub(crate) fn speak(&self, language: String) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// The machine's clock: the one place in the window that reads it.
    pub(crate) fn now(&self) -> Result<Utc, Failure> {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .and_then(Utc::from_unix_millis)
            .ok_or_else(failure::clock_unusable)
    }
}

/// The person's data directory, by the XDG base directory specification: a
/// relative path in the variable is invalid and counts as unset.
fn data_folder() -> PathBuf {
    let named = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_else(|| "/".into()));
    named.unwrap_or_else(|| home().join(".local/share"))
}
