//! Where a person's workspaces are: the default practice folder, and those opened before.

use std::{
    env,
    path::{Path, PathBuf},
};

use chancery_domain::Utc;
use serde::{Deserialize, Serialize};

use crate::{Error, Workspace, publish::write_atomically, view::RecentWorkspace};

/// Workspaces that are remembered.
const REMEMBERED: usize = 8;

/// The person's data directory, by the XDG base directory specification: a relative path in the
/// variable is invalid and counts as unset.
fn data_folder() -> PathBuf {
    let named = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_else(|| "/".into()));
    named
        .unwrap_or_else(|| home().join(".local/share"))
        .join("chancery")
}

/// Where a practice workspace is made unless the person says otherwise.
pub fn practice_folder() -> PathBuf {
    data_folder().join("practice")
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    name: String,
    trust_domain: String,
    path: PathBuf,
    opened_at: Utc,
}

fn memory() -> PathBuf {
    data_folder().join("recent.json")
}

fn remembered() -> Vec<Remembered> {
    // A memory that can't be read is an empty one: it is a convenience, not a record.
    std::fs::read(memory())
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Workspaces opened before, newest first.
pub fn recent() -> Vec<RecentWorkspace> {
    let rows = remembered().into_iter().map(|row| RecentWorkspace {
        name: row.name,
        trust_domain: row.trust_domain,
        present: row.path.join("chancery.db").is_file(),
        path: row.path.display().to_string(),
        opened_at: row.opened_at.to_string(),
    });
    rows.collect()
}

/// Remembers a workspace as the newest.
pub fn remember(workspace: &Workspace, now: Utc) -> Result<(), Error> {
    let path: &Path = workspace.paths.root();
    let mut rows = remembered();
    rows.retain(|row| row.path != path);
    rows.insert(
        0,
        Remembered {
            name: workspace.founding.entity.organisation.name.clone(),
            trust_domain: workspace.founding.trust_domain.clone(),
            path: path.to_owned(),
            opened_at: now,
        },
    );
    rows.truncate(REMEMBERED);
    let json = serde_json::to_vec_pretty(&rows).expect("text has a JSON form");
    write_atomically(&memory(), &json)
}
