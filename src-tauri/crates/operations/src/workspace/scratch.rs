//! Places for what is being made: gone when the work ends, and known for what they are if the
//! program was killed in it.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use tempfile::{NamedTempFile, TempDir};

use crate::Error;

/// How a file's name begins while it is being written.
fn unfinished(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.unfinished-")
}

/// A file that is being written beside its place.
pub(super) struct Unfinished {
    file: NamedTempFile,
    path: PathBuf,
}

impl Unfinished {
    /// Begins it, and clears away what a program that was killed left of the same file.
    pub(super) fn begin(path: &Path) -> Result<Self, Error> {
        let path = std::path::absolute(path).map_err(Error::io("finding the folder of", path))?;
        refuse_taken(&path)?;
        let folder = path.parent().unwrap_or(&path);
        clear(folder, &unfinished(&path));
        let file = tempfile::Builder::new()
            .prefix(&unfinished(&path))
            .tempfile_in(folder)
            .map_err(Error::io("writing", &path))?;
        // Held until it is closed: by this, others see that somebody works on it.
        file.as_file()
            .try_lock()
            .map_err(io::Error::from)
            .map_err(Error::io("locking", file.path()))?;
        Ok(Self { file, path })
    }

    /// The place that it is to take.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Reads it from its beginning, through the file system and not what is still at hand.
    pub(super) fn read(&self) -> Result<File, Error> {
        File::open(self.file.path()).map_err(Error::io("reading", &self.path))
    }

    /// Lets it take its place, unless something came there meanwhile.
    pub(super) fn put(self) -> Result<PathBuf, Error> {
        let placed = self.file.persist_noclobber(&self.path);
        placed.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => Error::FolderTaken {
                path: self.path.clone(),
            },
            _ => Error::io("writing", &self.path)(error.error),
        })?;
        let folder = self.path.parent().unwrap_or(&self.path);
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::io("writing", &self.path))?;
        Ok(self.path)
    }
}

fn refuse_taken(path: &Path) -> Result<(), Error> {
    // Also a link that leads nowhere is something.
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io("writing", path)(error)),
        Ok(_) => Err(Error::FolderTaken {
            path: path.to_owned(),
        }),
    }
}

/// How a scratch folder's name begins.
const SCRATCH: &str = ".backup.unfinished-";
/// The file in it that is locked while somebody works there.
const HELD: &str = "held.lock";

/// A folder that only its owner may look into. Dropped, it goes.
pub(super) struct Scratch {
    folder: TempDir,
    _held: File,
}

impl Scratch {
    /// Makes one in `folder`, and clears away what a program that was killed left there.
    pub(super) fn within(folder: &Path) -> Result<Self, Error> {
        clear(folder, SCRATCH);
        let make = || -> io::Result<Self> {
            let folder = tempfile::Builder::new()
                .prefix(SCRATCH)
                .tempdir_in(folder)?;
            let held = File::create_new(folder.path().join(HELD))?;
            held.try_lock()?;
            Ok(Self {
                folder,
                _held: held,
            })
        };
        make().map_err(Error::io("making a folder in", folder))
    }

    /// An empty folder in it.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.folder.path().join(name);
        fs::create_dir(&path).map_err(Error::io("making the folder", &path))?;
        Ok(path)
    }
}

/// Removes what begins so and nobody works on. What can't be removed stands in no one's way.
fn clear(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !name.to_string_lossy().starts_with(prefix) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() && is_left(&path.join(HELD)) {
            let _ = fs::remove_dir_all(&path);
        } else if path.is_file() && is_left(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_left(held: &Path) -> bool {
    match File::open(held) {
        Ok(file) => !matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
        // A folder may be a moment old, and its lock to come; an empty one can stay.
        Err(_) => false,
    }
}
