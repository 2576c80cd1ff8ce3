//! Locks between processes, for work that no transaction can span because a token takes part.

use std::{
    fs::{File, TryLockError},
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use crate::{Error, workspace::Paths};

/// As long as the ledger waits for its own lock.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(10);

/// A lock that is held. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Held {
    _file: File,
}

/// A lock of a workspace.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Over issuing, from the intent to the commit: who finds an open intent while holding it
    /// knows that nobody is working on that intent.
    pub(crate) fn issuing(paths: &Paths) -> Self {
        Self {
            path: paths.root().join("issuing.lock"),
        }
    }

    /// Over submitting, from the intent of a key to the request that names it: who finds an
    /// intended key, or one without a request, while holding it knows that nobody needs it.
    pub(crate) fn submitting(paths: &Paths) -> Self {
        Self {
            path: paths.root().join("submitting.lock"),
        }
    }

    /// Over signing lists, from the number to the file in its place: numbers and files keep one
    /// order, and a higher number never says less. Over a report's file likewise: who finds a
    /// file that waits for its place while holding it knows that nobody will put it there.
    pub(crate) fn publishing(paths: &Paths) -> Self {
        Self {
            path: paths.root().join("publishing.lock"),
        }
    }

    /// Over `publish/log`, from reading the newest checkpoint to the file in its place.
    pub(crate) fn publishing_log(paths: &Paths) -> Self {
        Self {
            path: paths.root().join("publishing-log.lock"),
        }
    }

    /// Over the files of practice tokens, while SoftHSM reads them all or writes any, which it
    /// does at each log-in and with each key: a process that reads what another writes finds no
    /// token, or gets CKR_GENERAL_ERROR.
    pub(crate) fn practice_tokens(paths: &Paths) -> Self {
        Self {
            path: paths.root().join("tokens.lock"),
        }
    }

    /// Waits for it, but not for ever: the other process may hang in its token.
    pub(crate) fn wait(&self) -> Result<Held, Error> {
        let since = Instant::now();
        loop {
            match self.take()? {
                Some(held) => return Ok(held),
                None if since.elapsed() > PATIENCE => return Err(Error::Busy),
                None => thread::sleep(PAUSE),
            }
        }
    }

    /// Takes it if nobody has it.
    pub(crate) fn take(&self) -> Result<Option<Held>, Error> {
        let open = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path);
        let file = open.map_err(Error::io("opening", &self.path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Held { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io("locking", &self.path)(error)),
        }
    }
}
