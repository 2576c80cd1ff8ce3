//! `log export`: the log in a folder that outsiders can check: checkpoint, keys, hash tiles and
//! entry bundles, as C2SP tlog-tiles lays them out. An export goes on where an earlier one ended.
//!
//! Beside that, time stamps (RFC 3161): `timestamps/SIZE.checkpoint` is the signed checkpoint over
//! so many events, `timestamps/SIZE-EVENT.tsr` an authority's answer over that file, named by the
//! event of its query. `openssl ts -verify -data SIZE.checkpoint -in SIZE-EVENT.tsr -CAfile ROOT`
//! says whether it stands.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use chancery_domain::{Utc, event::EventBody};
use chancery_ledger::{Ledger, Reading, read::CheckpointRow};
use chancery_tlog::{Bundle, Checkpoint, SignedNote, Tiler, leaf_hash, tile};

use super::{
    LogKeys, LogRefusal,
    folder::{CHECKPOINT, Filling, TILES, TIME_STAMPS},
    timestamp::standing,
};
use crate::{
    Error, Workspace, checkpoint, export,
    publish::write_atomically,
    view::{ExportView, ProgressView},
    workspace::{OnProgress, Paths},
};

/// What an export needs, apart from an open workspace: so that a long one holds no one up, it
/// reads through a connection of its own.
#[derive(Debug, Clone)]
pub struct ExportJob {
    paths: Paths,
    origin: String,
    keys: LogKeys,
}

impl Workspace {
    /// Prepares an export that runs beside other work.
    pub fn log_export(&self) -> Result<ExportJob, Error> {
        Ok(ExportJob {
            paths: self.paths.clone(),
            origin: self.founding.origin.clone(),
            keys: LogKeys::of(self)?,
        })
    }
}

impl ExportJob {
    /// Brings `folder` up to the newest checkpoint. Every event is hashed and held against the
    /// tree, and every file that is there against what it has to be; a file that differs stays,
    /// and the export is refused. Cancelled between bundles, it leaves what was there before
    /// valid, and can go on later.
    pub fn run(&self, folder: &Path, on_progress: OnProgress<'_>) -> Result<ExportView, Error> {
        let ledger = Ledger::open(&self.paths.database())?;
        let read = ledger.read();
        let newest = read
            .last_checkpoint()?
            .ok_or(LogRefusal::NotCovered { seq: 1 })?;
        self.check_head(read, &newest)?;
        self.look_at(read, folder, &newest)?;
        let mut filling = Filling::begin(folder)?;
        copy(read, &newest, &mut filling, on_progress)?;
        copy_time_stamps(read, newest.size, &mut filling)?;
        filling.finish()?;
        for (name, text) in self.keys.files()? {
            write_atomically(&folder.join(name), text.as_bytes())?;
        }
        // Last: whoever sees a checkpoint finds everything under it.
        write_atomically(&folder.join(CHECKPOINT), newest.note.as_bytes())?;
        let view = ExportView {
            folder: folder.display().to_string(),
            size: newest.size,
            later: read.size()?.saturating_sub(newest.size),
            written: filling.written,
            kept: filling.kept,
        };
        filling.tidy()?;
        Ok(view)
    }

    /// The newest checkpoint is signed by the log's keys and covers the tree as it is stored.
    fn check_head(&self, read: Reading<'_>, newest: &CheckpointRow) -> Result<(), Error> {
        let size = newest.size;
        let expected = Checkpoint {
            origin: self.origin.clone(),
            size,
            root: read.root(size)?,
        };
        if checkpoint::stands(&newest.note, &expected, self.keys.at(size)) {
            Ok(())
        } else {
            Err(LogRefusal::Damaged { seq: size }.into())
        }
    }

    /// What is in the folder already must be an earlier state of this log, or nothing.
    fn look_at(
        &self,
        read: Reading<'_>,
        folder: &Path,
        newest: &CheckpointRow,
    ) -> Result<(), Error> {
        let file = folder.join(CHECKPOINT);
        let text = match fs::read(&file) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::NotFound => return expect_vacant(folder),
            Err(error) => return Err(Error::io("reading", file)(error)),
        };
        let folder = || folder.to_owned();
        let note = SignedNote::parse(&text).map_err(|_| LogRefusal::Differs { file })?;
        let there = Checkpoint::parse(note.unverified_text())
            .ok()
            .filter(|there| there.origin == self.origin)
            .filter(|there| note.verify(self.keys.at(there.size)).is_ok())
            .ok_or_else(|| LogRefusal::OtherLog { folder: folder() })?;
        if there.size > newest.size {
            return Err(behind(folder(), &there, newest));
        }
        if read.root(there.size)? != there.root {
            let (folder, size) = (folder(), there.size);
            return Err(LogRefusal::Forked { folder, size }.into());
        }
        Ok(())
    }
}

fn behind(folder: PathBuf, there: &Checkpoint, newest: &CheckpointRow) -> Error {
    LogRefusal::Behind {
        folder,
        there: there.size,
        here: newest.size,
    }
    .into()
}

/// A folder without a checkpoint is empty, or an export that was interrupted.
fn expect_vacant(folder: &Path) -> Result<(), Error> {
    let vacant = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none() || folder.join(TILES).is_dir(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if vacant {
        Ok(())
    } else {
        Err(Error::FolderTaken {
            path: folder.to_owned(),
        })
    }
}

fn copy(
    read: Reading<'_>,
    newest: &CheckpointRow,
    filling: &mut Filling,
    on_progress: OnProgress<'_>,
) -> Result<(), Error> {
    let mut tiler = Tiler::new();
    for bundle in tile::bundles_grown(0, newest.size) {
        tell(on_progress, tiler.size(), newest.size)?;
        copy_bundle(read, bundle, &mut tiler, filling)?;
    }
    for partial in tiler.partial() {
        filling.keep(partial.tile.into(), &tile::write_hashes(&partial.hashes))?;
    }
    if tiler.root() != newest.root {
        return Err(LogRefusal::Damaged { seq: newest.size }.into());
    }
    tell(on_progress, newest.size, newest.size)
}

fn copy_bundle(
    read: Reading<'_>,
    bundle: Bundle,
    tiler: &mut Tiler,
    filling: &mut Filling,
) -> Result<(), Error> {
    let (first, width) = (bundle.first(), bundle.width());
    let leaves = read.leaves_from(first + 1, width)?;
    let stored = read.nodes_from(0, first, width)?;
    let hashes: Vec<_> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    if hashes != stored || hashes.len() != usize::from(width) {
        let agreeing = hashes.iter().zip(&stored).take_while(|(a, b)| a == b);
        let seq = first + 1 + agreeing.count() as u64;
        return Err(LogRefusal::Damaged { seq }.into());
    }
    let bytes = tile::write_bundle(leaves.iter().map(Vec::as_slice))
        .map_err(Error::signing("writing a bundle"))?;
    filling.keep(bundle.into(), &bytes)?;
    for filled in hashes.into_iter().flat_map(|hash| tiler.push(hash)) {
        filling.keep(filled.tile.into(), &tile::write_hashes(&filled.hashes))?;
    }
    Ok(())
}

/// Those that came since the checkpoint was signed are among them: they are over an earlier one,
/// or over this one.
fn copy_time_stamps(read: Reading<'_>, until: u64, filling: &mut Filling) -> Result<(), Error> {
    let mut over = None;
    for stamp in standing::all(read, until)? {
        let size = stamp.size;
        if over.replace(size) != Some(size) {
            let name = format!("{TIME_STAMPS}/{size}.checkpoint");
            filling.keep_file(&name, stamp.note.as_bytes())?;
        }
        let name = format!("{TIME_STAMPS}/{size}-{}.tsr", stamp.seq);
        filling.keep_file(&name, &stamp.response)?;
    }
    Ok(())
}

fn tell(on_progress: OnProgress<'_>, done: u64, total: u64) -> Result<(), Error> {
    let going_on = on_progress(ProgressView {
        step: "export.events".to_owned(),
        subject: String::new(),
        done,
        total,
    });
    if going_on {
        Ok(())
    } else {
        Err(Error::Cancelled)
    }
}

/// Records that the log was exported, and gives the view back.
pub fn record_export(
    workspace: &mut Workspace,
    job: &ExportJob,
    officer_id: Option<&str>,
    view: ExportView,
    now: Utc,
) -> Result<ExportView, Error> {
    // Another workspace may have been opened meanwhile: what was exported is not of that one.
    if job.paths.root() != workspace.paths.root() {
        return Err(Error::Cancelled);
    }
    let actor = export::taker(workspace, officer_id)?;
    workspace.record(now, actor, EventBody::LogExported { size: view.size })?;
    Ok(view)
}
