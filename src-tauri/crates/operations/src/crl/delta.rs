//! Deltas (RFC 5280, 5.2.4): what has changed since a full list, for those who have one.
//!
//! A delta adds to the oldest full list that is still current and covers the same, so that whoever
//! has any such list can use it. It is made when asked for, and on offer until it ends or its part
//! is no longer the whole: only so long do full lists name it (freshestCRL).
//!
//! The first list of a CA covers all of its certificates and says nothing of parts. When a second
//! part begins, all lists begin to say what part they are of; and a delta holds what has changed
//! "for that same scope" as its base's (RFC 5280, 5.2.4).

use chancery_domain::Utc;
use chancery_ledger::read::{CrlEntry, CrlRow};
use chancery_pki::{CrlHead, CrlScope};

use super::{Part, clock, parts, sign};
use crate::{Error, Workspace, certificate::CertificateRefusal, edge::Running};

/// A delta is good for as long as the full lists of its CA, and one may be made at any time.
fn next_update(part: Part, this_update: Utc) -> Utc {
    this_update.plus_seconds(part.authority.list_seconds())
}

/// The URI by which the lists of a part say that they cover no more than it.
fn covers(workspace: &Workspace, part: Part) -> Result<Option<String>, Error> {
    let parted = parts(workspace, part.authority)?.len() > 1;
    Ok(parted.then(|| part.url(&workspace.founding.publish_url)))
}

/// Whether a list says by this URI what it covers. While there are no parts, all lists cover the
/// whole.
fn is_of(workspace: &Workspace, list: &CrlRow, covers: Option<&str>) -> Result<bool, Error> {
    if covers.is_none() {
        return Ok(true);
    }
    let der = workspace.read().blob(list.der)?;
    let scope = CrlScope::of_list(&der).map_err(|_| Error::Stored { what: "CRL" })?;
    Ok(scope.distribution_point.as_deref() == covers)
}

/// The delta of a part that is on offer.
pub(crate) fn current(
    workspace: &Workspace,
    part: Part,
    now: Utc,
) -> Result<Option<CrlRow>, Error> {
    let issuer = part.authority.ski(workspace);
    let last = workspace.read().last_delta_crl(&issuer, part.partition)?;
    let Some(delta) = last.filter(|delta| now <= delta.next_update) else {
        return Ok(None);
    };
    let covers = covers(workspace, part)?;
    let fits = is_of(workspace, &delta, covers.as_deref())?;
    Ok(fits.then_some(delta))
}

/// The oldest full list that relying parties may have and that covers the same.
fn base(
    workspace: &Workspace,
    part: Part,
    covers: Option<&str>,
    now: Utc,
) -> Result<Option<CrlRow>, Error> {
    let issuer = part.authority.ski(workspace);
    let read = workspace.read();
    let mut lists = read.current_full_crls(&issuer, part.partition, now)?;
    // A second part begins once: lists of the whole come before it, lists of a part after it.
    let (mut before, mut end) = (0, lists.len());
    while before < end {
        let middle = before.midpoint(end);
        match is_of(workspace, &lists[middle], covers)? {
            true => end = middle,
            false => before = middle + 1,
        }
    }
    Ok(lists.drain(before..).next())
}

/// Signs, records and publishes a delta. The caller holds the lock.
pub(super) fn publish(workspace: &mut Workspace, part: Part, now: Utc) -> Result<(), Error> {
    let running = Running::from(now);
    let seen = workspace.read().size()?;
    let this_update = clock::this_update(workspace, part, now)?;
    let issuer = part.authority.ski(workspace);
    let covers = covers(workspace, part)?;
    let base = base(workspace, part, covers.as_deref(), now)?.ok_or(CertificateRefusal::NoBase)?;
    let head = CrlHead {
        number: sign::state(workspace, part)?.next_number,
        this_update,
        next_update: next_update(part, this_update),
        scope: CrlScope {
            distribution_point: covers,
            delta_base: Some(base.number),
            ..CrlScope::default()
        },
    };
    let list = sign::sign(workspace, part, head.clone(), |workspace, writer| {
        let push = |denied: CrlEntry<'_>| sign::push(writer, &denied);
        let read = workspace.read();
        read.for_each_denied_since(&issuer, part.partition, base.seq, push)
    })?;
    match sign::publish(workspace, part, &head, &list, seen, running)? {
        true => Ok(()),
        false => Err(Error::Busy),
    }
}
