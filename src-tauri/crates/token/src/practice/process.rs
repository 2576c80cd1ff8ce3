//! The process's own SoftHSM configuration: a file in memory, inherited through
//! one re-execution. The kernel frees it with the process, also after a crash.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{self, Write},
    os::{
        fd::{AsRawFd, OwnedFd},
        unix::process::CommandExt,
    },
    path::PathBuf,
    process::{self, Command},
};

use rustix::fs::{MemfdFlags, memfd_create};

use super::{PracticeError, config};

const CONF: &str = "SOFTHSM2_CONF";
/// The process that was prepared. A child inherits the variable and the file,
/// but has another number: it must not write into its parent's configuration.
const PREPARED: &str = "CHANCERY_PREPARED_PROCESS";
const MEMFD_NAME: &str = "chancery-softhsm2";

/// Call this first in `main`: starts the program anew, with the same name and
/// arguments and in the same process, unless that was done already.
///
/// The new start has its own, empty SoftHSM configuration, and none of the
/// variables in `remove`: those by which others could drive a window, say.
/// Does not return when it succeeds in starting anew.
pub fn prepare_process(remove: &[&str]) -> Result<(), PracticeError> {
    let unwanted = remove.iter().any(|name| env::var_os(name).is_some());
    if configuration().is_some() && !unwanted {
        return Ok(());
    }
    // Once more would only come back here, for ever.
    if started_anew() && !unwanted {
        let message = "the program was started anew and its configuration is not there";
        return Err(PracticeError::NotPrepared(io::Error::other(message)));
    }
    Err(PracticeError::NotPrepared(start_anew(remove)))
}

fn started_anew() -> bool {
    env::var(PREPARED).is_ok_and(|number| number == process::id().to_string())
}

/// Where this process's configuration is; `None` if it was not prepared.
pub(super) fn configuration() -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(CONF)?);
    let target = fs::read_link(&path).ok()?;
    let in_memory = target
        .to_str()?
        .starts_with(&format!("/memfd:{MEMFD_NAME}"));
    (started_anew() && in_memory && path.starts_with("/proc/self/fd")).then_some(path)
}

/// Returns only if it fails.
fn start_anew(remove: &[&str]) -> io::Error {
    let (program, file) = match env::current_exe().and_then(|program| Ok((program, empty_file()?)))
    {
        Ok(both) => both,
        Err(error) => return error,
    };
    let mut arguments = env::args_os();
    let name = arguments.next().unwrap_or_else(|| program.clone().into());
    let mut command = Command::new(program);
    command
        .arg0(name)
        .args(arguments)
        .env(CONF, format!("/proc/self/fd/{}", file.as_raw_fd()))
        .env(PREPARED, process::id().to_string());
    for name in remove {
        command.env_remove(OsStr::new(name));
    }
    command.exec()
}

/// Not closed on exec: that is how it reaches the new start.
fn empty_file() -> io::Result<OwnedFd> {
    let file = memfd_create(MEMFD_NAME, MemfdFlags::empty())?;
    let mut file = fs::File::from(file);
    file.write_all(config::NOWHERE.as_bytes())?;
    Ok(file.into())
}
