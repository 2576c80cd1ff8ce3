//! A folder of tiles, bundles and a checkpoint (C2SP tlog-tiles), on a disk.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use chancery_tlog::Resource;

use super::LogRefusal;
use crate::{Error, publish::clear_leftovers, together::Together};

/// The name of the checkpoint in it.
pub(crate) const CHECKPOINT: &str = "checkpoint";
/// The folder with everything that never changes.
pub(super) const TILES: &str = "tile";
/// The folder with time stamps, and the checkpoints that they are over.
pub(super) const TIME_STAMPS: &str = "timestamps";

/// Fills a folder with files that never change. What is there already stays, if it is the same;
/// no file has its name before its bytes are on the disk.
#[derive(Debug)]
pub(super) struct Filling {
    folder: PathBuf,
    /// Nobody else fills it meanwhile; `None` where the medium knows no locks.
    _held: Option<File>,
    /// Folders in which what an interrupted export left was looked for.
    cleared: BTreeSet<PathBuf>,
    waiting: Together,
    /// Folders of partial files whose full one is there.
    superseded: Vec<PathBuf>,
    /// Files written.
    pub(super) written: u64,
    /// Files that were there.
    pub(super) kept: u64,
}

impl Filling {
    /// Begins to fill `folder`, which is made. What an export that was interrupted left half
    /// written goes.
    pub(super) fn begin(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(Error::io("making", folder))?;
        let held = hold(folder)?;
        clear_leftovers(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            _held: held,
            cleared: BTreeSet::new(),
            waiting: Together::within(folder)?,
            superseded: Vec::new(),
            written: 0,
            kept: 0,
        })
    }

    /// Puts a tile or a bundle in its place. Refused if another one is there.
    pub(super) fn keep(&mut self, resource: Resource, bytes: &[u8]) -> Result<(), Error> {
        self.keep_file(&resource.to_string(), bytes)?;
        let partial = partials(&self.folder, resource);
        self.superseded.extend(partial.filter(|path| path.is_dir()));
        Ok(())
    }

    /// Puts a file in its place. Refused if another one is there.
    pub(super) fn keep_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(name);
        match fs::read(&path) {
            Ok(there) if there == bytes => self.kept += 1,
            Ok(_) => return Err(LogRefusal::Differs { file: path }.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => self.add(path, bytes)?,
            Err(error) => return Err(Error::io("reading", path)(error)),
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf, bytes: &[u8]) -> Result<(), Error> {
        let within = path.parent().expect("what is kept lies in a folder");
        if self.cleared.insert(within.to_owned()) {
            clear_leftovers(within)?;
        }
        self.waiting.write(path, bytes)?;
        self.written += 1;
        Ok(())
    }

    /// Everything that was given has its name, durably.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        self.waiting.finish()
    }

    /// Takes away the partial files that no one needs any more. Only when a checkpoint is in its
    /// place: "MAY delete any partial tile once the corresponding full tile is [...] available".
    pub(super) fn tidy(self) -> Result<(), Error> {
        remove_all(&self.superseded)
    }
}

/// Two exports that fill one folder would take each other's half-written files for leftovers.
fn hold(folder: &Path) -> Result<Option<File>, Error> {
    let file = File::open(folder).map_err(Error::io("opening", folder))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Busy),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Where the partial forms of a full file lie; nothing for a partial one.
pub(super) fn partials(folder: &Path, resource: Resource) -> impl Iterator<Item = PathBuf> {
    let full = match resource {
        Resource::Tile(tile) => tile.is_full(),
        Resource::Bundle(bundle) => bundle.is_full(),
    };
    let path = folder.join(format!("{resource}.p"));
    full.then_some(path).into_iter()
}

/// Removes folders, whether they are there or not.
pub(super) fn remove_all(folders: &[PathBuf]) -> Result<(), Error> {
    for folder in folders {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::io("removing", folder)(error));
            }
            _ => {}
        }
    }
    Ok(())
}
