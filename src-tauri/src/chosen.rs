//! The file of requests that a person chose: what was shown of it is what is submitted, whatever
//! becomes of the file meanwhile.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chancery_operations::Error;

use crate::file;

/// State shared by the commands over a file of requests.
#[derive(Debug, Default)]
pub(crate) struct Chosen(Mutex<Option<Read>>);

/// A file as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What it said then.
    pub(crate) bytes: Vec<u8>,
}

impl Chosen {
    /// Reads a file and keeps it in place of the one before.
    pub(crate) fn read(&self, path: PathBuf) -> Result<Read, Error> {
        let bytes = file::read(&path)?;
        let read = Read { path, bytes };
        *self.kept() = Some(read.clone());
        Ok(read)
    }

    /// The file as it was read last.
    pub(crate) fn shown(&self) -> Result<Read, Error> {
        self.kept().clone().ok_or_else(|| Error::NoSuch {
            what: "file",
            id: String::new(),
        })
    }

    fn kept(&self) -> MutexGuard<'_, Option<Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
