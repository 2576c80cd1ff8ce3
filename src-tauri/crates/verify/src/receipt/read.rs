//! Receipts, keys and checkpoints as files.

use chancery_tlog::{Checkpoint, Receipt, SignedNote, VerifierKey};

use crate::evidence::{Fault, Meant, Unreadable};

/// No receipt, checkpoint or list of keys is longer.
pub const LONGEST_TEXT: usize = 1 << 20;

/// More keys than a log and its witnesses have.
const KEYS_MAX: usize = 100;

/// How every receipt begins, and no certificate.
const BEGINNING: &[u8] = b"c2sp.org/tlog-proof@";

/// Whether a file says that it is a receipt.
pub fn is_receipt(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINNING)
}

/// Reads a receipt.
pub fn receipt(file: &str, bytes: &[u8]) -> Result<Receipt, Unreadable> {
    let read = |text: &str| Receipt::parse(text).map_err(in_full);
    text(bytes, Meant::Receipt, read).map_err(|fault| fault.of(file))
}

/// Reads a signed checkpoint. Nobody checks who signed it: whoever gives it trusts it.
pub fn checkpoint(file: &str, bytes: &[u8]) -> Result<Checkpoint, Unreadable> {
    let read = |text: &str| {
        let note = SignedNote::parse(text).map_err(in_full)?;
        Checkpoint::parse(note.unverified_text()).map_err(in_full)
    };
    text(bytes, Meant::Checkpoint, read).map_err(|fault| fault.of(file))
}

/// Reads verifier keys, one a line: at least one.
pub fn keys(file: &str, bytes: &[u8]) -> Result<Vec<VerifierKey>, Unreadable> {
    let read = |text: &str| {
        let lines = text.lines().filter(|line| !line.is_empty());
        lines
            .take(KEYS_MAX)
            .map(|line| VerifierKey::parse(line).map_err(in_full))
            .collect()
    };
    let keys: Vec<_> = text(bytes, Meant::Keys, read).map_err(|fault| fault.of(file))?;
    match keys.is_empty() {
        true => Err(Fault::Empty.of(file)),
        false => Ok(keys),
    }
}

fn text<T>(
    bytes: &[u8],
    meant: Meant,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if bytes.len() > LONGEST_TEXT {
        return Err(Fault::Long(LONGEST_TEXT));
    }
    let text = std::str::from_utf8(bytes).map_err(in_full);
    text.and_then(read).map_err(|why| Fault::Not(meant, why))
}

/// What happened, and below it why.
fn in_full(error: impl std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
