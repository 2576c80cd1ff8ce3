//! Practice tokens that outlive a crash. At each log-in SoftHSM empties a token's `token.object`
//! and writes it again: a process that ends in between leaves a token that can't be found any
//! more, and the keys in it lost. A copy beside it mends that.
//!
//! Between two log-ins nothing in the file changes but counters. Whoever gives a practice token
//! another PIN must remove the copy first: it holds what the PIN unlocks.

use std::{fs, io, path::Path};

use super::Paths;
use crate::{
    Error,
    publish::{clear_leftovers, write_atomically_as},
};

/// SoftHSM's own.
const OBJECT: &str = "token.object";
/// SoftHSM takes no notice of it: it looks only at files that end in `.object`.
const KEPT: &str = "token.kept";

/// Puts back what was lost, keeps a copy of what has none, and removes half a copy that a crash
/// left. Only while the lock over practice
/// tokens is held.
pub(super) fn mend(paths: &Paths) -> Result<(), Error> {
    // Half a `practice.json`, which is written under the same lock.
    clear_leftovers(paths.root())?;
    let Ok(tokens) = fs::read_dir(paths.tokens()) else {
        // The module says better what is wrong with the folder.
        return Ok(());
    };
    for token in tokens {
        let token = token.map_err(Error::io("reading", paths.tokens()))?.path();
        if token.is_dir() {
            mend_token(&token)?;
        }
    }
    Ok(())
}

/// Removes all copies, half ones too, before a PIN changes: what they hold it would unlock no more. The next
/// opening makes new ones. Only while the lock over practice tokens is held.
pub(crate) fn forget(paths: &Paths) -> Result<(), Error> {
    let tokens = fs::read_dir(paths.tokens()).map_err(Error::io("reading", paths.tokens()))?;
    for token in tokens {
        let token = token.map_err(Error::io("reading", paths.tokens()))?.path();
        clear_leftovers(&token)?;
        let copy = token.join(KEPT);
        match fs::remove_file(&copy) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("removing", copy)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn mend_token(token: &Path) -> Result<(), Error> {
    clear_leftovers(token)?;
    let (object, kept) = (token.join(OBJECT), token.join(KEPT));
    match (length(&object)?, length(&kept)?) {
        (0, 0) => Ok(()),
        (_, 0) => copy(&object, &kept),
        (now, before) if now < before => copy(&kept, &object),
        _ => Ok(()),
    }
}

/// Zero if it is not there.
fn length(path: &Path) -> Result<u64, Error> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(Error::io("reading", path)(error)),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let bytes = fs::read(from).map_err(Error::io("reading", from))?;
    write_atomically_as(to, &bytes, 0o600)
}
