//! Classes of instruments.

use std::fmt;

use crate::problem::{Code, Problem};

/// Categories of ISO 10962:2021, each with its groups.
const GROUPS: [(u8, &[u8]); 14] = [
    (b'C', b"BEFHIMPS"),
    (b'D', b"ABCDEGMNSTWY"),
    (b'E', b"CDFLMPSY"),
    (b'F', b"CF"),
    (b'H', b"CEFMRT"),
    (b'I', b"FT"),
    (b'J', b"CEFRT"),
    (b'K', b"CEFMRTY"),
    (b'L', b"LRS"),
    (b'M', b"CM"),
    (b'O', b"CMP"),
    (b'R', b"ADFMPSW"),
    (b'S', b"CEFMRT"),
    (b'T', b"BCDIMRT"),
];

/// A class of instruments, ISO 10962: six letters, of which X after the first means any.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cfi(String);

impl Cfi {
    /// Reads six letters: a category, one of its groups or X, and four attributes.
    pub fn parse(field: &str, code: &str) -> Result<Self, Problem> {
        let letters = code.as_bytes();
        if letters.len() != 6 || !letters.iter().all(u8::is_ascii_uppercase) {
            return Err(Problem::new(field, Code::NotAnInstrument));
        }
        let groups = GROUPS.iter().find(|(category, _)| *category == letters[0]);
        let known =
            groups.is_some_and(|(_, groups)| letters[1] == ANY || groups.contains(&letters[1]));
        // Attributes mean something only within a group.
        let hangs = letters[1] == ANY && letters[2..].iter().any(|letter| *letter != ANY);
        if !known || hangs {
            return Err(Problem::new(field, Code::UnknownCfi));
        }
        Ok(Self(code.to_owned()))
    }

    /// The six letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The category's letter.
    pub fn category(&self) -> char {
        char::from(self.0.as_bytes()[0])
    }

    /// The group's letter, or nothing if any is meant.
    pub fn group(&self) -> Option<char> {
        let group = self.0.as_bytes()[1];
        (group != ANY).then(|| char::from(group))
    }

    /// True if every instrument of `other` is one of this class.
    pub fn takes_in(&self, other: &Self) -> bool {
        let letters = self.0.bytes().zip(other.0.bytes());
        letters
            .into_iter()
            .all(|(own, theirs)| own == ANY || own == theirs)
    }
}

impl fmt::Display for Cfi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const ANY: u8 = b'X';
