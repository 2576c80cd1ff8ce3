//! A transaction that changes the ledger.

use rusqlite::{Transaction, params};

use crate::{Error, Reading, append::Frontier};

/// A write transaction. Dropped without commit, it leaves nothing.
#[derive(Debug)]
pub struct Writing<'a> {
    pub(crate) db: &'a Transaction<'a>,
    /// The right edge of the tree, where it is known.
    pub(crate) frontier: Option<Frontier>,
}

impl<'a> Writing<'a> {
    pub(crate) fn new(db: &'a Transaction<'a>) -> Self {
        Self { db, frontier: None }
    }

    /// Begins with the tree's edge as an earlier transaction left it, if nobody appended since: the
    /// log only grows, so that one size has one tree.
    pub(crate) fn continuing(
        db: &'a Transaction<'a>,
        frontier: Option<Frontier>,
    ) -> Result<Self, Error> {
        let size = Reading { db }.size()?;
        let frontier = frontier.filter(|frontier| frontier.size() == size);
        Ok(Self { db, frontier })
    }

    /// Reads inside the transaction: true until it commits.
    pub fn read(&self) -> Reading<'_> {
        Reading { db: self.db }
    }

    /// Moves a counter; counting rows would cost more with every row.
    pub(crate) fn count(&mut self, name: &str, by: i64) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "INSERT INTO counter (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = value + ?2",
            )
            .and_then(|mut update| update.execute(params![name, by]))
            .map_err(Error::sqlite("counting"))?;
        Ok(())
    }
}
