//! What leaves the workstation as a file: written once, never over another, and on record.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, EventBody, ExportKind},
};

use crate::{Error, Workspace, officer};

/// A file that is to leave.
pub(crate) struct Leaving<'a> {
    pub(crate) what: ExportKind,
    /// Which one of its kind.
    pub(crate) subject: &'a str,
    pub(crate) bytes: &'a [u8],
    /// Whether the record has the hash of the file. Not where somebody who guessed a name in it
    /// could test the guess by that.
    pub(crate) hashed: bool,
}

/// Whoever takes something out: the officer who is named, or the workstation.
pub(crate) fn taker(workspace: &Workspace, officer: Option<&str>) -> Result<Actor, Error> {
    match officer {
        Some(id) => Ok(officer::actor(&officer::find(workspace, id)?)),
        None => Ok(Actor::service("workstation")),
    }
}

/// Writes it to a new file, and records that it left. Where that can't be recorded it does not
/// leave.
pub(crate) fn hand_out(
    workspace: &mut Workspace,
    leaving: &Leaving<'_>,
    out: &Path,
    officer: Option<&str>,
    now: Utc,
) -> Result<(), Error> {
    let actor = taker(workspace, officer)?;
    write_new(out, leaving.bytes)?;
    record(workspace, leaving, actor, now).inspect_err(|_| {
        // The person is told that nothing left; that it could not be removed changes nothing.
        let _ = fs::remove_file(out);
    })
}

/// Records that it leaves, by a way that is not ours.
pub(crate) fn record(
    workspace: &mut Workspace,
    leaving: &Leaving<'_>,
    actor: Actor,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::Exported {
        what: leaving.what,
        subject: leaving.subject.to_owned(),
        sha256: leaving.hashed.then(|| Sha256Digest::of(leaving.bytes)),
    };
    workspace.record(now, actor, body).map(|_| ())
}

/// Writes a file that must not be there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::FolderTaken {
            path: path.to_owned(),
        },
        _ => Error::io("writing", path)(error),
    })?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file must not be taken for one; that it could not be removed changes nothing.
        let _ = fs::remove_file(path);
    }
    written.map_err(Error::io("writing", path))
}
