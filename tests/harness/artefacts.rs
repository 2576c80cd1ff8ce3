//! What a run leaves behind to be looked at: pictures and logs.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::built;

/// Where artefacts go: `CHANCERY_ARTEFACTS`, else `target/artefacts`.
pub fn folder() -> PathBuf {
    let folder = env::var_os("CHANCERY_ARTEFACTS")
        .map_or_else(|| built::target().join("artefacts"), PathBuf::from);
    fs::create_dir_all(&folder).unwrap_or_else(|problem| panic!("{}: {problem}", folder.display()));
    folder
}

/// Keeps `bytes` as `name`, in place of what an earlier run left there.
pub fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))
        .and_then(|()| fs::write(&path, bytes))
        .unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    path
}
