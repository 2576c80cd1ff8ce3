//! Replaying the events onto empty tables: what the tables should say.

use rusqlite::{Connection, Row, types::Value};

use crate::{
    Error, Reading, Writing, project,
    schema::{LOG, SHOWN, TABLES},
};

impl Reading<'_> {
    /// The tables whose rows are not what the events make of them. Empty: all agree.
    ///
    /// Worth something only where the log itself was recomputed and is sound.
    pub fn tables_that_differ(&self) -> Result<Vec<&'static str>, Error> {
        let mut replayed = self.empty_tables()?;
        self.replay_onto(&mut replayed)?;
        let mut differ = Vec::new();
        for (table, order) in SHOWN {
            let sql = format!("SELECT * FROM main.{table} ORDER BY {order}");
            match same_rows(self.db, &replayed, &sql) {
                Ok(true) => {}
                Err(error) if error.is_passing() => return Err(error),
                // Somebody took the table away, or made another of it.
                Ok(false) | Err(_) => differ.push(table),
            }
        }
        Ok(differ)
    }

    /// A private database on disk that goes when it is closed. It reads blobs from the ledger.
    fn empty_tables(&self) -> Result<Connection, Error> {
        let replaying = || Error::sqlite("replaying the log");
        let path = self.db.path().unwrap_or_default();
        let replayed = Connection::open("").map_err(replaying())?;
        replayed
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;")
            .and_then(|()| replayed.execute_batch(LOG))
            .and_then(|()| replayed.execute_batch("DROP TABLE blob"))
            .and_then(|()| replayed.execute_batch(TABLES))
            .and_then(|()| replayed.execute("ATTACH DATABASE ?1 AS stored", [path]))
            .map_err(replaying())?;
        Ok(replayed)
    }

    fn replay_onto(&self, replayed: &mut Connection) -> Result<(), Error> {
        let replaying = || Error::sqlite("replaying the log");
        let tx = replayed.transaction().map_err(replaying())?;
        self.project_all(&mut Writing::new(&tx))?;
        tx.commit().map_err(replaying())
    }

    /// Projects every event onto tables that are empty.
    pub(crate) fn project_all(&self, onto: &mut Writing<'_>) -> Result<(), Error> {
        for seq in 1..=self.size()? {
            if let Some(row) = self.event(seq)? {
                project::apply(onto, seq, &row.event)?;
            }
        }
        Ok(())
    }
}

fn same_rows(stored: &Connection, replayed: &Connection, sql: &str) -> Result<bool, Error> {
    let comparing = || Error::sqlite("comparing tables with the log");
    let mut stored = stored.prepare(sql).map_err(comparing())?;
    let mut replayed = replayed.prepare(sql).map_err(comparing())?;
    let mut stored = stored.query([]).map_err(comparing())?;
    let mut replayed = replayed.query([]).map_err(comparing())?;
    loop {
        let pair = (
            stored.next().map_err(comparing())?,
            replayed.next().map_err(comparing())?,
        );
        match pair {
            (None, None) => return Ok(true),
            (Some(one), Some(other)) if values(one)? == values(other)? => {}
            _ => return Ok(false),
        }
    }
}

fn values(row: &Row<'_>) -> Result<Vec<Value>, Error> {
    (0..row.as_ref().column_count())
        .map(|column| row.get(column))
        .collect::<Result<_, _>>()
        .map_err(Error::sqlite("comparing tables with the log"))
}
