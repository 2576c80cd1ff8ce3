//! Who runs: the process table as `/proc` tells it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Processes by id, each with the id of its parent.
fn parents() -> BTreeMap<u32, u32> {
    fs::read_dir("/proc")
        .expect("/proc is mounted")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, parent(id)?)))
        .collect()
}

/// `None` when the process has just ended.
fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in brackets and may hold anything; state and parent follow.
    stat.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}

/// `root` and all that it started, directly or not.
pub fn tree(root: u32) -> Vec<u32> {
    let parents = parents();
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(&id) = tree.get(next) {
        tree.extend(
            parents
                .iter()
                .filter(|(_, parent)| **parent == id)
                .map(|(child, _)| *child),
        );
        next += 1;
    }
    tree
}

/// The first process of `root`'s tree that runs the program `program`.
pub fn running(root: u32, program: &Path) -> Option<u32> {
    let program = fs::canonicalize(program).ok()?;
    tree(root)
        .into_iter()
        .find(|id| program_of(*id).is_some_and(|path| path == program))
}

/// The program file of a process.
pub fn program_of(id: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{id}/exe")).ok()
}

/// The short name of a process, at most 15 bytes.
pub fn name_of(id: u32) -> Option<String> {
    Some(
        fs::read_to_string(format!("/proc/{id}/comm"))
            .ok()?
            .trim_end()
            .to_owned(),
    )
}

/// The environment a process was started with, as `NAME=value`.
pub fn environment(id: u32) -> Vec<String> {
    let bytes = fs::read(format!("/proc/{id}/environ"))
        .unwrap_or_else(|problem| panic!("environment of process {id}: {problem}"));
    bytes
        .split(|byte| *byte == 0)
        .map(|entry| String::from_utf8_lossy(entry).into_owned())
        .filter(|entry| !entry.is_empty())
        .collect()
}
