//! What stands alone on a line in more than one of the formats.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::Sha256Digest;

/// Reads an ASCII decimal without leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// Reads the base64 of 32 bytes.
pub(crate) fn hash(text: &str) -> Option<Sha256Digest> {
    let bytes = STANDARD.decode(text).ok()?;
    bytes.try_into().ok().map(Sha256Digest)
}

/// The base64 of a hash.
pub(crate) fn of_hash(hash: &Sha256Digest) -> String {
    STANDARD.encode(hash.0)
}

/// Reads lines of one hash each, at most 63: no proof in a tree of up to 2^63 leaves has more.
pub(crate) fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Sha256Digest>> {
    let mut found = Vec::new();
    for line in lines {
        if found.len() == PROOF_MAX {
            return None;
        }
        found.push(hash(line)?);
    }
    Some(found)
}

/// "The client MUST NOT send more than 63 consistency proof lines."
const PROOF_MAX: usize = 63;
