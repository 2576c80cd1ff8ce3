//! What a token folder holds at one moment, so that only what changed is synced.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, Metadata},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// What a token folder held before a key was made.
///
/// Syncing the whole folder costs one flush of the disk for each key there is,
/// changed or not. A new key is new files, which this tells by their names and
/// not by a clock. It knows only of what this process changed since: what an
/// earlier one may have left unsynced takes a [`sync`](super::sync).
#[derive(Debug)]
pub struct Listing {
    folder: PathBuf,
    entries: BTreeMap<PathBuf, Stamp>,
}

/// Tells a file from what it was before. Folders are told by what is in them.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    is_folder: bool,
    written: Option<(u64, i64, i64)>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        let written = (metadata.size(), metadata.ctime(), metadata.ctime_nsec());
        Self {
            inode: metadata.ino(),
            is_folder: metadata.is_dir(),
            written: (!metadata.is_dir()).then_some(written),
        }
    }
}

impl Listing {
    /// Looks at `token_dir` and the folders in it.
    pub fn of(token_dir: &Path) -> io::Result<Self> {
        let mut entries = BTreeMap::new();
        look(token_dir, &mut entries)?;
        Ok(Self {
            folder: token_dir.to_owned(),
            entries,
        })
    }

    /// Makes durable what came, changed or went since: SoftHSM itself never
    /// calls fsync. Call it before a ledger speaks of the key.
    pub fn sync_changes(&self) -> io::Result<()> {
        let changes = self.changes_until(&Self::of(&self.folder)?);
        // Files first, then the folders that name them.
        for path in changes.files.iter().chain(&changes.folders) {
            match File::open(path) {
                Ok(file) => file.sync_all()?,
                // Another process took it away meanwhile: its folder is synced.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn changes_until(&self, now: &Self) -> Changes {
        let mut changes = Changes::default();
        for (path, stamp) in &now.entries {
            if self.entries.get(path) == Some(stamp) {
                continue;
            }
            changes.name_folder_of(path);
            if stamp.is_folder {
                changes.folders.insert(path.clone());
            } else {
                changes.files.insert(path.clone());
            }
        }
        let gone = self.entries.keys();
        for path in gone.filter(|path| !now.entries.contains_key(*path)) {
            changes.name_folder_of(path);
        }
        changes
    }
}

#[derive(Debug, Default)]
struct Changes {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Changes {
    fn name_folder_of(&mut self, path: &Path) {
        self.folders.extend(path.parent().map(Path::to_owned));
    }
}

fn look(folder: &Path, entries: &mut BTreeMap<PathBuf, Stamp>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            // Another process works in the folder, too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if metadata.is_dir() {
            look(&entry.path(), entries)?;
        }
        entries.insert(entry.path(), Stamp::of(&metadata));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One token with two keys; what `act` does to its folder.
    fn changes_of(act: impl FnOnce(&Path)) -> (Vec<String>, Vec<String>) {
        let dir = tempfile::tempdir().expect("a folder");
        let token = dir.path().join("token");
        fs::create_dir(&token).expect("made");
        for key in ["a", "b"] {
            fs::write(token.join(key), "key").expect("written");
        }
        let before = Listing::of(dir.path()).expect("listed");
        act(dir.path());
        let changes = before.changes_until(&Listing::of(dir.path()).expect("listed"));
        before.sync_changes().expect("synced");
        let names = |paths: BTreeSet<PathBuf>| {
            let inside = |path: PathBuf| {
                let path = path.strip_prefix(dir.path()).expect("inside").to_owned();
                path.display().to_string()
            };
            paths.into_iter().map(inside).collect()
        };
        (names(changes.files), names(changes.folders))
    }

    fn named<const N: usize>(names: [&str; N]) -> Vec<String> {
        names.map(str::to_owned).to_vec()
    }

    #[test]
    fn a_folder_that_nobody_touched_has_nothing_to_sync() {
        assert_eq!(changes_of(|_| {}), (vec![], vec![]));
    }

    #[test]
    fn a_new_key_and_its_folder_are_synced_and_no_other_key() {
        let changes = changes_of(|dir| fs::write(dir.join("token/c"), "key").expect("written"));
        assert_eq!(changes, (named(["token/c"]), named(["token"])));
    }

    #[test]
    fn a_key_that_went_has_its_folder_synced() {
        let changes = changes_of(|dir| fs::remove_file(dir.join("token/a")).expect("removed"));
        assert_eq!(changes, (vec![], named(["token"])));
    }

    #[test]
    fn a_key_that_was_put_in_the_place_of_another_is_synced() {
        let changes = changes_of(|dir| {
            fs::write(dir.join("token/c"), "yek").expect("written");
            fs::rename(dir.join("token/c"), dir.join("token/a")).expect("renamed");
        });
        assert_eq!(changes, (named(["token/a"]), named(["token"])));
    }

    #[test]
    fn a_key_that_grew_is_synced() {
        let changes = changes_of(|dir| fs::write(dir.join("token/a"), "longer").expect("written"));
        assert_eq!(changes, (named(["token/a"]), named(["token"])));
    }

    #[test]
    fn a_new_token_is_synced_whole_and_the_folder_that_names_it() {
        let changes = changes_of(|dir| {
            fs::create_dir(dir.join("new")).expect("made");
            fs::write(dir.join("new/a"), "key").expect("written");
        });
        assert_eq!(changes, (named(["new/a"]), named(["", "new"])));
    }
}
