//! What officers decided about a certificate after it was issued: holds, releases, revocation, the
//! compromise of its key or of its issuer's.

mod second;

use chancery_domain::{Sha256Digest, change::ChangeId, event::EventBody, officer::Act};
use chancery_ledger::read::{CertificateRow, EventFilter, EventRow};

use super::standing_object::StandingObject;
use crate::{
    Error, Workspace,
    decide::{self, At},
};

/// Events that are read at once.
const CHUNK: u32 = 500;

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
    /// The event that names the statement: this one, or the approval that it followed.
    pub(crate) named: u64,
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
            EventBody::CertificateReleased {
                change: Some(change),
                ..
            } => {
                hold = None;
                all.extend(by_change(workspace, change, &event)?);
                None
            }
            EventBody::RevocationConfirmed {
                object, decision, ..
            } => {
                all.push(Decided {
                    act: Act::Confirm,
                    object: workspace.read().blob(*object)?,
                    statement: *decision,
                    event: event.seq,
                    named: event.seq,
                });
                None
            }
            EventBody::CertificateReleased { decision, .. } => {
                // The ledger lets nothing be released that is not on hold.
                let hold = hold.take().ok_or(Error::Stored { what: "suspension" })?;
                let object = StandingObject::release(workspace, row, hold);
                Some((Act::Release, object, *decision))
            }
            EventBody::CertificateRevoked {
                change: Some(change),
                ..
            } => {
                all.extend(by_change(workspace, change, &event)?);
                None
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
            named: event.seq,
        }));
    }
    all.extend(compromise(workspace, row)?);
    Ok(all)
}

/// The proposal and the approval of the change that released it, or ended its officer's service.
fn by_change(
    workspace: &Workspace,
    change: &ChangeId,
    followed: &EventRow,
) -> Result<[Decided; 2], Error> {
    let stored = || Error::Stored { what: "change" };
    let row = workspace.read().change(change)?.ok_or_else(stored)?;
    let object = workspace.read().blob(row.object)?;
    let proposal = Decided {
        act: Act::Propose,
        object: object.clone(),
        statement: row.proposal,
        event: row.propose_seq,
        named: row.propose_seq,
    };
    let approval = Decided {
        act: Act::Approve,
        object,
        statement: row.decision.ok_or_else(stored)?,
        event: followed.seq,
        named: row.decide_seq.ok_or_else(stored)?,
    };
    Ok([proposal, approval])
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
        named: seq,
    }))
}

/// The first event, if there is one, whose decision does not verify, and what is wrong with it.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for kind in [
        "certificate_suspended",
        "certificate_released",
        "certificate_revoked",
        "revocation_confirmed",
        "key_compromised",
    ] {
        let mut filter = EventFilter {
            kind: Some(kind.to_owned()),
            ..EventFilter::default()
        };
        loop {
            let page = workspace.read().events(&filter, CHUNK)?;
            for event in &page.rows {
                if let Err(detail) = verify(workspace, event)? {
                    return Ok(Some((event.seq, detail)));
                }
            }
            filter.before = page.searched_to;
            if filter.before.is_none() {
                break;
            }
        }
    }
    Ok(None)
}

/// Whether the decision that an event names stands, over what the event says was decided.
fn verify(workspace: &Workspace, event: &EventRow) -> Result<Result<(), String>, Error> {
    let (serial, found) = match &event.event.event {
        EventBody::CertificateSuspended { serial, .. }
        | EventBody::CertificateReleased { serial, .. }
        | EventBody::RevocationConfirmed { serial, .. }
        | EventBody::CertificateRevoked { serial, .. } => {
            let Some(row) = workspace.read().certificate(serial)? else {
                return Ok(Err(format!("{serial}: it is in no register")));
            };
            if let Err(detail) = second::check(workspace, &row, event)? {
                return Ok(Err(format!("{serial}: {detail}")));
            }
            let all = decided(workspace, &row)?;
            let found = all.into_iter().find(|one| one.event == event.seq);
            (serial.clone(), found)
        }
        EventBody::KeyCompromised {
            spki,
            object,
            decision,
            ..
        } => {
            let made = Decided {
                act: Act::Compromise,
                object: workspace.read().blob(*object)?,
                statement: *decision,
                event: event.seq,
                named: event.seq,
            };
            (spki.to_upper_hex(), Some(made))
        }
        _ => return Ok(Ok(())),
    };
    let Some(made) = found else {
        return Ok(Err(format!("{serial}: its decision is missing")));
    };
    let statement = workspace.read().blob(made.statement)?;
    let over = Sha256Digest::of(&made.object);
    let at = At::Event(made.named);
    let verdict = decide::verify(workspace, &statement, made.act, over, at);
    Ok(verdict
        .map(drop)
        .map_err(|detail| format!("{} of {serial}: {detail}", made.act)))
}
