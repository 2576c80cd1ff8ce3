//! Events, the stored tree, checkpoints.

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Event, EventBody, LeafError},
};
use rusqlite::params;

use super::{Reading, digest, instant, text};
use crate::Error;

/// A stored event.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// Its number, from 1.
    pub seq: u64,
    /// Its leaf.
    pub leaf: Vec<u8>,
    /// The event.
    pub event: Event,
}

/// A signed checkpoint.
#[derive(Debug, Clone)]
pub struct CheckpointRow {
    /// Tree size.
    pub size: u64,
    /// Root hash.
    pub root: Sha256Digest,
    /// The signed note.
    pub note: String,
    /// When it was recorded.
    pub at: Utc,
}

/// The largest number that an event could have.
pub(super) const LAST: u64 = i64::MAX as u64;

impl Reading<'_> {
    /// Number of events.
    pub fn size(&self) -> Result<u64, Error> {
        let sql = "SELECT coalesce(max(seq), 0) FROM event";
        Ok(self
            .one("reading the log's size", sql, [], |row| row.get(0))?
            .unwrap_or(0))
    }

    /// A number that becomes another once anybody else, in this program or another one, has
    /// committed something through a connection of their own. It says nothing but that it changed.
    pub fn written_elsewhere(&self) -> Result<u32, Error> {
        self.db
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(Error::sqlite("asking whether somebody else wrote"))
    }

    /// When the newest event was recorded.
    pub fn last_event_at(&self) -> Result<Option<Utc>, Error> {
        let sql = "SELECT at FROM event ORDER BY seq DESC LIMIT 1";
        self.one("reading the log's end", sql, [], |row| instant(row, "at"))
    }

    /// The latest time that an event says. Where the clock was ahead, that is not the newest event;
    /// what was before a person said that it is right now counts no more.
    pub fn latest_event_at(&self) -> Result<Option<Utc>, Error> {
        let sql = "SELECT at FROM event INDEXED BY event_by_at WHERE seq > ?1
                   ORDER BY at DESC LIMIT 1";
        let since = self.clock_confirmed()?;
        self.one("reading the latest time", sql, [since], |row| {
            instant(row, "at")
        })
    }

    /// The event by which a person last said that the clock is right; 0 if nobody ever did.
    fn clock_confirmed(&self) -> Result<u64, Error> {
        let sql = "SELECT seq, leaf FROM event WHERE kind = 'clock_jumped' ORDER BY seq DESC";
        for (seq, leaf) in self.leaves(sql, [])? {
            let row = read_event(seq, leaf)?;
            if let EventBody::ClockJumped {
                confirmed: true, ..
            } = row.event.event
            {
                return Ok(seq);
            }
        }
        Ok(0)
    }

    /// A node of the stored tree.
    pub fn node(&self, level: u8, index: u64) -> Result<Option<Sha256Digest>, Error> {
        let sql = "SELECT hash FROM node WHERE level = ?1 AND idx = ?2";
        self.one("reading the tree", sql, params![level, index], |row| {
            digest(row, "hash")
        })
    }

    /// Root of the first `size` events, from the stored tree.
    pub fn root(&self, size: u64) -> Result<Sha256Digest, Error> {
        chancery_tlog::root(size, |level, index| self.node(level, index).ok().flatten())
            .map_err(Error::Tree)
    }

    /// One event.
    pub fn event(&self, seq: u64) -> Result<Option<EventRow>, Error> {
        if seq > LAST {
            return Ok(None);
        }
        let sql = "SELECT seq, leaf FROM event WHERE seq = ?1";
        let row = self.one("reading an event", sql, [seq], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        row.map(|(seq, leaf)| read_event(seq, leaf)).transpose()
    }

    /// Events from one instant up to, but not with, another, oldest first.
    pub fn events_between(&self, from: Utc, to: Utc) -> Result<Vec<EventRow>, Error> {
        let sql = "SELECT seq, leaf FROM event WHERE at >= ?1 AND at < ?2 ORDER BY seq";
        let rows = self.leaves(sql, params![from.to_string(), to.to_string()])?;
        rows.into_iter()
            .map(|(seq, leaf)| read_event(seq, leaf))
            .collect()
    }

    /// Events about one subject, oldest first.
    pub fn events_about(&self, subject: &str) -> Result<Vec<EventRow>, Error> {
        let sql = "SELECT seq, leaf FROM event WHERE subject = ?1 ORDER BY seq";
        let rows = self.leaves(sql, [subject])?;
        rows.into_iter()
            .map(|(seq, leaf)| read_event(seq, leaf))
            .collect()
    }

    /// The last event of a type.
    pub fn last_of(&self, kind: &str) -> Result<Option<EventRow>, Error> {
        let sql = "SELECT seq, leaf FROM event WHERE kind = ?1 ORDER BY seq DESC LIMIT 1";
        let row = self.leaves(sql, [kind])?.pop();
        row.map(|(seq, leaf)| read_event(seq, leaf)).transpose()
    }

    /// The last event of a type about one subject.
    pub fn last_about(&self, subject: &str, kind: &str) -> Result<Option<EventRow>, Error> {
        let sql = "SELECT seq, leaf FROM event INDEXED BY event_by_subject
                   WHERE subject = ?1 AND kind = ?2 ORDER BY seq DESC LIMIT 1";
        let row = self.leaves(sql, [subject, kind])?.pop();
        row.map(|(seq, leaf)| read_event(seq, leaf)).transpose()
    }

    fn leaves(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        self.many("reading events", sql, values, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The newest checkpoint.
    pub fn last_checkpoint(&self) -> Result<Option<CheckpointRow>, Error> {
        let sql = "SELECT size, root, note, at FROM checkpoint ORDER BY size DESC LIMIT 1";
        self.one("reading the last checkpoint", sql, [], checkpoint_row)
    }

    /// The first checkpoint that covers an event.
    pub fn checkpoint_covering(&self, seq: u64) -> Result<Option<CheckpointRow>, Error> {
        let sql =
            "SELECT size, root, note, at FROM checkpoint WHERE size >= ?1 ORDER BY size LIMIT 1";
        self.one("reading a checkpoint", sql, [seq], checkpoint_row)
    }

    /// The newest checkpoint recorded before an instant.
    pub fn checkpoint_before(&self, at: Utc) -> Result<Option<CheckpointRow>, Error> {
        let sql =
            "SELECT size, root, note, at FROM checkpoint WHERE at < ?1 ORDER BY size DESC LIMIT 1";
        self.one(
            "reading a checkpoint",
            sql,
            [at.to_string()],
            checkpoint_row,
        )
    }
}

pub(crate) fn checkpoint_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<CheckpointRow> {
    Ok(CheckpointRow {
        size: row.get("size")?,
        root: digest(row, "root")?,
        note: row.get("note")?,
        // As it is written, and in no other spelling: what was changed can't be read.
        at: text(row, "at", |at| {
            Utc::parse(at).filter(|read| read.to_string() == at)
        })?,
    })
}

pub(super) fn read_event(seq: u64, leaf: Vec<u8>) -> Result<EventRow, Error> {
    let event = Event::from_leaf(&leaf).map_err(|source: LeafError| Error::Leaf { seq, source })?;
    Ok(EventRow { seq, leaf, event })
}

/// The first text after all that begin with `prefix`.
pub(super) fn prefix_end(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
