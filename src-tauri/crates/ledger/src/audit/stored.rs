//! A stretch of the log as the database holds it, on its way to be hashed.

use std::ops::Range;

use chancery_domain::Sha256Digest;
use rusqlite::{Row, types::ValueRef};

/// Not UTF-8: no text, and no leaf.
const NO_TEXT: &[u8] = &[0xFF];

/// Events or blobs, copied out of the database.
#[derive(Debug, Default)]
pub(super) struct Batch {
    bytes: Vec<u8>,
    events: Vec<[Range<usize>; 5]>,
    /// Stored nodes: for each event its leaf's, then those of the subtrees that it completes.
    pub(super) nodes: Vec<Option<Sha256Digest>>,
    blobs: Vec<([u8; 32], Range<usize>)>,
}

/// An event as it is stored: its leaf, and what stands beside it.
pub(super) struct Stored<'a> {
    pub(super) leaf: &'a [u8],
    /// Instant, type, subject, actor.
    pub(super) columns: [&'a [u8]; 4],
}

impl Batch {
    /// Takes an event in: `seq, leaf, at, kind, subject, actor`. A column of another type than it
    /// has in every ledger is one that no event has.
    pub(super) fn push_event(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let mut ranges = [const { 0..0 }; 5];
        for (at, range) in ranges.iter_mut().enumerate() {
            let bytes = match (at, row.get_ref(at + 1)?) {
                (0, ValueRef::Blob(bytes)) | (1.., ValueRef::Text(bytes)) => bytes,
                _ => NO_TEXT,
            };
            *range = self.keep(bytes);
        }
        self.events.push(ranges);
        Ok(())
    }

    /// Takes a blob in: `sha256, bytes`.
    pub(super) fn push_blob(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        // A hash of another length is no hash of anything.
        let sha256 = row.get(0).unwrap_or([0; 32]);
        let range = self.keep(row.get_ref(1)?.as_bytes().unwrap_or_default());
        self.blobs.push((sha256, range));
        Ok(())
    }

    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    /// True once it is worth handing on.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= 1 << 20 || self.events.len() + self.blobs.len() >= 1024
    }

    pub(super) fn events(&self) -> impl Iterator<Item = Stored<'_>> {
        self.events.iter().map(|[leaf, at, kind, subject, actor]| {
            let bytes = |range: &Range<usize>| &self.bytes[range.clone()];
            Stored {
                leaf: bytes(leaf),
                columns: [bytes(at), bytes(kind), bytes(subject), bytes(actor)],
            }
        })
    }

    pub(super) fn blobs(&self) -> impl Iterator<Item = (Sha256Digest, &[u8])> {
        let blob = |(sha256, range): &([u8; 32], Range<usize>)| {
            (Sha256Digest(*sha256), &self.bytes[range.clone()])
        };
        self.blobs.iter().map(blob)
    }
}
