//! An export and two strangers: Go's sumdb, and the crate tlog_tiles.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, cli::Answer, practice::text};
use serde_json::Value;
use tlog_tiles::{
    Checkpoint, Error, Tile, TileHashReader, TileReader, check_record, check_tree, prove_record,
    prove_tree, record_hash,
};

use crate::checkpoint::go;

/// Entries of a full bundle.
const FULL: u64 = 256;

/// Exports the log into a folder beside the workspace; what the program says of it.
#[track_caller]
pub(super) fn exports(practice: &Practice, folder: &Path) -> Value {
    practice.cli().json(["log", "export", plain(folder)])
}

/// A path as an argument.
pub(super) fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

/// What Go's sumdb says of an export.
pub(super) fn sumdb(folder: &Path, more: &[&str]) -> Answer {
    let script = chancery_tests::built::repository().join("tests/peers/go/export.go");
    let told = ["run", plain(&script), plain(folder)];
    go().ask(told.into_iter().chain(more.iter().copied()))
}

/// The log of a workspace in which so much happened that a bundle is full.
pub(super) fn eventful() -> Practice {
    Practice::after("a log of many events", |practice| {
        submits_many(practice, 90);
        practice.cli().json(["log", "checkpoint"]);
    })
}

/// Submits so many requests of different agents: some three events each.
pub(super) fn submits_many(practice: &Practice, count: usize) {
    let file = chancery_tests::practice::fixture("reporting_bot");
    let read = fs::read_to_string(file).expect("a request");
    let mut request: Value = serde_json::from_str(&read).expect("JSON");
    let mut made = |number: usize| {
        request["agent_id"] = format!("reporting_bot_{number}").into();
        let file = practice.beside(&format!("{number}.json"));
        fs::write(&file, request.to_string()).expect("written");
        file
    };
    let files: Vec<PathBuf> = (0..count).map(&mut made).collect();
    let files = files.iter().map(|file| plain(file));
    practice
        .cli()
        .json(["request", "new"].into_iter().chain(files));
}

/// The crate tlog_tiles on an export: tiles through its reader, entries by its hashes.
pub(super) struct Oracle {
    folder: PathBuf,
    pub(super) head: Checkpoint,
}

impl Oracle {
    pub(super) fn of(folder: &Path) -> Result<Self, String> {
        let note = fs::read_to_string(folder.join("checkpoint")).expect("a checkpoint");
        // It reads a checkpoint up to the blank line; whose signatures follow is Go's to say.
        let head = Checkpoint::from_reader(&mut note.as_bytes(), false)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            folder: folder.to_owned(),
            head,
        })
    }

    fn reader(&self) -> TileHashReader<'_> {
        TileHashReader::new(self.head.size(), *self.head.hash(), self)
    }

    /// Proves every entry of the export; how many there are.
    pub(super) fn prove_all(&self) -> Result<u64, String> {
        let (size, root) = (self.head.size(), *self.head.hash());
        let entries = self.entries()?;
        for (index, entry) in (0..).zip(&entries) {
            let told = |error: Error| format!("entry {index}: {error:?}");
            let proof = prove_record(size, index, &self.reader()).map_err(told)?;
            check_record(&proof, size, root, index, record_hash(entry)).map_err(told)?;
        }
        Ok(entries.len() as u64)
    }

    /// Proves that it extends an earlier export.
    pub(super) fn extends(&self, earlier: &Self) -> Result<(), String> {
        let (size, root) = (self.head.size(), *self.head.hash());
        let (old, old_root) = (earlier.head.size(), *earlier.head.hash());
        let told = |error: Error| format!("{error:?}");
        let proof = prove_tree(size, old, &self.reader()).map_err(told)?;
        check_tree(&proof, size, root, old, old_root).map_err(told)
    }

    fn entries(&self) -> Result<Vec<Vec<u8>>, String> {
        let mut all = Vec::new();
        let size = self.head.size();
        for number in 0..size.div_ceil(FULL) {
            let width = FULL.min(size - number * FULL);
            let tile = Tile::new(8, 0, number, u32::try_from(width).expect("small"), true);
            let path = tile.path().replace("tile/8/data/", "tile/entries/");
            let bytes = fs::read(self.folder.join(path)).map_err(|error| error.to_string())?;
            let mut rest = &bytes[..];
            for _ in 0..width {
                let (entry, after) = split(rest).ok_or("a bundle ends too soon")?;
                all.push(entry.to_vec());
                rest = after;
            }
            if !rest.is_empty() {
                return Err("a bundle is too long".to_owned());
            }
        }
        Ok(all)
    }
}

impl TileReader for Oracle {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = |tile: &Tile| {
            let path = tile.path().replace("tile/8/", "tile/");
            fs::read(self.folder.join(path)).map_err(|_| Error::BadMath)
        };
        tiles.iter().map(read).collect()
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// The root that the program shows for its newest checkpoint, as both strangers write it.
pub(super) fn root(practice: &Practice) -> String {
    let head = practice.cli().json(["log", "checkpoint"]);
    let note = text(&head["note"]);
    note.lines().nth(2).expect("a root").to_owned()
}
