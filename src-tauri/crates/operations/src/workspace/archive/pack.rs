//! Writing a backup: manifest first, then each member.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::PathBuf,
};

use tar::{EntryType, Header};

use super::{Hashed, Manifest, Steps, manifest::NAME, stream::CHUNK};
use crate::Error;

/// Members are padded to a multiple of this.
const BLOCK: u64 = 512;

/// Writes all members to `out`; `path` names it in errors. `files` are where they lie now, in
/// the manifest's order.
pub(in crate::workspace) fn pack(
    manifest: &Manifest,
    files: &[PathBuf],
    out: &mut dyn Write,
    path: &std::path::Path,
    steps: &mut Steps<'_>,
) -> Result<(), Error> {
    let json = serde_json::to_vec_pretty(manifest).expect("text has a JSON form");
    let (total, mut done) = (manifest.length(), 0);
    let mut out = Out { out, path };
    out.begin(manifest, NAME, json.len() as u64)?;
    out.put(&json)?;
    out.pad(json.len() as u64)?;
    for (member, file) in manifest.members.iter().zip(files) {
        out.begin(manifest, &member.path, member.length)?;
        let mut reader = Hashed::new(File::open(file).map_err(Error::io("reading", file))?);
        let mut chunk = vec![0; CHUNK];
        loop {
            let count = reader
                .read(&mut chunk)
                .map_err(Error::io("reading", file))?;
            if count == 0 {
                break;
            }
            out.put(&chunk[..count])?;
            done += count as u64;
            steps.tell("backup.write", done, total)?;
        }
        let (_, sha256, length) = reader.finish();
        if (sha256, length) != (member.sha256, member.length) {
            let changed = io::Error::other("it changed while it was read");
            return Err(Error::io("reading", file)(changed));
        }
        out.pad(length)?;
    }
    // Two empty blocks end an archive.
    out.put(&[0; 2 * BLOCK as usize])
}

struct Out<'a> {
    out: &'a mut dyn Write,
    path: &'a std::path::Path,
}

impl Out<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out
            .write_all(bytes)
            .map_err(Error::io("writing", self.path))
    }

    fn begin(&mut self, manifest: &Manifest, name: &str, length: u64) -> Result<(), Error> {
        let mut header = Header::new_ustar();
        header
            .set_path(name)
            .map_err(Error::io("naming a member of", self.path))?;
        header.set_entry_type(EntryType::Regular);
        header.set_size(length);
        header.set_mode(0o600);
        let seconds = manifest.made_at.unix_millis() / 1000;
        header.set_mtime(u64::try_from(seconds).unwrap_or(0));
        header.set_cksum();
        self.put(header.as_bytes())
    }

    fn pad(&mut self, length: u64) -> Result<(), Error> {
        let rest = length.next_multiple_of(BLOCK) - length;
        let rest = usize::try_from(rest).expect("less than a block");
        self.put(&vec![0; rest])
    }
}
