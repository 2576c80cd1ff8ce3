//! `workspace backup`: one file from which everything can be had again, proved before anyone is
//! told that it is there.
//!
//! Copies in the clear lie in the workspace's own folder and nowhere else: what is encrypted
//! never touches the medium that it is written to in another form.

use std::{fs, path::Path};

use chancery_domain::{Sha256Digest, Utc, event::EventBody};

use super::{
    OnProgress, acting,
    archive::{
        Collected, Encryption, Hashed, Judged, Manifest, Sink, Source, Steps, Unlocking, collect,
        judge, pack, unpack,
    },
    refusal::BackupRefusal,
    scratch::{Scratch, Unfinished},
};
use crate::{Error, Workspace, checkpoint, edge::Running, error::owed, view::BackupView};

/// Backs the workspace up to a new file, verifies that by restoring it to a scratch folder, and
/// records it. Other programs may go on writing. `officer` is whoever signed in for it, if anyone.
pub fn backup(
    workspace: &mut Workspace,
    file: &Path,
    encryption: &Encryption,
    officer: Option<&str>,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<BackupView, Error> {
    let subject = file.display().to_string();
    let actor = acting::administrator(workspace, officer, "backup", &subject, now)?;
    encryption.examine()?;
    let (steps, clock) = (&mut Steps::new(on_progress), Running::from(now));
    let unfinished = Unfinished::begin(file)?;
    // So that the backup holds a checkpoint over nearly all of itself. Owed where it can't be:
    // a backup without one is better than none.
    owed(checkpoint::sign(workspace, now))?;
    let made = make(workspace, unfinished, encryption, now, steps)?;
    let body = EventBody::BackupMade {
        sha256: made.sha256,
        size: made.manifest.events,
        encrypted: encryption.is_some(),
    };
    let path = made.unfinished.put()?;
    let event = workspace
        .record(clock.now(), actor, body)
        .inspect_err(|_| {
            // It is not in the log, and its maker is told that there is none. Left where it can't be
            // removed, it is a good backup all the same.
            let _ = fs::remove_file(&path);
        })?;
    Ok(BackupView {
        file: path.display().to_string(),
        sha256: made.sha256.to_upper_hex(),
        bytes: made.length,
        encrypted: encryption.is_some(),
        origin: made.manifest.origin,
        events: made.manifest.events,
        root: made.manifest.root.to_upper_hex(),
        files: made.manifest.members.len() as u64,
        left_out: made.left_out,
        made_at: made.manifest.made_at.to_string(),
        event,
    })
}

/// A backup that was verified, still beside its place.
struct Made {
    unfinished: Unfinished,
    manifest: Manifest,
    left_out: Vec<String>,
    sha256: Sha256Digest,
    length: u64,
}

fn make(
    workspace: &Workspace,
    mut unfinished: Unfinished,
    encryption: &Encryption,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<Made, Error> {
    let scratch = Scratch::within(workspace.paths.root())?;
    let copies = scratch.folder("copies")?;
    let collected = collect(workspace, &copies, now, steps)?;
    let (sha256, length, unlocking) = write(&mut unfinished, &collected, encryption, steps)?;
    // There need not be room for copies and restored files at once.
    fs::remove_dir_all(&copies).map_err(Error::io("clearing away", &copies))?;
    let restored = scratch.folder("restored")?;
    verify(
        &unfinished,
        (sha256, length),
        &collected.manifest,
        &unlocking,
        &restored,
        now,
        steps,
    )?;
    Ok(Made {
        unfinished,
        manifest: collected.manifest,
        left_out: collected.left_out,
        sha256,
        length,
    })
}

fn write(
    unfinished: &mut Unfinished,
    collected: &Collected,
    encryption: &Encryption,
    steps: &mut Steps<'_>,
) -> Result<(Sha256Digest, u64, Unlocking), Error> {
    let path = unfinished.path().to_owned();
    let writing = || Error::io("writing", &path);
    let hashed = Hashed::new(unfinished.file());
    let (mut sink, unlocking) = Sink::new(hashed, encryption)?.map_err(writing())?;
    pack(
        &collected.manifest,
        &collected.files,
        &mut sink,
        &path,
        steps,
    )?;
    let (file, sha256, length) = sink.finish().map_err(writing())?.finish();
    file.sync_all().map_err(writing())?;
    Ok((sha256, length, unlocking))
}

/// Restores it, and finds in it what was put there.
fn verify(
    unfinished: &Unfinished,
    written: (Sha256Digest, u64),
    manifest: &Manifest,
    unlocking: &Unlocking,
    scratch: &Path,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<(), Error> {
    let unverified = |detail: String| Error::from(BackupRefusal::Unverified { detail });
    let mut file = Hashed::new(unfinished.read()?);
    let source = Source::new(&mut file, unlocking)?;
    let read = unpack(source, scratch, steps).map_err(|error| match error {
        Error::Backup(refusal) => unverified(refusal.to_string()),
        other => other,
    })?;
    let (_, sha256, length) = file.finish();
    if (sha256, length) != written || read != *manifest {
        return Err(unverified("it does not read as it was written".to_owned()));
    }
    // What is wrong with the log is wrong in the workspace, too: said as it is.
    let Judged { ledger, .. } = judge(manifest, scratch, now, steps)?;
    let (size, root) = (manifest.events, manifest.root);
    let same = ledger.read().root(size)? == root
        && ledger.read().last_checkpoint()?.map(|last| last.note) == manifest.checkpoint;
    if same {
        Ok(())
    } else {
        Err(unverified("its head is another one".to_owned()))
    }
}
