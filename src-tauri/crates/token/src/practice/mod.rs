//! Practice tokens: SoftHSM inside a workspace's folder, and nowhere else.
//!
//! SoftHSM learns from the file named by `SOFTHSM2_CONF` where its tokens are,
//! and falls back to the person's own. A process can't safely set a variable
//! for itself, so [`prepare_process`] starts the program anew with that
//! variable pointing at a file of its own in memory; [`point_at`] writes the
//! workspace's folder into it. Without either, nothing here loads SoftHSM.

mod config;
mod folder;
mod initialise;
mod listing;
mod process;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use config::point_at;
pub use folder::sync;
pub use initialise::init_token;
pub use listing::Listing;
pub use process::prepare_process;

use crate::{LoadError, Module};

/// Why practice tokens can't be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PracticeError {
    /// [`prepare_process`] was not called first in `main`: SoftHSM would open
    /// the person's own tokens.
    #[error("this process was not prepared for practice tokens")]
    Unprepared,

    /// Preparing the process failed.
    #[error("starting the program anew for practice tokens failed")]
    NotPrepared(#[source] io::Error),

    /// SoftHSM is not installed.
    #[error(
        "SoftHSM (libsofthsm2.so) is not installed; looked in {}",
        listed(searched)
    )]
    NotInstalled {
        /// Where it was looked for.
        searched: Vec<PathBuf>,
    },

    /// There is no folder to keep tokens in.
    #[error("the folder of practice tokens {} can't be opened", folder.display())]
    FolderAbsent {
        /// The folder.
        folder: PathBuf,
        /// What the system answered.
        #[source]
        source: io::Error,
    },

    /// SoftHSM's configuration can't hold this path.
    #[error("SoftHSM can't use the folder {}: its path {problem}", folder.display())]
    FolderUnusable {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with the path: "contains #".
        problem: &'static str,
    },

    /// SoftHSM's configuration could not be written.
    #[error("writing the configuration of SoftHSM failed")]
    NotWritten(#[source] io::Error),

    /// SoftHSM did not load.
    #[error("loading SoftHSM failed")]
    NotLoaded(#[source] LoadError),
}

fn listed(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}

/// Where Debian and its relatives put SoftHSM.
const MODULE_PATHS: [&str; 5] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// Where SoftHSM is installed.
pub fn module_path() -> Result<PathBuf, PracticeError> {
    let searched = MODULE_PATHS.map(PathBuf::from);
    let found = searched.iter().find(|path| path.is_file()).cloned();
    found.ok_or_else(|| PracticeError::NotInstalled {
        searched: searched.to_vec(),
    })
}

/// Loads SoftHSM with the tokens in `token_dir`, which must exist.
pub fn open(token_dir: &Path) -> Result<Module, PracticeError> {
    point_at(token_dir)?;
    Module::load_anew(&module_path()?).map_err(PracticeError::NotLoaded)
}

/// Turns a loaded SoftHSM to the tokens in another `token_dir`. Everything
/// opened through `module` before ends.
pub fn reopen(module: &Module, token_dir: &Path) -> Result<(), PracticeError> {
    point_at(token_dir)?;
    module.reinitialize().map_err(PracticeError::NotLoaded)
}
