//! Files that get their places together: one sync for all of them, where a sync for each would take
//! most of the time.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{Error, publish::stage};

/// Files that wait for one sync; each is open meanwhile.
const AT_ONCE: usize = 128;

/// Files of one folder, and of those in it, that wait for their places. None has its name before
/// its bytes are on the disk. Dropped, what waits goes.
#[derive(Debug)]
pub(crate) struct Together {
    path: PathBuf,
    /// Open from the beginning: what fails to be written from then on, its sync tells.
    folder: File,
    waiting: Vec<(NamedTempFile, PathBuf)>,
}

impl Together {
    pub(crate) fn within(folder: &Path) -> Result<Self, Error> {
        Ok(Self {
            path: folder.to_owned(),
            folder: File::open(folder).map_err(Error::io("opening", folder))?,
            waiting: Vec::new(),
        })
    }

    /// Writes a file beside its place, which it takes in its turn.
    pub(crate) fn write(&mut self, path: PathBuf, bytes: &[u8]) -> Result<(), Error> {
        let file = stage(&path, bytes, 0o644).map_err(Error::io("writing", &path))?;
        self.waiting.push((file, path));
        if self.waiting.len() >= AT_ONCE {
            self.settle()?;
        }
        Ok(())
    }

    /// Every file that was given has its place, durably.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        self.settle()?;
        self.sync()
    }

    fn settle(&mut self) -> Result<(), Error> {
        self.sync()?;
        for (file, path) in self.waiting.drain(..) {
            let put = file.persist(&path).map_err(|error| error.error);
            put.map_err(Error::io("writing", path))?;
        }
        Ok(())
    }

    fn sync(&self) -> Result<(), Error> {
        let synced = rustix::fs::syncfs(&self.folder).map_err(std::io::Error::from);
        synced.map_err(Error::io("writing", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_file_has_its_place_and_its_bytes_in_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut together = Together::within(folder.path()).expect("opened");
        let name = |number: usize| format!("{number:04}");
        let all = 0..2 * AT_ONCE + 7;
        for number in all.clone() {
            let path = folder.path().join(name(number));
            together
                .write(path, name(number).as_bytes())
                .expect("written");
        }
        together.finish().expect("finished");
        assert_eq!(names(folder.path()), all.map(name).collect::<Vec<_>>());
        let last = fs::read_to_string(folder.path().join("0262")).expect("there");
        assert_eq!(last, "0262");
    }

    #[test]
    fn what_waits_when_it_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("old"), "old").expect("written");
        let mut together = Together::within(folder.path()).expect("opened");
        for name in ["old", "new"] {
            let path = folder.path().join(name);
            together.write(path, b"new").expect("written");
        }
        drop(together);
        assert_eq!(names(folder.path()), ["old"]);
        let old = fs::read_to_string(folder.path().join("old")).expect("there");
        assert_eq!(old, "old");
    }
}
