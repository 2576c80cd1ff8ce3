//! CRLs: signed by the CA's token, recorded, published.
//!
//! Full lists are made whenever something changes, and before half of the last one's life has
//! passed. Deltas are made when asked for. One list covers one [`Part`] of an authority's
//! certificates. No list is dated before the one before it.

mod authority;
mod clock;
mod delta;
mod part;
mod sign;
mod view;

pub(crate) use authority::{Authority, check_authority};
pub use clock::Known;
pub(crate) use clock::not_before;
pub(crate) use delta::current as delta_on_offer;
pub(crate) use part::{Part, partition_for_next};
pub(crate) use view::common_name;
pub use view::list;

use chancery_domain::Utc;
use chancery_ledger::read::{CertificateRow, CrlRow};

use crate::{
    Error, Workspace, checkpoint, dating,
    error::owed,
    lock::{Held, Lock},
    service,
    view::CrlView,
};

/// Publishes a CRL of the root.
pub(crate) fn publish_root(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    publish_all(workspace, Authority::Root, now)
}

/// Publishes the CRLs of the issuing CA.
pub(crate) fn publish_issuing(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    publish_all(workspace, Authority::Issuing, now)
}

/// Publishes the list that a certificate belongs on.
pub(crate) fn publish_for(
    workspace: &mut Workspace,
    certificate: &CertificateRow,
    now: Utc,
) -> Result<(), Error> {
    let part = part_of(workspace, certificate);
    let _held = lock(workspace)?;
    sign::full(workspace, part, now)
}

/// The part that a certificate belongs to.
pub(crate) fn part_of(workspace: &Workspace, certificate: &CertificateRow) -> Part {
    let root = certificate.issuer_ski == Authority::Root.ski(workspace);
    Part {
        authority: if root {
            Authority::Root
        } else {
            Authority::Issuing
        },
        partition: certificate.partition,
    }
}

/// Publishes the lists of the issuing CA that a decision waits for.
pub(crate) fn publish_owed(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let _held = lock(workspace)?;
    for part in parts(workspace, Authority::Issuing)? {
        if sign::state(workspace, part)?.owed {
            sign::full(workspace, part, now)?;
        }
    }
    Ok(())
}

/// Publishes the CRLs of the issuing CA because a person asked for it.
pub fn publish(workspace: &mut Workspace, now: Utc) -> Result<Vec<CrlView>, Error> {
    publish_issuing(workspace, now)?;
    service::renew_if_due(workspace, now)?;
    if !publish_root_if_owed(workspace, now)? {
        owed(renew_root(workspace, now))?;
    }
    checkpoint::follow(workspace, now)?;
    views(workspace, now, false)
}

/// The same, because a person says that the clock is right and was ahead when the last lists were
/// made: those of this clock take their place, though they are dated earlier. Certificates are
/// issued by it again, too.
pub fn publish_by_right_clock(workspace: &mut Workspace, now: Utc) -> Result<Vec<CrlView>, Error> {
    dating::confirm(workspace, now)?;
    workspace.clock_is_right = true;
    let published = publish(workspace, now);
    workspace.clock_is_right = false;
    published
}

/// Publishes what has changed since the oldest list that may still be in use, for those who
/// have that one or a newer.
pub fn publish_delta(workspace: &mut Workspace, now: Utc) -> Result<Vec<CrlView>, Error> {
    let held = lock(workspace)?;
    for part in parts(workspace, Authority::Issuing)? {
        delta::publish(workspace, part, now)?;
    }
    drop(held);
    checkpoint::follow(workspace, now)?;
    views(workspace, now, true)
}

/// The lists of the issuing CA: the deltas, or the full ones.
fn views(workspace: &Workspace, now: Utc, deltas: bool) -> Result<Vec<CrlView>, Error> {
    let issuer = common_name(Authority::Issuing.certificate(workspace));
    let mut views = list(workspace, now)?;
    views.retain(|crl| crl.issuer == issuer && crl.base.is_some() == deltas);
    Ok(views)
}

/// Publishes new lists where a decision waits for one, or half of the last one's life has passed.
pub(crate) fn publish_if_due(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let parts = parts(workspace, Authority::Issuing)?;
    let states = parts
        .iter()
        .map(|part| sign::state(workspace, *part))
        .collect::<Result<Vec<_>, _>>()?;
    // Where a part begins, the lists of all others begin to say which part they are.
    let begins = states.iter().any(|state| state.last.is_none());
    let due: Vec<Part> = parts
        .into_iter()
        .zip(&states)
        .filter(|(_, state)| begins || state.owed || state.is_half_over(now))
        .map(|(part, _)| part)
        .collect();
    let held = lock(workspace)?;
    for part in &due {
        sign::full(workspace, *part, now)?;
    }
    drop(held);
    Ok(publish_root_if_owed(workspace, now)? || !due.is_empty())
}

/// The root's token is offline; it is asked for only when its list waits for a decision.
fn publish_root_if_owed(workspace: &mut Workspace, now: Utc) -> Result<bool, Error> {
    let owed = sign::state(workspace, Part::first(Authority::Root))?.owed;
    if owed {
        publish_root(workspace, now)?;
    }
    Ok(owed)
}

/// Renews the root's list in the second half of its life, if its token happens to be there.
fn renew_root(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let state = sign::state(workspace, Part::first(Authority::Root))?;
    if state.is_half_over(now) {
        publish_root(workspace, now)?;
    }
    Ok(())
}

fn publish_all(workspace: &mut Workspace, authority: Authority, now: Utc) -> Result<(), Error> {
    let _held = lock(workspace)?;
    for part in parts(workspace, authority)? {
        sign::full(workspace, part, now)?;
    }
    Ok(())
}

/// The parts of an authority; the first is there from the beginning.
pub(crate) fn parts(workspace: &Workspace, authority: Authority) -> Result<Vec<Part>, Error> {
    let rows = workspace.read().partitions_of(&authority.ski(workspace))?;
    let begun = rows.last().map_or(0, |last| last.partition);
    Ok((0..=begun)
        .map(|partition| Part {
            authority,
            partition,
        })
        .collect())
}

/// The newest full list of a part.
pub(crate) fn last_full(workspace: &Workspace, part: Part) -> Result<Option<CrlRow>, Error> {
    Ok(sign::state(workspace, part)?.last)
}

/// Two processes may publish at once: the lock keeps numbers and files in one order, and the
/// content is read under it, so that a higher number never says less.
fn lock(workspace: &Workspace) -> Result<Held, Error> {
    Lock::publishing(&workspace.paths).wait()
}
