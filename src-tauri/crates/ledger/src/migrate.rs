//! Bringing a ledger of an earlier version to this one, and making the tables anew.
//!
//! The log stays as it is, under its triggers. The tables that show its state are dropped, laid
//! out anew and filled from events and blobs, in one transaction: a crash leaves what was there.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    Error, Reading, Writing,
    backup::copy,
    open::{check_version, connect, version},
    schema::{EVENT_BY_ACTOR, TABLES, VERSION},
};

/// A ledger was brought from one version to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The version that it had.
    pub from: u32,
    /// The version that it has.
    pub to: u32,
}

/// Copies the ledger beside itself, then brings it to this version; `tell` may append to it what
/// was done. Gives the copy; `None` if another program was faster.
pub(crate) fn migrate<E: From<Error>>(
    path: &Path,
    db: &mut Connection,
    tell: impl FnOnce(&mut Writing<'_>, Migration) -> Result<(), E>,
) -> Result<Option<PathBuf>, E> {
    without_foreign_keys(db, |tx| {
        let found = version(tx)?;
        if found == VERSION {
            return Ok(None);
        }
        let copy = back_up(path, found)?;
        rebuild(tx)?;
        tx.pragma_update(None, "user_version", VERSION)
            .map_err(Error::sqlite("migrating the ledger"))?;
        let number = |version| u32::try_from(version).expect("versions are small numbers");
        let migration = Migration {
            from: number(found),
            to: number(VERSION),
        };
        tell(&mut Writing::new(tx), migration)?;
        Ok(Some(copy))
    })
}

/// Makes the tables of this version anew from events and blobs. `tell` gets those that had said
/// something else, and may append that to the log.
pub(crate) fn rebuild_tables<T, E: From<Error>>(
    db: &mut Connection,
    tell: impl FnOnce(&mut Writing<'_>, &[&'static str]) -> Result<T, E>,
) -> Result<T, E> {
    without_foreign_keys(db, |tx| {
        check_version(tx)?;
        let differed = Reading { db: tx }.tables_that_differ()?;
        rebuild(tx)?;
        tell(&mut Writing::new(tx), &differed)
    })
}

/// Runs `work` in a transaction that may drop what others refer to; references are checked at its
/// end. They can only be switched off outside of a transaction.
fn without_foreign_keys<T, E: From<Error>>(
    db: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let rebuilding = || Error::sqlite("rebuilding the tables");
    db.pragma_update(None, "foreign_keys", false)
        .map_err(rebuilding())?;
    let done = (|| {
        let tx = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::sqlite("taking the ledger's write lock"))?;
        let done = work(&tx)?;
        check_references(&tx)?;
        tx.commit().map_err(Error::of_commit)?;
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
    tx.execute_batch(TABLES)
        .and_then(|()| tx.execute_batch(EVENT_BY_ACTOR))
        .map_err(rebuilding())?;
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
    copy(&source, &partial, |_, _| true)?;
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
