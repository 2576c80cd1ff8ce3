//! Signing a full list.

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
};
use chancery_ledger::{
    Reading, media,
    read::{CrlEntry, CrlRow},
};
use chancery_pki::{
    Certificate, CrlHead, CrlScope, CrlWriter, RevocationReason, RevokedCertificate, SerialNumber,
    SignedCrl,
};

use super::{Part, clock, delta, parts};
use crate::{
    Error, Workspace,
    edge::Running,
    publish::{self, Staged},
    record::record,
};

/// CRLReason removeFromCRL: only in deltas (RFC 5280, 5.3.1).
const REMOVE_FROM_CRL: u8 = 8;
/// Decisions may be recorded while a list is signed; after so many in a row, someone else waits.
const TRIES: usize = 5;

/// How a part stands.
pub(super) struct State {
    /// Its newest full list.
    pub(super) last: Option<CrlRow>,
    /// True if a decision waits for a list.
    pub(super) owed: bool,
    /// The number of the next list. Full lists and deltas share one sequence (RFC 5280, 5.2.3).
    pub(super) next_number: u64,
}

impl State {
    /// True when half of the last list's life has passed.
    pub(super) fn is_half_over(&self, now: Utc) -> bool {
        self.last.as_ref().is_none_or(|last| {
            let life = last.next_update.unix_seconds() - last.this_update.unix_seconds();
            now.plus_seconds(life / 2) >= last.next_update
        })
    }
}

pub(super) fn state(workspace: &Workspace, part: Part) -> Result<State, Error> {
    let issuer = part.authority.ski(workspace);
    let read = workspace.read();
    let newest = read.last_crl(&issuer, part.partition)?;
    Ok(State {
        last: read.last_full_crl(&issuer, part.partition)?,
        owed: read.crl_owed(&issuer, part.partition)?,
        next_number: newest.map_or(1, |newest| newest.number + 1),
    })
}

/// Signs, records and publishes a full list. The caller holds the lock.
pub(super) fn full(workspace: &mut Workspace, part: Part, now: Utc) -> Result<(), Error> {
    let running = Running::from(now);
    for _ in 0..TRIES {
        let seen = workspace.read().size()?;
        let this_update = clock::this_update(workspace, part, now)?;
        let head = CrlHead {
            number: state(workspace, part)?.next_number,
            this_update,
            next_update: this_update.plus_seconds(part.authority.list_seconds()),
            scope: scope(workspace, part, now)?,
        };
        let list = sign(workspace, part, head.clone(), |workspace, writer| {
            let issuer = part.authority.ski(workspace);
            let read = workspace.read();
            read.for_each_denied(&issuer, part.partition, |denied| push(writer, &denied))
        })?;
        if publish(workspace, part, &head, &list, seen, running)? {
            return Ok(());
        }
    }
    Err(Error::Busy)
}

/// While it is the only one, a part is the whole, and its list says nothing of parts.
fn scope(workspace: &Workspace, part: Part, now: Utc) -> Result<CrlScope, Error> {
    let publish_url = &workspace.founding.publish_url;
    let parted = parts(workspace, part.authority)?.len() > 1;
    let delta = delta::current(workspace, part, now)?;
    Ok(CrlScope {
        distribution_point: parted.then(|| part.url(publish_url)),
        freshest: delta.map(|_| part.delta_url(publish_url)),
        ..CrlScope::default()
    })
}

/// Writes a list entry by entry, and signs it.
pub(super) fn sign(
    workspace: &mut Workspace,
    part: Part,
    head: CrlHead,
    fill: impl FnOnce(&Workspace, &mut CrlWriter<'_>) -> Result<(), Error>,
) -> Result<SignedCrl, Error> {
    let issuer: Certificate = part.authority.certificate(workspace).clone();
    let mut writer = CrlWriter::begin(head, &issuer).map_err(Error::signing("writing the CRL"))?;
    fill(workspace, &mut writer)?;
    workspace.with_service_key(part.authority.purpose(), |key| {
        writer.sign(key).map_err(Error::signing("signing the CRL"))
    })
}

/// Adds an entry.
pub(super) fn push(writer: &mut CrlWriter<'_>, denied: &CrlEntry<'_>) -> Result<(), Error> {
    let serial_number = SerialNumber::from_hex(denied.serial).ok_or(Error::Stored {
        what: "serial number",
    })?;
    let reason = match denied.reason_code {
        None => RevocationReason::Unspecified,
        Some(REMOVE_FROM_CRL) => RevocationReason::RemoveFromCrl,
        Some(code) => RevocationReason::ALL
            .into_iter()
            .find(|reason| reason.code() == code)
            .ok_or(Error::Stored { what: "reason" })?,
    };
    writer
        .push(&RevokedCertificate {
            serial_number,
            revoked_at: denied.at.to_whole_second(),
            reason,
            invalid_since: denied.invalid_since,
        })
        .map_err(Error::signing("writing the CRL"))
}

/// Records and publishes a list, unless what belongs on it changed after the event `seen`: then it
/// would seem to say what it does not, and it is dropped.
pub(super) fn publish(
    workspace: &mut Workspace,
    part: Part,
    head: &CrlHead,
    list: &SignedCrl,
    seen: u64,
    clock: Running,
) -> Result<bool, Error> {
    let issuer_ski = part.authority.ski(workspace);
    let path = match head.scope.is_delta() {
        true => publish::delta_path(workspace, part),
        false => publish::crl_path(workspace, part),
    };
    // On the disk before the event is: between the event's time and the file's place lies one
    // commit and one rename, so that what reports measure is what readers of the file saw.
    let staged = Staged::write(&path, list.der(), 0o644)?;
    let recorded = workspace.ledger.write(|tx| {
        if has_changed(tx.read(), &issuer_ski, part.partition, seen)? {
            return Ok(false);
        }
        let body = EventBody::CrlPublished {
            issuer_ski: issuer_ski.clone(),
            number: head.number,
            crl: tx.put_blob(media::CRL, list.der())?,
            this_update: head.this_update,
            next_update: head.next_update,
            entries: list.entries() as u64,
            partition: part.partition,
            base: head.scope.delta_base,
        };
        record(
            tx,
            clock.now(),
            Actor::service(part.authority.service()),
            body,
        )?;
        Ok::<_, Error>(true)
    })?;
    if recorded {
        staged.put()?;
    }
    Ok(recorded)
}

/// Whether something was denied or released after an event.
fn has_changed(read: Reading<'_>, issuer: &str, partition: u32, seen: u64) -> Result<bool, Error> {
    let mut changed = false;
    read.for_each_denied_since(issuer, partition, seen, |_| {
        changed = true;
        Ok::<_, Error>(())
    })?;
    Ok(changed)
}
