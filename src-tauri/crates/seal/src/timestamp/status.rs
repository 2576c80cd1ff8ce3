//! `PKIStatusInfo` (RFC 3161, 2.4.2).

use std::fmt;

use der::Tag;

use super::element::{Elements, Malformed, small};

/// The most texts and the most characters of them that are told.
const TEXTS: usize = 8;
const CHARACTERS: usize = 200;

/// Names of PKIFailureInfo by bit.
const FAILURES: [(u8, &str); 9] = [
    (0, "badAlg"),
    (1, "badMessageCheck"),
    (2, "badRequest"),
    (5, "badDataFormat"),
    (14, "timeNotAvailable"),
    (15, "unacceptedPolicy"),
    (16, "unacceptedExtension"),
    (17, "addInfoNotAvailable"),
    (25, "systemFailure"),
];

/// The authority gave no time stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// `rejection`, `waiting`, ...; a number if it is unknown.
    pub status: String,
    /// `badAlg`, ...; the number of the bit if it is unknown.
    pub failures: Vec<String>,
    /// What it says, without control characters and cut.
    pub text: String,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.status)?;
        if !self.failures.is_empty() {
            write!(f, " ({})", self.failures.join(", "))?;
        }
        if !self.text.is_empty() {
            write!(f, ": {}", self.text)?;
        }
        Ok(())
    }
}

/// Reads the content; `None` if a token follows.
pub(super) fn read(content: &[u8]) -> Result<Option<Rejection>, Malformed> {
    let mut parts = Elements::of(content)?;
    let status = small(parts.required(Tag::Integer)?.content)?;
    let text = match parts.optional(Tag::Sequence)? {
        Some(texts) => text(texts.content)?,
        None => String::new(),
    };
    let failures = match parts.optional(Tag::BitString)? {
        Some(bits) => failures(bits.content)?,
        None => Vec::new(),
    };
    parts.finish()?;
    let status = match status {
        // granted, grantedWithMods: what was modified shows in the token, which is checked whole.
        0 | 1 => return Ok(None),
        2 => "rejection".to_owned(),
        3 => "waiting".to_owned(),
        4 => "revocationWarning".to_owned(),
        5 => "revocationNotification".to_owned(),
        other => other.to_string(),
    };
    Ok(Some(Rejection {
        status,
        failures,
        text,
    }))
}

/// `PKIFreeText`.
fn text(content: &[u8]) -> Result<String, Malformed> {
    let mut told = Vec::new();
    for text in Elements::of(content)?.all(TEXTS)? {
        if text.tag != Tag::Utf8String {
            return Err(Malformed);
        }
        told.push(std::str::from_utf8(text.content).map_err(|_| Malformed)?);
    }
    let told = told.join("; ");
    let printable = told.chars().filter(|c| !c.is_control());
    Ok(printable.take(CHARACTERS).collect())
}

/// The bits that are set, of a BIT STRING of at most 32.
fn failures(content: &[u8]) -> Result<Vec<String>, Malformed> {
    let (unused, octets) = content.split_first().ok_or(Malformed)?;
    if *unused > 7 || octets.len() > 4 {
        return Err(Malformed);
    }
    let bits = (0_u8..).zip(
        octets
            .iter()
            .flat_map(|octet| (0..8).map(move |at| octet << at)),
    );
    let set = bits.filter(|(_, octet)| octet & 0x80 != 0);
    Ok(set.map(|(bit, _)| failure(bit)).collect())
}

fn failure(bit: u8) -> String {
    let known = FAILURES.iter().find(|(number, _)| *number == bit);
    known.map_or_else(|| bit.to_string(), |(_, name)| (*name).to_owned())
}
