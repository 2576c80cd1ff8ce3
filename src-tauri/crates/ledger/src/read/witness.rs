//! The log's keys, its witnesses, logs that are witnessed here, and time stamps.

use chancery_domain::{Sha256Digest, Utc, change::ChangeId};
use rusqlite::Row;

use super::{
    CheckpointRow, Reading, checkpoint_row, digest, instant, optional_digest, optional_instant,
    text,
};
use crate::Error;

/// Keys of the log, and from when on they sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKeysRow {
    /// They sign checkpoints that cover this event.
    pub from: u64,
    /// C2SP vkey lines.
    pub keys: Vec<String>,
    /// The change that put them in force; `None`: the founding.
    pub change: Option<ChangeId>,
}

/// A witness.
#[derive(Debug, Clone)]
pub struct WitnessRow {
    /// Name of its key.
    pub name: String,
    /// Its verifier key, a vkey line.
    pub key: String,
    /// True if its cosignatures count.
    pub trusted: bool,
    /// The change that said so.
    pub change: ChangeId,
}

/// A checkpoint that a witness cosigned.
#[derive(Debug, Clone)]
pub struct CosignatureRow {
    /// The witness.
    pub witness: String,
    /// Tree size.
    pub size: u64,
    /// Root hash.
    pub root: Sha256Digest,
    /// When the witness says that it saw it.
    pub seen_at: Utc,
    /// The note with the witness's line: a blob.
    pub cosigned: Sha256Digest,
    /// When it was taken in.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

/// How far this workstation followed another log as its witness.
#[derive(Debug, Clone)]
pub struct WitnessedRow {
    /// The log.
    pub origin: String,
    /// Its vkey lines: a blob.
    pub keys: Sha256Digest,
    /// Tree size.
    pub size: u64,
    /// Root hash.
    pub root: Sha256Digest,
    /// The line that was given: a blob.
    pub cosignature: Sha256Digest,
    /// When.
    pub at: Utc,
}

/// A time stamp over a checkpoint, or the query for one.
#[derive(Debug, Clone)]
pub struct TimestampRow {
    /// The event of the query.
    pub seq: u64,
    /// Tree size of the checkpoint.
    pub size: u64,
    /// The query: a blob.
    pub request: Sha256Digest,
    /// The answer: a blob.
    pub response: Option<Sha256Digest>,
    /// genTime of the answer.
    pub time: Option<Utc>,
    /// Who stamped it.
    pub authority: Option<String>,
}

impl Reading<'_> {
    /// Every set of keys that the log had, oldest first.
    pub fn log_keys(&self) -> Result<Vec<LogKeysRow>, Error> {
        let sql = "SELECT * FROM log_keys ORDER BY seq";
        self.many("reading the log's keys", sql, [], log_keys_row)
    }

    /// The newest checkpoints, newest first.
    pub fn last_checkpoints(&self, limit: u32) -> Result<Vec<CheckpointRow>, Error> {
        let sql = "SELECT * FROM checkpoint ORDER BY size DESC LIMIT ?1";
        self.many("reading checkpoints", sql, [limit], checkpoint_row)
    }

    /// All keys of witnesses that were ever named.
    pub fn witnesses(&self) -> Result<Vec<WitnessRow>, Error> {
        let sql = "SELECT * FROM witness ORDER BY name, seq";
        self.many("reading the witnesses", sql, [], witness_row)
    }

    /// One witness, by the key that was decided on last.
    pub fn witness(&self, name: &str) -> Result<Option<WitnessRow>, Error> {
        let sql = "SELECT * FROM witness WHERE name = ?1 ORDER BY trusted DESC, seq DESC LIMIT 1";
        self.one("reading the witnesses", sql, [name], witness_row)
    }

    /// The newest checkpoint that a witness cosigned.
    pub fn last_cosignature(&self, witness: &str) -> Result<Option<CosignatureRow>, Error> {
        let sql = "SELECT * FROM cosignature WHERE witness = ?1 ORDER BY size DESC LIMIT 1";
        self.one("reading cosignatures", sql, [witness], cosignature_row)
    }

    /// Every cosignature that was taken in, the last of each witness for a size, one by one.
    pub fn for_each_cosignature<E: From<Error>>(
        &self,
        mut visit: impl FnMut(CosignatureRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = || Error::sqlite("reading cosignatures");
        let sql = "SELECT * FROM cosignature ORDER BY size, witness";
        let mut select = self.db.prepare_cached(sql).map_err(reading())?;
        let mut rows = select.query([]).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            visit(cosignature_row(row).map_err(reading())?)?;
        }
        Ok(())
    }

    /// How far another log was followed.
    pub fn witnessed(&self, origin: &str) -> Result<Option<WitnessedRow>, Error> {
        let sql = "SELECT * FROM witnessed WHERE origin = ?1";
        self.one("reading witnessed logs", sql, [origin], witnessed_row)
    }

    /// All logs that are witnessed here.
    pub fn witnessed_logs(&self) -> Result<Vec<WitnessedRow>, Error> {
        let sql = "SELECT * FROM witnessed ORDER BY origin";
        self.many("reading witnessed logs", sql, [], witnessed_row)
    }

    /// The query with these bytes, and its answer.
    pub fn timestamp(&self, request: Sha256Digest) -> Result<Option<TimestampRow>, Error> {
        let sql = "SELECT * FROM timestamp WHERE request = ?1";
        self.one("reading time stamps", sql, [request.0], timestamp_row)
    }

    /// Queries and time stamps, newest first.
    pub fn timestamps(&self, limit: u32) -> Result<Vec<TimestampRow>, Error> {
        let sql = "SELECT * FROM timestamp ORDER BY seq DESC LIMIT ?1";
        self.many("reading time stamps", sql, [limit], timestamp_row)
    }
}

fn log_keys_row(row: &Row<'_>) -> rusqlite::Result<LogKeysRow> {
    let change: Option<String> = row.get("change")?;
    Ok(LogKeysRow {
        from: row.get("seq")?,
        keys: row
            .get::<_, String>("keys")?
            .lines()
            .map(str::to_owned)
            .collect(),
        change: change.and_then(|id| ChangeId::parse(&id)),
    })
}

fn witness_row(row: &Row<'_>) -> rusqlite::Result<WitnessRow> {
    Ok(WitnessRow {
        name: row.get("name")?,
        key: row.get("key")?,
        trusted: row.get("trusted")?,
        change: text(row, "change", ChangeId::parse)?,
    })
}

fn cosignature_row(row: &Row<'_>) -> rusqlite::Result<CosignatureRow> {
    Ok(CosignatureRow {
        witness: row.get("witness")?,
        size: row.get("size")?,
        root: digest(row, "root")?,
        seen_at: instant(row, "seen_at")?,
        cosigned: digest(row, "cosigned")?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}

fn witnessed_row(row: &Row<'_>) -> rusqlite::Result<WitnessedRow> {
    Ok(WitnessedRow {
        origin: row.get("origin")?,
        keys: digest(row, "keys")?,
        size: row.get("size")?,
        root: digest(row, "root")?,
        cosignature: digest(row, "cosignature")?,
        at: instant(row, "at")?,
    })
}

fn timestamp_row(row: &Row<'_>) -> rusqlite::Result<TimestampRow> {
    Ok(TimestampRow {
        seq: row.get("seq")?,
        size: row.get("size")?,
        request: digest(row, "request")?,
        response: optional_digest(row, "response")?,
        time: optional_instant(row, "time")?,
        authority: row.get("authority")?,
    })
}
