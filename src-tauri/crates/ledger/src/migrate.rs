//! Bringing a ledger of an earlier version to this one, and making the tables anew.
//!
//! The log stays as it is, under its triggers. The tables that show its state are dropped, laid
//! out anew and filled from events and blobs, in one transaction: a crash leaves what was there.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior, backup::Backup};

use crate::{
    Error, Reading, Writing,
    open::{connect, version},
    schema::{TABLES, VERSION},
};

/// Pages that are copied in one step of a backup.
const STEP: std::ffi::c_int = 4096;

/// Copies the ledger beside itself, then brings it to this version. Gives the copy; `None` if
/// another program was faster.
pub(crate) fn migrate(path: &Path, db: &mut Connection) -> Result<Option<PathBuf>, Error> {
    without_foreign_keys(db, |tx| {
        let found = version(tx)?;
        if found == VERSION {
            return Ok(None);
        }
        let copy = back_up(path, found)?;
        rebuild(tx)?;
        tx.pragma_update(None, "user_version", VERSION)
            .map_err(Error::sqlite("migrating the ledger"))?;
        Ok(Some(copy))
    })
}

/// Makes the tables of this version anew from events and blobs.
pub(crate) fn rebuild_tables(db: &mut Connection) -> Result<(), Error> {
    without_foreign_keys(db, rebuild)
}

/// Runs `work` in a transaction that may drop what others refer to; references are checked at its
/// end. They can only be switched off outside of a transaction.
fn without_foreign_keys<T>(
    db: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let rebuilding = || Error::sqlite("rebuilding the tables");
    db.pragma_update(None, "foreign_keys", false)
        .map_err(rebuilding())?;
    let done = (|| {
        let tx = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::sqlite("taking the ledger's write lock"))?;
        let done = work(&tx)?;
        check_references(&tx)?;
        tx.commit()
            .map_err(Error::sqlite("committing to the ledger"))?;
        Ok(done)
    })();
    db.pragma_update(None, "foreign_keys", true)
        .map_err(rebuilding())?;
    done
}

fn rebuild(tx: &Transaction<'_>) -> Result<(), Error> {
    let rebuilding = || Error::sqlite("rebuilding the tables");
    let shown = Reading { db: tx }.many(
        "reading the tables",
        "SELECT name FROM sqlite_schema WHERE type = 'table'
         AND name NOT IN ('event', 'node', 'blob') AND name NOT LIKE 'sqlite@_%' ESCAPE '@'",
        [],
        |row| row.get::<_, String>(0),
    )?;
    for table in shown {
        tx.execute_batch(&format!("DROP TABLE \"{table}\""))
            .map_err(rebuilding())?;
    }
    tx.execute_batch(TABLES).map_err(rebuilding())?;
    Reading { db: tx }.project_all(&mut Writing::new(tx))
}

fn check_references(tx: &Transaction<'_>) -> Result<(), Error> {
    let broken = Reading { db: tx }.one(
        "checking references",
        "SELECT \"table\", coalesce(rowid, 0) FROM pragma_foreign_key_check",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
    )?;
    match broken {
        None => Ok(()),
        Some((table, row)) => Err(Error::Dangling {
            kind: "rebuilt",
            subject: format!("{table} {row}"),
        }),
    }
}

/// Copies the ledger, as of its last commit, to `<path>.v1-backup`. What is there under that name
/// is never overwritten: if it is another state, the copy gets a number. The caller holds the
/// write lock.
fn back_up(path: &Path, version: i64) -> Result<PathBuf, Error> {
    let source = connect(path)?;
    let head = Head::of(&source)?;
    let (target, there) = place(path, version, &head)?;
    if there {
        return Ok(target);
    }
    let partial = beside(&target, ".partial");
    copy(&source, &partial)?;
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io {
            doing,
            path,
            source,
        }
    };
    let keep = || -> std::io::Result<()> {
        // A rename would replace what another program put there: the name is taken first.
        File::create_new(&target)?;
        std::fs::rename(&partial, &target)?;
        File::open(folder(&target))?.sync_all()
    };
    keep().map_err(failed("keeping the backup", &target))?;
    Ok(target)
}

fn copy(source: &Connection, partial: &Path) -> Result<(), Error> {
    let backing_up = || Error::sqlite("backing the ledger up");
    match std::fs::remove_file(partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::Io {
                doing: "clearing away",
                path: partial.to_owned(),
                source: error,
            });
        }
        _ => {}
    }
    let mut copied = Connection::open(partial).map_err(backing_up())?;
    Backup::new(source, &mut copied)
        .and_then(|backup| backup.run_to_completion(STEP, Duration::from_millis(50), None))
        .map_err(backing_up())?;
    copied.close().map_err(|(_, source)| backing_up()(source))?;
    File::open(partial)
        .and_then(|file| file.sync_all())
        .map_err(|source| Error::Io {
            doing: "writing",
            path: partial.to_owned(),
            source,
        })
}

/// The first name that is free, or under which this very state is kept already.
fn place(path: &Path, version: i64, head: &Head) -> Result<(PathBuf, bool), Error> {
    let mut name = format!(".v{version}-backup");
    for number in 2_u32.. {
        let target = beside(path, &name);
        if !target.exists() {
            return Ok((target, false));
        }
        let same = connect(&target).and_then(|kept| Ok(Head::of(&kept)? == *head));
        if same.unwrap_or(false) {
            return Ok((target, true));
        }
        name = format!(".v{version}-backup-{number}");
    }
    unreachable!("a folder holds fewer backups")
}

/// By which a copy is known again: version, number of events, the last leaf.
#[derive(PartialEq, Eq)]
struct Head(i64, u64, Option<Vec<u8>>);

impl Head {
    fn of(db: &Connection) -> Result<Self, Error> {
        let read = Reading { db };
        let last = "SELECT leaf FROM event ORDER BY seq DESC LIMIT 1";
        let leaf = read.one("reading the last event", last, [], |row| row.get(0))?;
        Ok(Self(version(db)?, read.size()?, leaf))
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}
