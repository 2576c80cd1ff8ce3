//! `workspace restore`: a workspace from a backup, in a new folder, or nothing at all.

use std::{fs::File, io, path::Path};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, EventBody},
};
use chancery_tlog::{Checkpoint, SignedNote};

use super::{
    OnProgress,
    archive::{
        BackupKey, Hashed, Judged, Manifest, Source, Steps, Unlocking, judge, sync_folders, unpack,
    },
    create::Building,
    refusal::BackupRefusal,
};
use crate::{Error, checkpoint, record::record, view::RestoreView};

/// What a backup is opened with and held against.
#[derive(Debug, Clone, Default)]
pub struct Restoring {
    /// Opens it, if it is encrypted.
    pub key: Option<BackupKey>,
    /// A checkpoint that was kept elsewhere, a signed note: what is restored must not end before
    /// it, nor tell another history.
    pub checkpoint: Option<String>,
}

/// Restores the backup in `file` to `dir`, which must be new or empty, and records that.
///
/// Without a checkpoint from elsewhere nobody can say whether the backup is the newest one, nor
/// whether its log is the one that it says it is.
pub fn restore(
    file: &Path,
    dir: &Path,
    restoring: &Restoring,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<RestoreView, Error> {
    let steps = &mut Steps::new(on_progress);
    let building = Building::begin(dir)?;
    let root = building.root().to_owned();
    let (manifest, sha256) = read(file, restoring.key.clone(), &root, steps)?;
    let mut judged = judge(&manifest, &root, now, steps)?;
    let shown = match &restoring.checkpoint {
        Some(note) => Some(hold_against(&judged, &manifest, note)?),
        None => None,
    };
    let body = EventBody::WorkspaceRestored {
        backup: sha256,
        size: manifest.events,
        shown,
    };
    let event = judged.ledger.write(|tx| {
        let appended = record(tx, now, Actor::service("workstation"), body)?;
        Ok::<_, Error>(appended.seq)
    })?;
    drop(judged.ledger);
    sync_folders(&root).map_err(Error::io("writing", &root))?;
    building.finish(dir)?;
    Ok(RestoreView {
        path: dir.display().to_string(),
        backup: sha256.to_upper_hex(),
        practice: judged.founding.practice,
        origin: manifest.origin,
        events: manifest.events,
        root: manifest.root.to_upper_hex(),
        made_at: manifest.made_at.to_string(),
        shown,
        migrated_from: judged.migrated.map(|migration| migration.from),
        rebuilt: judged.rebuilt,
        event,
    })
}

/// Unpacks the file; gives its SHA-256, too.
fn read(
    file: &Path,
    key: Option<BackupKey>,
    root: &Path,
    steps: &mut Steps<'_>,
) -> Result<(Manifest, Sha256Digest), Error> {
    let reading = || Error::io("reading", file);
    let mut hashed = Hashed::new(File::open(file).map_err(reading())?);
    let unlocking = key.map_or(Unlocking::Plain, Unlocking::Key);
    let manifest = unpack(Source::new(&mut hashed, &unlocking)?, root, steps)?;
    io::copy(&mut hashed, &mut io::sink()).map_err(reading())?;
    let (_, sha256, _) = hashed.finish();
    Ok((manifest, sha256))
}

/// Holds the restored log against a checkpoint from elsewhere; gives the checkpoint's size.
fn hold_against(judged: &Judged, manifest: &Manifest, note: &str) -> Result<u64, Error> {
    let foreign = |detail: String| BackupRefusal::CheckpointForeign { detail };
    let signed = SignedNote::parse(note).map_err(|error| foreign(error.to_string()))?;
    let shown =
        Checkpoint::parse(signed.unverified_text()).map_err(|error| foreign(error.to_string()))?;
    if shown.origin != judged.founding.origin {
        return Err(foreign(format!("it is of {}", shown.origin)).into());
    }
    // Of a checkpoint that goes on after the backup only the keys until then are known here.
    let keys = judged.keys.at(shown.size.min(manifest.events));
    if !checkpoint::stands(note, &shown, keys) {
        return Err(foreign("it is not signed by both keys of the log".to_owned()).into());
    }
    if shown.size > manifest.events {
        return Err(BackupRefusal::Behind {
            held: manifest.events,
            shown: shown.size,
        }
        .into());
    }
    if judged.ledger.read().root(shown.size)? != shown.root {
        return Err(BackupRefusal::Forked { size: shown.size }.into());
    }
    Ok(shown.size)
}
