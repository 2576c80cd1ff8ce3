//! The first member of a backup: what the others are.

use std::collections::BTreeSet;

use chancery_domain::{Sha256Digest, Utc};
use serde::{Deserialize, Serialize};

use super::super::refusal::BackupRefusal;

/// Its name in the archive.
pub(super) const NAME: &str = "manifest.json";
/// Longer ones are refused unread.
pub(super) const LONGEST: u64 = 64 * 1024 * 1024;
/// The one form there is.
// Stored: changing it breaks every backup made before.
pub(in crate::workspace) const FORMAT: &str = "chancery-backup/1";
/// The database.
pub(super) const DATABASE: &str = "chancery.db";
/// Files that may stand beside it.
const SINGLE: [&str; 3] = [DATABASE, "practice.json", "pin-tries.json"];

/// What a backup says of itself. Worth no more than whoever could write the file: the log in it
/// is what counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::workspace) struct Manifest {
    /// [`FORMAT`].
    pub(in crate::workspace) format: String,
    /// The program that wrote it.
    pub(in crate::workspace) program: String,
    /// Origin of the log.
    pub(in crate::workspace) origin: String,
    /// Events in the log.
    pub(in crate::workspace) events: u64,
    /// Root of the tree over them.
    pub(in crate::workspace) root: Sha256Digest,
    /// The newest checkpoint in it, a signed note.
    pub(in crate::workspace) checkpoint: Option<String>,
    /// When it was made.
    pub(in crate::workspace) made_at: Utc,
    /// Every other member, in the order in which they follow.
    pub(in crate::workspace) members: Vec<Member>,
}

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::workspace) struct Member {
    /// Where it lies in the workspace.
    pub(in crate::workspace) path: String,
    /// Of its bytes.
    pub(in crate::workspace) sha256: Sha256Digest,
    /// How many they are.
    pub(in crate::workspace) length: u64,
}

impl Manifest {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, BackupRefusal> {
        let malformed = |fault: String| BackupRefusal::Malformed { fault };
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| malformed(format!("its manifest can't be read ({error})")))?;
        if manifest.format != FORMAT {
            return Err(malformed(format!("it has the form {}", manifest.format)));
        }
        let mut seen = BTreeSet::new();
        for member in &manifest.members {
            if !belongs(&member.path) {
                return Err(malformed(format!("it holds {}", member.path)));
            }
            if !seen.insert(&member.path) {
                return Err(malformed(format!("it holds {} twice", member.path)));
            }
        }
        if !seen.contains(&DATABASE.to_owned()) {
            return Err(malformed("it holds no database".to_owned()));
        }
        Ok(manifest)
    }

    /// Bytes of all members.
    pub(super) fn length(&self) -> u64 {
        let lengths = self.members.iter().map(|member| member.length);
        lengths.fold(0, u64::saturating_add)
    }
}

/// True for what a backup may hold. No such path leads out of the folder: no part of it begins
/// with a dot, and there are only the folders that are named here.
pub(super) fn belongs(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>()[..] {
        [file] => SINGLE.contains(&file),
        ["reports", file] => is_plain(file),
        ["tokens", token, file] => is_plain(token) && is_plain(file),
        _ => false,
    }
}

fn is_plain(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=100).contains(&name.len()) && !name.starts_with('.') && name.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_workspace_holds_belongs_into_a_backup() {
        for path in [
            "chancery.db",
            "practice.json",
            "pin-tries.json",
            "reports/RPT-2026-11-01.pdf",
            "tokens/22192525-1bd9-33fa-7410-7cc1d7ce6219/token.object",
        ] {
            assert!(belongs(path), "{path}");
        }
    }

    #[test]
    fn nothing_else_does() {
        for path in [
            "",
            ".",
            "..",
            "/chancery.db",
            "../chancery.db",
            "./chancery.db",
            "reports",
            "reports/",
            "reports//x.pdf",
            "reports/../x.pdf",
            "reports/deep/x.pdf",
            "reports/.hidden",
            "reports/a b.pdf",
            "reports/x\0.pdf",
            "reports\\x.pdf",
            "tokens/x",
            "tokens/x/y/z",
            "tokens/../y",
            "publish/log/checkpoint",
            "chancery.db-wal",
            "issuing.lock",
            "manifest.json",
        ] {
            assert!(!belongs(path), "{path}");
        }
    }
}
