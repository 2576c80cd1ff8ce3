//! Why a module can't be loaded.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use cryptoki::error::Error as CryptokiError;

use crate::{Machine, Pkcs11Answer};

/// Why a file is not a module that we can use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// No file is there.
    #[error("no PKCS#11 module at {}", path.display())]
    NotFound {
        /// The path that was given.
        path: PathBuf,
    },

    /// The file can't be read.
    #[error("the PKCS#11 module {} can't be read", path.display())]
    Unreadable {
        /// The path that was given.
        path: PathBuf,
        /// What the system answered.
        #[source]
        source: io::Error,
    },

    /// The file is something else.
    #[error("{} is not a shared library", path.display())]
    NotSharedLibrary {
        /// The path that was given.
        path: PathBuf,
    },

    /// A module for another kind of machine.
    #[error("{} is built for {found}, this program for {ours}", path.display())]
    WrongArchitecture {
        /// The path that was given.
        path: PathBuf,
        /// What the file is built for.
        found: Machine,
        /// What this program is built for.
        ours: Machine,
    },

    /// The linker refused, for instance because a library that the module
    /// needs is missing.
    #[error("{} can't be linked: {reason}", path.display())]
    NotLinked {
        /// The path that was given.
        path: PathBuf,
        /// The linker's words.
        reason: String,
    },

    /// It starts only with a configuration that it did not find, as kryoptic, or with
    /// parameters of its own, behind a pointer that this program never makes: NSS's softokn
    /// does. p11-kit gives them to it.
    #[error(
        "the PKCS#11 module {} lacks its configuration, or wants parameters of its own \
         (then name it to p11-kit with x-init-reserved, and use p11-kit's module)",
        path.display()
    )]
    WantsParameters {
        /// The path that was given.
        path: PathBuf,
        /// What it answered.
        #[source]
        answer: Pkcs11Answer,
    },

    /// A shared library, but not of PKCS#11.
    #[error("{} has no {symbol}: it is not a PKCS#11 module", path.display())]
    NotPkcs11 {
        /// The path that was given.
        path: PathBuf,
        /// The function that every module has.
        symbol: &'static str,
    },

    /// A call to it does not return, so it can't be started anew.
    #[error("the PKCS#11 module {} is busy", path.display())]
    Busy {
        /// The path that was given.
        path: PathBuf,
    },

    /// It did not come back from a call, and was given up.
    #[error("the PKCS#11 module {} does not answer since {} seconds", path.display(), waited.as_secs())]
    Unresponsive {
        /// The path that was given.
        path: PathBuf,
        /// For how long it was waited for.
        waited: Duration,
    },

    /// It did not come back from its start (C_GetFunctionList, C_Initialize), and was given up. It
    /// goes on by itself, and is not started a second time beside that.
    #[error("the PKCS#11 module {} is starting since {} seconds", path.display(), waited.as_secs())]
    StartHangs {
        /// The path that was given.
        path: PathBuf,
        /// How long ago it was started.
        waited: Duration,
    },

    /// The module did not start.
    #[error("the PKCS#11 module {} refused to initialise", path.display())]
    InitialisationRefused {
        /// The path that was given.
        path: PathBuf,
        /// What it answered.
        #[source]
        answer: Pkcs11Answer,
    },
}

pub(crate) fn link_error(path: &Path, error: CryptokiError) -> LoadError {
    let path = path.to_owned();
    match error {
        CryptokiError::MissingSymbol(symbol) => LoadError::NotPkcs11 { path, symbol },
        CryptokiError::LibraryLoading(source) => LoadError::NotLinked {
            path,
            reason: source.to_string(),
        },
        other => LoadError::InitialisationRefused {
            path,
            answer: other.into(),
        },
    }
}
