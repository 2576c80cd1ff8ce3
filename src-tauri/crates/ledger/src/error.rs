//! Why the ledger did not do what was asked.

use std::path::PathBuf;

use chancery_domain::{Sha256Digest, event::LeafError};

use crate::FaultCode;

/// Why the ledger did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing there.
    #[error("there is no ledger at {}", path.display())]
    Absent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Something there already.
    #[error("there is something at {} already", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// A database of another program.
    #[error("{} is not a ledger of this program", path.display())]
    Foreign {
        /// Where.
        path: PathBuf,
    },
    /// Written by a later program.
    #[error("the ledger has schema {found}; this program knows schema {known}")]
    Newer {
        /// What it says.
        found: i64,
        /// What we know.
        known: i64,
    },
    /// SQLite said no.
    #[error("{doing} failed")]
    Sqlite {
        /// What we were doing.
        doing: &'static str,
        /// What SQLite answered.
        #[source]
        source: rusqlite::Error,
    },
    /// The disk failed when what was written was to be made durable: it may be there or not.
    #[error("whether the ledger took it is not certain")]
    CommitUncertain {
        /// What SQLite answered.
        #[source]
        source: rusqlite::Error,
    },
    /// A file could not be made.
    #[error("{doing} {} failed", path.display())]
    Io {
        /// What we were doing.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        #[source]
        source: std::io::Error,
    },
    /// An event is longer than a leaf may be.
    #[error("the event has {length} bytes; a leaf holds at most 65,535")]
    LeafTooLong {
        /// Its length.
        length: usize,
    },
    /// A stored event can't be read.
    #[error("reading event {seq} failed")]
    Leaf {
        /// Its number.
        seq: u64,
        /// Why.
        #[source]
        source: LeafError,
    },
    /// The stored tree has a hole.
    #[error("the stored tree is damaged")]
    Tree(#[source] chancery_tlog::MissingNode),
    /// The newest end of the log is not what the stored tree and the newest checkpoint say.
    #[error("the end of the log was changed, at event {seq}")]
    Head {
        /// The event that does not fit, or is missing.
        seq: u64,
        /// What is wrong.
        code: FaultCode,
    },
    /// A blob that an event refers to is not there.
    #[error("the ledger lacks the record {sha256}")]
    BlobAbsent {
        /// Its hash.
        sha256: Sha256Digest,
    },
    /// A blob that an event refers to was erased.
    #[error("the record {sha256} was erased")]
    BlobErased {
        /// Its hash.
        sha256: Sha256Digest,
    },
    /// A blob is not what its hash says: somebody changed it.
    #[error("the record {sha256} was changed")]
    BlobChanged {
        /// Its hash.
        sha256: Sha256Digest,
    },
    /// A column holds what no version of this program wrote.
    #[error("the table {table} holds a value that can't be read")]
    Value {
        /// The table.
        table: &'static str,
    },
    /// A projection found nothing to change.
    #[error("event {kind} refers to {subject}, which the ledger does not hold in that state")]
    Dangling {
        /// The event's type.
        kind: &'static str,
        /// What it refers to.
        subject: String,
    },
}

/// SQLite could not make its shared index larger (SQLITE_IOERR_SHMSIZE).
const IOERR_SHMSIZE: i32 = 4874;

/// SQLITE_IOERR_ of FSYNC, DIR_FSYNC, SHMOPEN, SHMSIZE, SHMLOCK, SHMMAP: all come once the last
/// frame of a transaction is written.
const AFTER_THE_LAST_FRAME: [i32; 6] = [1034, 1290, 4618, IOERR_SHMSIZE, 5130, 5386];

impl Error {
    /// For use with `map_err`.
    pub(crate) fn sqlite(doing: &'static str) -> impl Fn(rusqlite::Error) -> Self {
        move |source| Self::Sqlite { doing, source }
    }

    /// Why a commit failed. An error of a write leaves nothing; of what comes after the last frame,
    /// the next opening may find the transaction whole.
    pub(crate) fn of_commit(source: rusqlite::Error) -> Self {
        let code = source.sqlite_error().map(|error| error.extended_code);
        match code.is_some_and(|code| AFTER_THE_LAST_FRAME.contains(&code)) {
            true => Self::CommitUncertain { source },
            false => Self::sqlite("committing to the ledger")(source),
        }
    }

    /// True when another program holds the database, or the disk or folder refuses: try again.
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure,
        };
        match self {
            Self::Sqlite { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(
                    DatabaseBusy
                        | DatabaseLocked
                        | DiskFull
                        | ReadOnly
                        | CannotOpen
                        | SystemIoFailure
                )
            ),
            Self::Io { .. } | Self::CommitUncertain { .. } => true,
            _ => false,
        }
    }

    /// True when there was no room on the disk.
    pub fn is_out_of_room(&self) -> bool {
        match self {
            Self::Sqlite { source, .. } => source.sqlite_error().is_some_and(|error| {
                error.code == rusqlite::ErrorCode::DiskFull || error.extended_code == IOERR_SHMSIZE
            }),
            Self::Io { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }

    /// What SQLite or the system answered, in short.
    pub fn answer(&self) -> Option<String> {
        match self {
            Self::Sqlite { source, .. } | Self::CommitUncertain { source } => {
                Some(source.to_string())
            }
            Self::Io { source, .. } => Some(source.to_string()),
            _ => None,
        }
    }
}
