//! Spans of the log, as tiles and bundles need them.

use chancery_domain::Sha256Digest;
use rusqlite::params;

use super::{Reading, digest};
use crate::Error;

impl Reading<'_> {
    /// The leaves of `count` events from number `first` on; fewer where the log ends.
    pub fn leaves_from(&self, first: u64, count: u16) -> Result<Vec<Vec<u8>>, Error> {
        let sql = "SELECT leaf FROM event WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
        self.many("reading events", sql, params![first, count], |row| {
            row.get(0)
        })
    }

    /// The hashes of `count` nodes of one level from `first` on; fewer where the tree ends.
    pub fn nodes_from(
        &self,
        level: u8,
        first: u64,
        count: u16,
    ) -> Result<Vec<Sha256Digest>, Error> {
        let sql = "SELECT hash FROM node WHERE level = ?1 AND idx >= ?2 ORDER BY idx LIMIT ?3";
        self.many(
            "reading the tree",
            sql,
            params![level, first, count],
            |row| digest(row, "hash"),
        )
    }
}
