//! What goes into a backup: all of it as of one moment, though others go on working.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use chancery_domain::{Sha256Digest, Utc};
use chancery_ledger::{Copying, Ledger};

use super::{
    FORMAT, Hashed, Manifest, Member, Steps,
    manifest::{DATABASE, belongs},
};
use crate::{Error, Workspace, lock::Lock, workspace::Paths};

/// The manifest, and where its members lie now.
pub(in crate::workspace) struct Collected {
    pub(in crate::workspace) manifest: Manifest,
    pub(in crate::workspace) files: Vec<PathBuf>,
    /// Sealed reports that are gone, or are no longer what was sealed.
    pub(in crate::workspace) left_out: Vec<String>,
}

/// Copies what may change into the folder `scratch`, and lists it with what can't.
pub(in crate::workspace) fn collect(
    workspace: &Workspace,
    scratch: &Path,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<Collected, Error> {
    let mut found = Found::default();
    let paths = &workspace.paths;
    let copying = hold(workspace, scratch, &mut found)?;
    let database = scratch.join(DATABASE);
    copy_database(&copying, &database, steps)?;
    found.take(DATABASE, database)?;
    take_reports(&copying, paths, &mut found)?;
    // The database first: whoever unpacks it by hand meets it first.
    let last = found.members.iter().position(|m| m.path == DATABASE);
    let last = last.expect("it was just taken");
    found.members[..=last].rotate_right(1);
    found.files[..=last].rotate_right(1);
    let checkpoint = copying.read().last_checkpoint()?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        program: concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
        origin: workspace.founding.origin.clone(),
        events: copying.size(),
        root: copying.root(),
        checkpoint: checkpoint.map(|checkpoint| checkpoint.note),
        made_at: now,
        members: found.members,
    };
    Ok(Collected {
        manifest,
        files: found.files,
        left_out: found.left_out,
    })
}

/// Holds the state of the ledger, and copies what must go with it. Keys are made and destroyed
/// under the same lock as practice tokens are read here: what lies in the copy is what a crash at
/// this moment would leave, and the next opening settles that.
fn hold<'w>(
    workspace: &'w Workspace,
    scratch: &Path,
    found: &mut Found,
) -> Result<Copying<'w>, Error> {
    let ledger: &Ledger = &workspace.ledger;
    let paths = &workspace.paths;
    if !workspace.is_practice() {
        return Ok(ledger.copying()?);
    }
    let held = Lock::practice_tokens(paths).wait()?;
    let copying = ledger.copying()?;
    for path in [paths.practice_pins(), paths.pin_tries()] {
        if path.is_file() {
            found.copy(&path, scratch, paths)?;
        }
    }
    for token in entries(&paths.tokens())? {
        if token.is_dir() {
            for file in entries(&token)? {
                found.copy(&file, scratch, paths)?;
            }
        }
    }
    drop(held);
    Ok(copying)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let reading = || Error::io("reading", folder);
    let listed = fs::read_dir(folder).map_err(reading())?;
    let paths: io::Result<Vec<_>> = listed.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(reading())?;
    paths.sort();
    Ok(paths)
}

fn copy_database(copying: &Copying<'_>, to: &Path, steps: &mut Steps<'_>) -> Result<(), Error> {
    let mut stopped = None;
    let whole = copying.copy_to(to, |done, total| {
        let told = steps.tell("backup.copy", done, total);
        stopped = told.err();
        stopped.is_none()
    })?;
    match stopped {
        Some(error) if !whole => Err(error),
        _ => Ok(()),
    }
}

/// Those of the log, as it names them. They are never changed, so that they need no copy.
fn take_reports(copying: &Copying<'_>, paths: &Paths, found: &mut Found) -> Result<(), Error> {
    for report in copying.read().reports(u32::MAX)? {
        let (name, file) = (
            format!("reports/{}", report.file),
            paths.reports().join(&report.file),
        );
        let whole = belongs(&name) && hash(&file).is_ok_and(|(sha256, _)| sha256 == report.sha256);
        if whole {
            found.take(&name, file)?;
        } else {
            found.left_out.push(name);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    members: Vec<Member>,
    files: Vec<PathBuf>,
    left_out: Vec<String>,
}

impl Found {
    /// Copies a file of the workspace, then takes the copy.
    fn copy(&mut self, file: &Path, scratch: &Path, paths: &Paths) -> Result<(), Error> {
        let inside = file
            .strip_prefix(paths.root())
            .expect("it lies in the workspace");
        let name = inside.to_string_lossy().into_owned();
        if !belongs(&name) {
            return Ok(());
        }
        let copy = scratch.join(inside);
        let folder = copy.parent().expect("it lies in the scratch folder");
        fs::create_dir_all(folder).map_err(Error::io("making the folder", folder))?;
        fs::copy(file, &copy).map_err(Error::io("writing", &copy))?;
        self.take(&name, copy)
    }

    fn take(&mut self, name: &str, file: PathBuf) -> Result<(), Error> {
        let (sha256, length) = hash(&file).map_err(Error::io("reading", &file))?;
        self.members.push(Member {
            path: name.to_owned(),
            sha256,
            length,
        });
        self.files.push(file);
        Ok(())
    }
}

fn hash(file: &Path) -> io::Result<(Sha256Digest, u64)> {
    let mut reader = Hashed::new(File::open(file)?);
    io::copy(&mut reader, &mut io::sink())?;
    let (_, sha256, length) = reader.finish();
    Ok((sha256, length))
}
