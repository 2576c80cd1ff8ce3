//! Judging what was unpacked: the log speaks for itself, or the backup is refused.

use std::path::Path;

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
    founding::FoundingObject,
};
use chancery_ledger::{Ledger, Migration};

use super::{Manifest, Steps, manifest::DATABASE};
use crate::{
    Error,
    log::{LogKeys, recompute_state},
    record::record,
    view::FailureKind,
    workspace::{open, refusal::BackupRefusal},
};

/// A ledger that was unpacked and is sound.
pub(in crate::workspace) struct Judged {
    pub(in crate::workspace) ledger: Ledger,
    pub(in crate::workspace) founding: FoundingObject,
    pub(in crate::workspace) keys: LogKeys,
    /// If it was of an earlier version.
    pub(in crate::workspace) migrated: Option<Migration>,
    /// Tables that were made anew, since they did not say what the events do.
    pub(in crate::workspace) rebuilt: Vec<String>,
}

/// Opens what lies in `root`, recomputes it, and holds it against the manifest.
pub(in crate::workspace) fn judge(
    manifest: &Manifest,
    root: &Path,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<Judged, Error> {
    judge_ledger(manifest, root, now, steps).map_err(|error| match error {
        Error::Cancelled | Error::Backup(_) => error,
        // A full disk says nothing about the backup.
        error if error.kind() == FailureKind::Unavailable => error,
        error => unsound(error.to_string()),
    })
}

fn judge_ledger(
    manifest: &Manifest,
    root: &Path,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<Judged, Error> {
    let mut migrated = None;
    let mut ledger = Ledger::open_telling(&root.join(DATABASE), |tx, migration| {
        migrated = Some(migration);
        let body = EventBody::LedgerMigrated {
            from: migration.from,
            to: migration.to,
        };
        record(tx, now, Actor::service("workstation"), body).map(|_| ())
    })?;
    let founding = open::founding(ledger.read())?;
    let events = ledger.read().size()? - u64::from(migrated.is_some());
    let claimed = (&manifest.origin, manifest.events);
    if claimed != (&founding.origin, events) {
        return Err(unsound(format!(
            "the manifest speaks of {} events of {}, the ledger holds {events} of {}",
            manifest.events, manifest.origin, founding.origin
        )));
    }
    if !ledger.is_laid_out_as_ours()? {
        return Err(unsound("the database has another layout".to_owned()));
    }
    let rebuilt = rebuild(&mut ledger, now)?;
    let keys = LogKeys::read(ledger.read(), &founding)?;
    let found = recompute_state(ledger.read(), &founding.origin, &keys, steps.inner())?;
    if let Some(fault) = found.faults.first() {
        return Err(unsound(fault.message.clone()));
    }
    if ledger.read().root(manifest.events)? != manifest.root {
        return Err(unsound(
            "its root is not the one in the manifest".to_owned(),
        ));
    }
    Ok(Judged {
        ledger,
        founding,
        keys,
        migrated,
        rebuilt,
    })
}

/// What the tables say is what the events say, whoever wrote them.
fn rebuild(ledger: &mut Ledger, now: Utc) -> Result<Vec<String>, Error> {
    if ledger.read().tables_that_differ()?.is_empty() {
        return Ok(vec![]);
    }
    ledger.rebuild_telling(|tx, differed| {
        let differed: Vec<String> = differed.iter().map(|&name| name.to_owned()).collect();
        let body = EventBody::TablesRebuilt {
            differed: differed.clone(),
        };
        record(tx, now, Actor::service("workstation"), body)?;
        Ok(differed)
    })
}

fn unsound(detail: String) -> Error {
    BackupRefusal::Unsound { detail }.into()
}
