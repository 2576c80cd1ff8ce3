//! What of a document a seal covers.

use std::ops::Range;

/// How much of a document `/ByteRange` takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All but the signature itself.
    WholeDocument,
    /// A beginning of the document: something was appended after sealing.
    ChangedAfterSealing,
    /// No two pieces around the signature; nothing can be said about it.
    Malformed,
}

/// The two pieces of a document that are signed, and the hole between them.
pub(super) struct SignedRange {
    hole: Range<usize>,
    end: usize,
}

impl SignedRange {
    /// Reads the four numbers of `/ByteRange`. The hole must be exactly the
    /// hexadecimal string that decodes to `contents`: anything else in it
    /// would be unsigned and yet read by a viewer.
    pub(super) fn parse(numbers: &[i64], document: &[u8], contents: &[u8]) -> Option<Self> {
        let &[0, hole_start, hole_end, rest] = numbers else {
            return None;
        };
        let hole = usize::try_from(hole_start).ok()?..usize::try_from(hole_end).ok()?;
        let end = hole.end.checked_add(usize::try_from(rest).ok()?)?;
        if end > document.len() || !holds(document.get(hole.clone())?, contents) {
            return None;
        }
        Some(Self { hole, end })
    }

    pub(super) fn pieces<'a>(&self, document: &'a [u8]) -> [&'a [u8]; 2] {
        [
            &document[..self.hole.start],
            &document[self.hole.end..self.end],
        ]
    }

    pub(super) fn coverage(&self, document: &[u8]) -> Coverage {
        if self.end == document.len() {
            Coverage::WholeDocument
        } else {
            Coverage::ChangedAfterSealing
        }
    }
}

fn holds(hole: &[u8], contents: &[u8]) -> bool {
    let [b'<', digits @ .., b'>'] = hole else {
        return false;
    };
    digits.len() == 2 * contents.len()
        && digits
            .chunks_exact(2)
            .zip(contents)
            .all(|(pair, byte)| value(pair[0]).zip(value(pair[1])) == Some((byte >> 4, byte & 15)))
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
