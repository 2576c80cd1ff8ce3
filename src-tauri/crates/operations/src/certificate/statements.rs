//! What officers decided about a certificate after it was issued: holds, releases, revocation, the
//! compromise of its key or of its issuer's.

use chancery_domain::{Sha256Digest, event::EventBody, officer::Act};
use chancery_ledger::read::{CertificateRow, EventRow};

use super::standing_object::StandingObject;
use crate::{Error, Workspace};

/// A decision, and the object that it must be over.
pub(crate) struct Decided {
    /// What was decided.
    pub(crate) act: Act,
    /// Canonical JSON.
    pub(crate) object: Vec<u8>,
    /// The officer's statement, as a blob.
    pub(crate) statement: Sha256Digest,
    /// The event that records it.
    pub(crate) event: u64,
}

/// All of them, in the order in which they were made.
pub(crate) fn decided(workspace: &Workspace, row: &CertificateRow) -> Result<Vec<Decided>, Error> {
    let mut all = Vec::new();
    let mut hold = None;
    for event in workspace.read().events_about(&row.serial)? {
        let found = match &event.event.event {
            EventBody::CertificateSuspended { decision, .. } => {
                hold = Some(*decision);
                let object = StandingObject::suspension(workspace, row);
                Some((Act::Suspend, object, *decision))
            }
            EventBody::CertificateReleased { decision, .. } => {
                let hold = hold.take().ok_or(Error::Stored { what: "suspension" })?;
                let object = StandingObject::release(workspace, row, hold);
                Some((Act::Release, object, *decision))
            }
            EventBody::CertificateRevoked {
                reason,
                decision,
                invalid_since,
                ..
            } => {
                let object = StandingObject::revocation(workspace, row, *reason, *invalid_since);
                Some((Act::Revoke, object, *decision))
            }
            _ => None,
        };
        all.extend(found.map(|(act, object, statement)| Decided {
            act,
            object: object.to_jcs(),
            statement,
            event: event.seq,
        }));
    }
    all.extend(compromise(workspace, row)?);
    Ok(all)
}

/// The declaration of a compromised key that denied it.
fn compromise(workspace: &Workspace, row: &CertificateRow) -> Result<Option<Decided>, Error> {
    let read = workspace.read();
    let Some(denied) = read.denied(&row.serial)? else {
        return Ok(None);
    };
    let Some(EventRow { event, seq, .. }) = read.event(denied.seq)? else {
        return Ok(None);
    };
    let EventBody::KeyCompromised {
        object, decision, ..
    } = event.event
    else {
        return Ok(None);
    };
    Ok(Some(Decided {
        act: Act::Compromise,
        object: read.blob(object)?,
        statement: decision,
        event: seq,
    }))
}
