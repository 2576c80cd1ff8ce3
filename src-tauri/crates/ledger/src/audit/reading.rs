//! Reading the whole log out of the database, in order.

use std::{collections::VecDeque, sync::mpsc::SyncSender};

use chancery_domain::Sha256Digest;
use rusqlite::params;

use super::{Fault, FaultCode, stored::Batch};
use crate::{Error, Reading};

/// What reading came to.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// What is wrong with the numbers of events and nodes.
    pub(super) faults: Vec<Fault>,
    /// Why it ended before the end.
    pub(super) stopped: Option<Stopped>,
}

/// Why reading ended before the end.
#[derive(Debug)]
pub(super) enum Stopped {
    Cancelled,
    Failed(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Nodes that are fetched at once.
const CHUNK: u32 = 512;

/// The stored nodes of one level, from the left.
#[derive(Debug, Default)]
struct Level {
    fetched: VecDeque<(i64, Option<Sha256Digest>)>,
    /// Where fetching goes on; `None`: at the beginning.
    next: Option<i64>,
    ended: bool,
}

/// Reads the log and hands it on.
struct LogReader<'a, P> {
    read: Reading<'a>,
    hashing: &'a SyncSender<Batch>,
    progress: P,
    total: u64,
    done: u64,
    batch: Batch,
    levels: Vec<Level>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    pub(super) fn read_log(
        &self,
        progress: impl FnMut(u64, u64) -> bool,
        hashing: &SyncSender<Batch>,
    ) -> Read {
        let mut reader = LogReader {
            read: *self,
            hashing,
            progress,
            total: 0,
            done: 0,
            batch: Batch::default(),
            levels: Vec::new(),
            faults: Vec::new(),
        };
        let stopped = reader.run().err();
        // What was read before it broke off is hashed all the same.
        let _ = reader.hand_on();
        Read {
            faults: reader.faults,
            stopped,
        }
    }
}

impl<P: FnMut(u64, u64) -> bool> LogReader<'_, P> {
    fn run(&mut self) -> Result<(), Stopped> {
        self.total = self.read.size()?;
        if self.events()? {
            self.stray_nodes()?;
        }
        self.blobs()?;
        self.hand_on()
    }

    /// True if all events are there.
    fn events(&mut self) -> Result<bool, Stopped> {
        let reading = || Error::sqlite("reading the log");
        let sql = "SELECT seq, leaf, at, kind, subject, actor FROM event ORDER BY seq";
        let read = self.read;
        let mut select = read.db.prepare(sql).map_err(reading())?;
        let mut rows = select.query([]).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            let next = self.done + 1;
            if row.get::<_, i64>(0).ok() != i64::try_from(next).ok() {
                self.fault(next, FaultCode::LeafMissing);
                return Ok(false);
            }
            self.batch.push_event(row).map_err(reading())?;
            self.nodes(next)?;
            self.done = next;
            if self.batch.is_full() {
                self.hand_on()?;
            }
        }
        Ok(true)
    }

    /// The stored nodes that event `seq` completes.
    fn nodes(&mut self, seq: u64) -> Result<(), Error> {
        for level in 0..=seq.trailing_zeros() as usize {
            let index = i64::try_from((seq >> level) - 1).expect("SQLite counts no further");
            let node = self.node(level, index, seq)?;
            self.batch.nodes.push(node);
        }
        Ok(())
    }

    fn node(&mut self, level: usize, index: i64, seq: u64) -> Result<Option<Sha256Digest>, Error> {
        while self.levels.len() <= level {
            self.levels.push(Level::default());
        }
        loop {
            let nodes = &mut self.levels[level];
            match nodes.fetched.front() {
                Some((there, _)) if *there > index => return Ok(None),
                Some((there, hash)) => {
                    let (there, hash) = (*there, *hash);
                    nodes.fetched.pop_front();
                    if there == index {
                        return Ok(hash);
                    }
                    self.fault(seq, FaultCode::TreeChanged);
                }
                None if nodes.ended => return Ok(None),
                None => self.fetch(level)?,
            }
        }
    }

    fn fetch(&mut self, level: usize) -> Result<(), Error> {
        let sql = "SELECT level, idx, hash FROM node WHERE level = ?1 AND idx >= ?2
                   ORDER BY idx LIMIT ?3";
        let nodes = &mut self.levels[level];
        let values = params![level, nodes.next.unwrap_or(i64::MIN), CHUNK];
        // A row that was bent in the file may stand where it does not belong: its level is read.
        let fetched = self.read.many("reading the tree", sql, values, |row| {
            let here = row.get(0).ok() == i64::try_from(level).ok();
            let hash = row.get(2).ok().filter(|_| here).map(Sha256Digest);
            Ok((row.get::<_, i64>(1)?, hash))
        })?;
        nodes.ended = fetched.len() < CHUNK as usize;
        nodes.next = fetched.last().map(|(index, _)| index.saturating_add(1));
        nodes.fetched.extend(fetched);
        Ok(())
    }

    /// Nodes that belong to no tree of this size. A leaf's tells of an event that is gone.
    fn stray_nodes(&mut self) -> Result<(), Error> {
        let next = self.done + 1;
        for level in 0..self.levels.len() {
            if self.levels[level].fetched.is_empty() && !self.levels[level].ended {
                self.fetch(level)?;
            }
            match (self.levels[level].fetched.is_empty(), level) {
                (true, _) => {}
                (false, 0) => self.fault(next, FaultCode::LeafMissing),
                (false, _) => self.fault(next, FaultCode::TreeChanged),
            }
        }
        let sql = "SELECT 1 FROM node WHERE level < 0 OR level >= ?1 LIMIT 1";
        let height = self.levels.len();
        let stray = self
            .read
            .one("reading the tree", sql, [height], |_| Ok(()))?;
        if stray.is_some() {
            self.fault(next, FaultCode::TreeChanged);
        }
        Ok(())
    }

    fn blobs(&mut self) -> Result<(), Stopped> {
        let reading = || Error::sqlite("reading records");
        let sql = "SELECT sha256, bytes FROM blob WHERE bytes IS NOT NULL";
        let read = self.read;
        let mut select = read.db.prepare(sql).map_err(reading())?;
        let mut rows = select.query([]).map_err(reading())?;
        while let Some(row) = rows.next().map_err(reading())? {
            self.batch.push_blob(row).map_err(reading())?;
            if self.batch.is_full() {
                self.hand_on()?;
            }
        }
        Ok(())
    }

    fn hand_on(&mut self) -> Result<(), Stopped> {
        // Whoever hashes takes all that comes.
        let _ = self.hashing.send(std::mem::take(&mut self.batch));
        match (self.progress)(self.done, self.total) {
            true => Ok(()),
            false => Err(Stopped::Cancelled),
        }
    }

    fn fault(&mut self, seq: u64, code: FaultCode) {
        self.faults.push(Fault {
            seq: Some(seq),
            code,
        });
    }
}
