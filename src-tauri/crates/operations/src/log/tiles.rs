//! `publish/log`: the newest checkpoint, the keys, and the hash tiles under it. Never the
//! entries: those leave by an export only.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use chancery_ledger::read::CheckpointRow;
use chancery_tlog::{Checkpoint, Resource, SignedNote, Tile, tile};

use super::{
    LogKeys,
    folder::{CHECKPOINT, partials, remove_all},
};
use crate::{
    Error, Workspace,
    lock::Lock,
    publish::{clear_leftovers, refresh_file, write_atomically},
    together::Together,
};

/// So many tiles are synced one by one: a sync of all that the disk waits for may take in what
/// other programs wrote.
const FEW: usize = 8;

/// Bytes of one hash in a tile.
const HASH: u64 = 32;

/// Makes `publish/log` say what the ledger says. Writes the tiles that grew since the checkpoint
/// that is published, then the new one: a crash between leaves the old one with all its tiles.
pub(crate) fn publish(workspace: &Workspace) -> Result<(), Error> {
    // Two processes that publish at once must not put the older checkpoint last.
    let _held = Lock::publishing_log(&workspace.paths).wait()?;
    let folder = workspace.paths.publish().join("log");
    clear_leftovers(&folder)?;
    for (name, text) in LogKeys::of(workspace)?.files()? {
        refresh_file(&folder.join(name), text.as_bytes())?;
    }
    let Some(newest) = workspace.read().last_checkpoint()? else {
        return Ok(());
    };
    clear_beside(&folder, tile::edge(newest.size))?;
    let before = published(workspace, &folder, &newest)?;
    if before == Some(newest.size) && is_published(&folder, &newest) {
        return Ok(());
    }
    let fresh: Vec<Tile> = tile::tiles_grown(before.unwrap_or(0), newest.size).collect();
    clear_beside(&folder, fresh.iter().copied())?;
    write_tiles(workspace, &folder, &fresh)?;
    write_atomically(&folder.join(CHECKPOINT), newest.note.as_bytes())?;
    let superseded: Vec<PathBuf> = fresh
        .iter()
        .flat_map(|tile| partials(&folder, (*tile).into()))
        .collect();
    remove_all(&superseded)
}

/// Removes what a crash left beside these tiles, each folder once.
fn clear_beside(folder: &Path, tiles: impl Iterator<Item = Tile>) -> Result<(), Error> {
    let files = tiles.map(|tile| folder.join(Resource::from(tile).to_string()));
    let folders: BTreeSet<PathBuf> = files
        .filter_map(|file| file.parent().map(Path::to_owned))
        .collect();
    folders
        .iter()
        .try_for_each(|folder| clear_leftovers(folder))
}

/// The first file of `publish/log` that is not what the ledger says, as far as can be told
/// without reading every tile.
pub(crate) fn stale(workspace: &Workspace) -> Result<Option<PathBuf>, Error> {
    let Some(newest) = workspace.read().last_checkpoint()? else {
        return Ok(None);
    };
    let folder = workspace.paths.publish().join("log");
    if !is_published(&folder, &newest) {
        return Ok(Some(folder.join(CHECKPOINT)));
    }
    for tile in tile::edge(newest.size) {
        let path = folder.join(Resource::from(tile).to_string());
        if fs::read(&path).ok() != Some(bytes_of(workspace, tile)?) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn is_published(folder: &Path, newest: &CheckpointRow) -> bool {
    fs::read(folder.join(CHECKPOINT)).is_ok_and(|there| there == newest.note.as_bytes())
}

/// The size of the checkpoint that is published with its tiles, if it is one of this log and not
/// ahead of it.
fn published(
    workspace: &Workspace,
    folder: &Path,
    newest: &CheckpointRow,
) -> Result<Option<u64>, Error> {
    let there = fs::read_to_string(folder.join(CHECKPOINT)).ok();
    let there = there.and_then(|text| SignedNote::parse(&text).ok());
    let there = there.and_then(|note| Checkpoint::parse(note.unverified_text()).ok());
    let Some(there) = there.filter(|there| there.size <= newest.size) else {
        return Ok(None);
    };
    let ours = workspace.read().root(there.size)? == there.root;
    let whole = tile::edge(there.size).all(|tile| is_there(folder, tile));
    Ok((ours && whole).then_some(there.size))
}

fn is_there(folder: &Path, tile: Tile) -> bool {
    fs::metadata(folder.join(Resource::from(tile).to_string()))
        .is_ok_and(|file| file.len() == u64::from(tile.width()) * HASH)
}

/// Writes tiles where they are not there yet.
fn write_tiles(workspace: &Workspace, folder: &Path, tiles: &[Tile]) -> Result<(), Error> {
    let mut together = match tiles.len() {
        ..=FEW => None,
        _ => Some(Together::within(folder)?),
    };
    for tile in tiles {
        let path = folder.join(Resource::from(*tile).to_string());
        let bytes = bytes_of(workspace, *tile)?;
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            continue;
        }
        match &mut together {
            None => write_atomically(&path, &bytes)?,
            Some(together) => together.write(path, &bytes)?,
        }
    }
    together.map_or(Ok(()), |mut together| together.finish())
}

fn bytes_of(workspace: &Workspace, tile: Tile) -> Result<Vec<u8>, Error> {
    let _snapshot = workspace.ledger.snapshot()?;
    let read = workspace.read();
    let lookup = |level, index| read.node(level, index).ok().flatten();
    let hashes = tile::read_tile(tile, lookup)
        .map_err(|missing| Error::from(chancery_ledger::Error::Tree(missing)))?;
    Ok(tile::write_hashes(&hashes))
}
