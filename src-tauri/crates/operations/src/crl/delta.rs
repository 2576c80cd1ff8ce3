//! Deltas (RFC 5280, 5.2.4): what has changed since a full list, for those who have one.
//!
//! A delta adds to the oldest full list that is still current, so that whoever has any current
//! list can use it. It is made when asked for, and on offer until it ends: only so long do full
//! lists name it (freshestCRL).

use chancery_domain::Utc;
use chancery_ledger::read::{CrlEntry, CrlRow};
use chancery_pki::{CrlHead, CrlScope};

use super::{Part, parts, sign};
use crate::{Error, Workspace, certificate::CertificateRefusal, edge::Running};

/// A delta is good for as long as the full lists of its CA, and one may be made at any time.
fn next_update(part: Part, now: Utc) -> Utc {
    now.to_whole_second()
        .plus_seconds(part.authority.list_seconds())
}

/// The delta of a part that is on offer.
pub(crate) fn current(
    workspace: &Workspace,
    part: Part,
    now: Utc,
) -> Result<Option<CrlRow>, Error> {
    let issuer = part.authority.ski(workspace);
    let last = workspace.read().last_delta_crl(&issuer, part.partition)?;
    Ok(last.filter(|delta| now <= delta.next_update))
}

/// Signs, records and publishes a delta. The caller holds the lock.
pub(super) fn publish(workspace: &mut Workspace, part: Part, now: Utc) -> Result<(), Error> {
    let clock = Running::from(now);
    let seen = workspace.read().size()?;
    let issuer = part.authority.ski(workspace);
    let base = workspace
        .read()
        .oldest_current_full_crl(&issuer, part.partition, now)?
        .ok_or(CertificateRefusal::NoBase)?;
    let parted = parts(workspace, part.authority)?.len() > 1;
    let head = CrlHead {
        number: sign::state(workspace, part)?.next_number,
        this_update: now.to_whole_second(),
        next_update: next_update(part, now),
        scope: CrlScope {
            distribution_point: parted.then(|| part.url(&workspace.founding.publish_url)),
            delta_base: Some(base.number),
            ..CrlScope::default()
        },
    };
    let list = sign::sign(workspace, part, head.clone(), |workspace, writer| {
        let push = |denied: CrlEntry<'_>| sign::push(writer, &denied);
        let read = workspace.read();
        read.for_each_denied_since(&issuer, part.partition, base.seq, push)
    })?;
    match sign::publish(workspace, part, &head, &list, seen, clock)? {
        true => Ok(()),
        false => Err(Error::Busy),
    }
}
