//! Making and opening the database file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{
    Error, Reading, Writing,
    append::Frontier,
    migrate::{self, Migration},
    schema::{APPLICATION_ID, LOG, TABLES, VERSION},
};

/// More statements than the ledger has: preparing one costs more than running it.
const STATEMENTS: usize = 256;

/// Kibibytes of pages kept in memory, negative as SQLite wants them: the indexes that a batch
/// writes all over.
const CACHE: i64 = -65_536;

/// Pages in the log of writes before they are copied back into the database: 32 MiB.
const CHECKPOINT: u32 = 8_192;

/// The same while many commits follow one another, each of which writes pages of the last one
/// again: 128 MiB.
const CHECKPOINT_IN_BULK: u32 = 32_768;

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// One state of the ledger, held. Dropped, it is let go.
#[derive(Debug)]
pub struct Snapshot<'a> {
    _held: rusqlite::Transaction<'a>,
}

/// An open ledger. Several processes may have one open; each write takes the lock.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    backup: Option<PathBuf>,
    /// The tree's edge as the last write left it.
    frontier: Option<Frontier>,
}

impl Ledger {
    /// Makes a new ledger; never touches what is there.
    pub fn create(path: &Path) -> Result<Self, Error> {
        // create_new: two programs can't both make it, and nothing is overwritten.
        std::fs::File::create_new(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists {
                path: path.to_owned(),
            },
            _ => Error::Io {
                doing: "making the ledger",
                path: path.to_owned(),
                source,
            },
        })?;
        let mut db = connect(path)?;
        lay_out(&mut db).map_err(Error::sqlite("laying out the ledger"))?;
        Ok(Self {
            db,
            backup: None,
            frontier: None,
        })
    }

    /// Opens a ledger that is there. One of a later version is refused; one of an earlier version
    /// is copied beside itself (`chancery.db.v1-backup`), then brought to this one. One whose newest
    /// end was changed is refused ([`Reading::check_head`]); [`Self::inspect`] opens it all the same.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_telling(path, |_, _| Ok(()))
    }

    /// Opens a ledger that is there. If it is of an earlier version, `tell` may append to it that
    /// it was brought to this one, in the same transaction.
    pub fn open_telling<E: From<Error>>(
        path: &Path,
        tell: impl FnOnce(&mut Writing<'_>, Migration) -> Result<(), E>,
    ) -> Result<Self, E> {
        Self::open_checking(path, |read| read.check_head(), tell)
    }

    /// Opens a ledger to look at it, whatever its newest end is like.
    pub fn inspect(path: &Path) -> Result<Self, Error> {
        Self::open_checking(path, |_| Ok(()), |_, _| Ok(()))
    }

    fn open_checking<E: From<Error>>(
        path: &Path,
        check: impl FnOnce(Reading<'_>) -> Result<(), Error>,
        tell: impl FnOnce(&mut Writing<'_>, Migration) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut db = Self::ours(path)?;
        let found = version(&db)?;
        if (1..=VERSION).contains(&found) {
            check(Reading { db: &db })?;
        }
        let backup = match found {
            VERSION => None,
            1..VERSION => migrate::migrate(path, &mut db, tell)?,
            found if found > VERSION => {
                return Err(E::from(Error::Newer {
                    found,
                    known: VERSION,
                }));
            }
            _ => {
                return Err(E::from(Error::Foreign {
                    path: path.to_owned(),
                }));
            }
        };
        Ok(Self {
            db,
            backup,
            frontier: None,
        })
    }

    /// A connection to a database that says it is a ledger.
    fn ours(path: &Path) -> Result<Connection, Error> {
        if !path.is_file() {
            return Err(Error::Absent {
                path: path.to_owned(),
            });
        }
        let db = connect(path)?;
        let id: i64 = db
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(|source| not_ours(path, source))?;
        if id == APPLICATION_ID {
            return Ok(db);
        }
        Err(Error::Foreign {
            path: path.to_owned(),
        })
    }

    /// The copy that was made if opening brought the ledger to this version.
    pub fn migration_backup(&self) -> Option<&Path> {
        self.backup.as_deref()
    }

    /// Makes the tables that show the log's state anew from events and blobs. The log itself is
    /// not touched. All or nothing.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        self.rebuild_telling(|_, _| Ok(()))
    }

    /// As [`Self::rebuild`]. `tell` gets the tables that had said something else, and may append
    /// that to the log, in the same transaction.
    pub fn rebuild_telling<T, E: From<Error>>(
        &mut self,
        tell: impl FnOnce(&mut Writing<'_>, &[&'static str]) -> Result<T, E>,
    ) -> Result<T, E> {
        migrate::rebuild_tables(&mut self.db, tell)
    }

    /// Reads one state of the ledger, as of the last commit.
    pub fn read(&self) -> Reading<'_> {
        Reading { db: &self.db }
    }

    /// Holds one state of the ledger for many reads: none of them has to ask whether it changed.
    /// Nothing can be written while it lasts.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, Error> {
        let held = self
            .db
            .unchecked_transaction()
            .map_err(Error::sqlite("reading the ledger"))?;
        Ok(Snapshot { _held: held })
    }

    /// Copies the log of writes into the database and cuts it to nothing, so that no file holds
    /// any more what was erased. False if others still read or write after `wait`: try again.
    pub fn purge(&mut self, wait: Duration) -> Result<bool, Error> {
        let cutting = || Error::sqlite("cutting the log of writes");
        self.db.busy_timeout(wait).map_err(cutting())?;
        let busy = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        self.db.busy_timeout(PATIENCE).map_err(cutting())?;
        busy.map(|busy: i64| busy == 0).map_err(cutting())
    }

    /// Many commits follow: what they write is copied back into the database more rarely, until
    /// [`Self::end_bulk`]. As durable as ever: the log of writes is synced at each commit.
    pub fn begin_bulk(&mut self) -> Result<(), Error> {
        copy_back_after(&self.db, CHECKPOINT_IN_BULK).map_err(Error::sqlite("beginning a batch"))
    }

    /// The next commit copies back what is left, so that whoever writes next does not wait for it.
    pub fn end_bulk(&mut self) -> Result<(), Error> {
        copy_back_after(&self.db, CHECKPOINT).map_err(Error::sqlite("ending a batch"))
    }

    /// Runs `work` in one transaction; commits if it succeeds, leaves nothing if it does not.
    ///
    /// Immediate takes the write lock before anything is read, so that window and CLI can't both
    /// extend the same head, and what `work` reads is true until it commits.
    pub fn write<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(Error::sqlite("taking the ledger's write lock"))?;
        check_version(&tx)?;
        let mut writing = Writing::continuing(&tx, self.frontier.take())?;
        let done = work(&mut writing)?;
        let frontier = writing.frontier.take();
        tx.commit().map_err(Error::of_commit)?;
        self.frontier = frontier;
        Ok(done)
    }
}

/// A later program may have brought the ledger to its version since it was opened here.
pub(crate) fn check_version(tx: &Connection) -> Result<(), Error> {
    match version(tx)? {
        VERSION => Ok(()),
        found => Err(Error::Newer {
            found,
            known: VERSION,
        }),
    }
}

/// The version that a ledger says it has.
pub(crate) fn version(db: &Connection) -> Result<i64, Error> {
    db.prepare_cached("PRAGMA user_version")
        .and_then(|mut pragma| pragma.query_row([], |row| row.get(0)))
        .map_err(Error::sqlite("reading the ledger's version"))
}

fn lay_out(db: &mut Connection) -> rusqlite::Result<()> {
    db.execute_batch("PRAGMA journal_mode = WAL")?;
    let tx = db.transaction()?;
    tx.execute_batch(LOG)?;
    tx.execute_batch(TABLES)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()
}

fn not_ours(path: &Path, source: rusqlite::Error) -> Error {
    match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign {
            path: path.to_owned(),
        },
        _ => Error::Sqlite {
            doing: "opening the ledger",
            source,
        },
    }
}

fn copy_back_after(db: &Connection, pages: u32) -> rusqlite::Result<()> {
    let sql = format!("PRAGMA wal_autocheckpoint = {pages}");
    db.query_row(&sql, [], |_| Ok(()))
}

pub(crate) fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let settle = |db: &Connection| {
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        // One plan for a statement, whatever is bound to it: else SQLite plans many of them anew
        // each time that they run, which costs ten times what running them does.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // Without recursive_triggers, INSERT OR REPLACE slips past the append-only triggers.
        db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;",
        )?;
        db.pragma_update(None, "cache_size", CACHE)?;
        // Larger than the default, so that a large batch is not copied back after every commit.
        // What is committed is durable before: the log of writes is synced at each commit.
        copy_back_after(db, CHECKPOINT)
    };
    let db =
        Connection::open_with_flags(path, flags).map_err(Error::sqlite("opening the ledger"))?;
    settle(&db).map_err(|source| not_ours(path, source))?;
    Ok(db)
}
