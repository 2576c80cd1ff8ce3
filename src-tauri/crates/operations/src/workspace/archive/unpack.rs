//! Reading a backup, of which nothing is believed: it may come from anyone.
//!
//! The manifest says which members follow, in which order and how long; a member that is anything
//! else than that ends the reading. What is written never exceeds what was read.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use tar::{Archive, Entry, EntryType};

use super::{
    Hashed, Manifest, Member, Steps,
    manifest::{LONGEST, NAME},
    stream::CHUNK,
};
use crate::{Error, workspace::refusal::BackupRefusal};

/// Unpacks into the folder `root`, which is empty, and syncs what it writes.
pub(in crate::workspace) fn unpack(
    source: impl Read,
    root: &Path,
    steps: &mut Steps<'_>,
) -> Result<Manifest, Error> {
    let mut archive = Archive::new(source);
    // Raw: names that go on in a member of their own, sparse files and the like stay what they
    // are, members of another type, and are refused.
    let mut entries = archive.entries().map_err(unreadable)?.raw(true);
    let mut first = entries
        .next()
        .ok_or_else(|| malformed("it is empty".to_owned()))?
        .map_err(unreadable)?;
    let manifest = read_manifest(&mut first)?;
    let (total, mut done) = (manifest.length(), 0);
    for member in &manifest.members {
        let lacking = || malformed(format!("it ends before {}", member.path));
        let mut entry = entries.next().ok_or_else(lacking)?.map_err(unreadable)?;
        expect(&entry, &member.path, member.length)?;
        let mut tell = |count| {
            done += count;
            steps.tell("backup.read", done, total)
        };
        write_member(&mut entry, member, root, &mut tell)?;
    }
    if let Some(entry) = entries.next() {
        let path = name(&entry.map_err(unreadable)?);
        return Err(malformed(format!("it also holds {path}")));
    }
    read_out(archive.into_inner())?;
    Ok(manifest)
}

fn read_manifest(entry: &mut Entry<'_, impl Read>) -> Result<Manifest, Error> {
    let length = entry.size();
    if length > LONGEST {
        return Err(malformed(format!("its manifest has {length} bytes")));
    }
    expect(entry, NAME, length)?;
    let mut json = Vec::new();
    entry.read_to_end(&mut json).map_err(unreadable)?;
    if json.len() as u64 != length {
        return Err(malformed("it ends in its manifest".to_owned()));
    }
    Ok(Manifest::parse(&json)?)
}

fn expect(entry: &Entry<'_, impl Read>, path: &str, length: u64) -> Result<(), Error> {
    let found = name(entry);
    if found != path {
        return Err(malformed(format!("it holds {found} where {path} is due")));
    }
    if entry.header().entry_type() != EntryType::Regular {
        return Err(malformed(format!("{path} is no plain file")));
    }
    if entry.size() != length {
        let found = entry.size();
        return Err(malformed(format!("{path} has {found} bytes, not {length}")));
    }
    Ok(())
}

fn name(entry: &Entry<'_, impl Read>) -> String {
    String::from_utf8_lossy(&entry.path_bytes()).into_owned()
}

fn write_member(
    entry: &mut Entry<'_, impl Read>,
    member: &Member,
    root: &Path,
    tell: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let path = root.join(&member.path);
    let mut file = create(&path, root)?;
    let mut reader = Hashed::new(entry);
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = reader.read(&mut chunk).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        file.write_all(&chunk[..count])
            .map_err(Error::io("writing", &path))?;
        tell(count as u64)?;
    }
    let (_, sha256, length) = reader.finish();
    if length != member.length {
        return Err(malformed(format!("it ends in {}", member.path)));
    }
    if sha256 != member.sha256 {
        return Err(malformed(format!("{} was changed", member.path)));
    }
    file.sync_all().map_err(Error::io("writing", &path))
}

/// The manifest's paths lead nowhere else than into `root`, which nobody else knows.
fn create(path: &Path, root: &Path) -> Result<File, Error> {
    let folder = path.parent().expect("it lies in the root");
    if folder != root {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(Error::io("making the folder", folder))?;
    }
    // As they are in a workspace: the system takes away what it takes from every file.
    let open =
        folder == root && path.extension() == Some("db".as_ref()) || folder == root.join("reports");
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(if open { 0o644 } else { 0o600 })
        .open(path)
        .map_err(Error::io("writing", path))
}

/// Reads what follows the last member, which is nothing but zeros: only then is all of an
/// encrypted file known to be as it was written.
fn read_out(mut rest: impl Read) -> Result<(), Error> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = rest.read(&mut chunk).map_err(unreadable)?;
        if count == 0 {
            return Ok(());
        }
        if chunk[..count].iter().any(|byte| *byte != 0) {
            return Err(malformed("it goes on after its end".to_owned()));
        }
    }
}

/// Makes the names in a folder, and in those in it, durable.
pub(in crate::workspace) fn sync_folders(root: &Path) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    File::open(root)?.sync_all()
}

fn malformed(fault: String) -> Error {
    BackupRefusal::Malformed { fault }.into()
}

fn unreadable(error: io::Error) -> Error {
    malformed(format!("it can't be read ({error})"))
}
