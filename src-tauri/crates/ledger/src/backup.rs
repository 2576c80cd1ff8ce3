//! Copying the ledger as of one commit, while others go on writing.

use std::{
    ffi::c_int,
    fs::{self, File},
    io::ErrorKind,
    path::Path,
};

use chancery_domain::Sha256Digest;
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
    ffi,
};

use crate::{
    Error, Ledger, Reading, Snapshot,
    schema::{LOG, TABLES},
};

/// Pages that are copied in one step.
const STEP: c_int = 4096;

/// One state of the ledger, held to be copied. Other programs go on writing meanwhile: what they
/// write lies in the log of writes and is not seen here.
#[derive(Debug)]
pub struct Copying<'a> {
    _held: Snapshot<'a>,
    db: &'a Connection,
    size: u64,
    root: Sha256Digest,
}

impl Ledger {
    /// Holds the state of the last commit, to be copied.
    pub fn copying(&self) -> Result<Copying<'_>, Error> {
        let held = self.snapshot()?;
        // A deferred transaction begins with its first read: from here on nothing moves.
        let size = self.read().size()?;
        let root = self.read().root(size)?;
        Ok(Copying {
            _held: held,
            db: &self.db,
            size,
            root,
        })
    }

    /// True if the file is sound as a database, and holds the tables, indexes and triggers of this
    /// version and nothing else. A trigger that came from elsewhere would act whenever an event
    /// is appended.
    pub fn is_laid_out_as_ours(&self) -> Result<bool, Error> {
        let reading = || Error::sqlite("reading the ledger's layout");
        let ours = Connection::open_in_memory().map_err(reading())?;
        ours.execute_batch(LOG)
            .and_then(|()| ours.execute_batch(TABLES))
            .map_err(reading())?;
        let sound: String = self
            .db
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(reading())?;
        Ok(sound == "ok" && layout(&ours)? == layout(&self.db)?)
    }
}

/// Everything that the schema names, but for what SQLite keeps for itself.
fn layout(db: &Connection) -> Result<Vec<(String, String, Option<String>)>, Error> {
    Reading { db }.many(
        "reading the ledger's layout",
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite@_stat%' ESCAPE '@'
         ORDER BY type, name",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

impl Copying<'_> {
    /// Events in it.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree over them.
    pub fn root(&self) -> Sha256Digest {
        self.root
    }

    /// Reads the held state.
    pub fn read(&self) -> Reading<'_> {
        Reading { db: self.db }
    }

    /// Copies it to a new file. `progress` is told pages done and in all; when it answers
    /// `false`, the work stops and this gives `false`.
    pub fn copy_to(
        &self,
        path: &Path,
        progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<bool, Error> {
        copy(self.db, path, progress)
    }
}

/// Copies a database, page by page, to `path`; what is there goes.
pub(crate) fn copy(
    source: &Connection,
    path: &Path,
    progress: impl FnMut(u64, u64) -> bool,
) -> Result<bool, Error> {
    let copying = || Error::sqlite("copying the ledger");
    let io = |doing| {
        let path = path.to_owned();
        move |source| Error::Io {
            doing,
            path,
            source,
        }
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(io("clearing away")(error));
        }
        _ => {}
    }
    let mut copied = Connection::open(path).map_err(copying())?;
    let whole = copy_pages(source, &mut copied, progress).map_err(copying())?;
    copied.close().map_err(|(_, source)| copying()(source))?;
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(io("writing"))?;
    Ok(whole)
}

fn copy_pages(
    source: &Connection,
    copied: &mut Connection,
    mut progress: impl FnMut(u64, u64) -> bool,
) -> rusqlite::Result<bool> {
    let backup = Backup::new(source, copied)?;
    loop {
        let step = backup.step(STEP)?;
        let pages = |count: c_int| u64::try_from(count).unwrap_or(0);
        let counted = backup.progress();
        let total = pages(counted.pagecount);
        let done = total.saturating_sub(pages(counted.remaining));
        match step {
            StepResult::Done => {
                progress(total, total);
                return Ok(true);
            }
            StepResult::More if progress(done, total) => {}
            StepResult::More => return Ok(false),
            // Neither can be: the state is held, and nobody else knows the copy.
            _ => {
                let busy = ffi::Error::new(ffi::SQLITE_BUSY);
                return Err(rusqlite::Error::SqliteFailure(busy, None));
            }
        }
    }
}
