//! Carrying out what two officers decided: the bytes go, and events tell of it.

use std::time::Duration;

use chancery_domain::{
    Sha256Digest, Utc,
    change::{Change, ChangeId},
    event::{Actor, EventBody},
};
use chancery_ledger::Writing;

use super::{due, schedule};
use crate::{Error, Workspace, error::owed, record::record};

/// How long an erasure waits for others who read, so that the bytes are out of every file.
const PATIENCE: Duration = Duration::from_secs(10);

/// Carries out an approved change that takes more than its event: an erasure.
pub(crate) fn carry_out(
    workspace: &mut Workspace,
    change: &ChangeId,
    decided: &Change,
    now: Utc,
) -> Result<(), Error> {
    match decided {
        Change::Erasure { blobs } => erase(workspace, change, blobs, now),
        _ => Ok(()),
    }
}

fn erase(
    workspace: &mut Workspace,
    change: &ChangeId,
    blobs: &[Sha256Digest],
    now: Utc,
) -> Result<(), Error> {
    let erased = workspace.ledger.write(|tx| {
        blobs
            .iter()
            .try_for_each(|blob| erase_one(tx, change, *blob, now))
    });
    match owed(erased) {
        // The approval stands. What a hold keeps since, or a full disk kept from going, goes when
        // it can.
        Ok(None) | Err(Error::Retention(_)) => Ok(()),
        Ok(Some(())) => purge(workspace, PATIENCE),
        Err(error) => Err(error),
    }
}

/// A hold may have come in since the approval: the rules are checked again under the write lock.
fn erase_one(
    tx: &mut Writing<'_>,
    change: &ChangeId,
    blob: Sha256Digest,
    now: Utc,
) -> Result<(), Error> {
    let read = tx.read();
    due::check(read, &schedule(read)?, &due::find(read, blob)?, now)?;
    if !tx.erase_blob(blob)? {
        return Err(Error::Stored { what: "side data" });
    }
    let body = EventBody::BlobErased {
        blob,
        change: change.clone(),
    };
    record(tx, now, Actor::service("workstation"), body)?;
    Ok(())
}

/// The erased bytes are out of the database from the commit; this has them out of the log of
/// writes beside it. Whoever reads meanwhile makes it wait; what it can't do now the next
/// opening does.
fn purge(workspace: &mut Workspace, wait: Duration) -> Result<(), Error> {
    owed(workspace.ledger.purge(wait).map_err(Error::from)).map(|_| ())
}

/// Carries out approved erasures that a crash, or a hold that was lifted since, left undone. What
/// is held or kept now goes on waiting.
pub(crate) fn settle(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let left = workspace.read().erasures_owed()?;
    let mut erased = false;
    for (change, blob) in left {
        match workspace
            .ledger
            .write(|tx| erase_one(tx, &change, blob, now))
        {
            Ok(()) => erased = true,
            Err(Error::Retention(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if workspace.read().erased_total()? > 0 && has_writes(workspace) {
        // Whoever starts does not wait for somebody who reads for long.
        purge(workspace, Duration::ZERO)?;
    }
    Ok(erased)
}

/// True if the log of writes is not empty: what was erased may still lie in it.
fn has_writes(workspace: &Workspace) -> bool {
    let mut log = workspace.paths.database().into_os_string();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|file| file.len() > 0)
}
