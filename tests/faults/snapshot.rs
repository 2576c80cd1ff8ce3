//! A folder as it was: to lay out again, or to compare with.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Every file and folder below a folder, with contents and permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snapshot {
    entries: BTreeMap<PathBuf, Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    Folder,
    File { bytes: Vec<u8>, mode: u32 },
}

impl Snapshot {
    pub(crate) fn of(root: &Path) -> Self {
        let mut entries = BTreeMap::new();
        collect(root, root, &mut entries);
        Self { entries }
    }

    /// Makes the folder `root` like this; nothing may be there.
    pub(crate) fn lay_out(&self, root: &Path) {
        fs::create_dir(root).unwrap();
        for (path, entry) in &self.entries {
            let path = root.join(path);
            match entry {
                Entry::Folder => fs::create_dir(&path).unwrap(),
                Entry::File { bytes, mode } => {
                    fs::write(&path, bytes).unwrap();
                    fs::set_permissions(&path, fs::Permissions::from_mode(*mode)).unwrap();
                }
            }
        }
    }

    /// Nothing in the folder `root` has changed since.
    #[track_caller]
    pub(crate) fn assert_same(&self, root: &Path) {
        let now = Self::of(root);
        let paths = self.entries.keys().chain(now.entries.keys());
        let changed: Vec<_> = paths
            .filter(|path| self.entries.get(*path) != now.entries.get(*path))
            .collect();
        assert!(changed.is_empty(), "changed: {changed:?}");
    }
}

fn collect(root: &Path, folder: &Path, entries: &mut BTreeMap<PathBuf, Entry>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let short = path.strip_prefix(root).unwrap().to_owned();
        if path.is_dir() {
            entries.insert(short, Entry::Folder);
            collect(root, &path, entries);
        } else {
            let bytes = fs::read(&path).unwrap();
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            entries.insert(short, Entry::File { bytes, mode });
        }
    }
}
