//! The folder that SoftHSM keeps tokens in.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Makes what is in `token_dir` durable: SoftHSM itself never calls fsync. Call
/// it after a key was destroyed, before a ledger speaks of it; for a new key,
/// [`Listing`](super::Listing) does it without touching all the others.
pub fn sync(token_dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(token_dir)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync(&entry.path())?;
        } else if kind.is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    // Files first, then the folder that names them.
    File::open(token_dir)?.sync_all()
}
