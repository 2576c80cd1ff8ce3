//! A transaction that changes the ledger.

use rusqlite::{Transaction, params};

use crate::{Error, Reading};

/// A write transaction. Dropped without commit, it leaves nothing.
#[derive(Debug)]
pub struct Writing<'a> {
    pub(crate) db: &'a Transaction<'a>,
}

impl Writing<'_> {
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
