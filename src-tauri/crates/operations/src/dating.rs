//! Whether the clock may date a certificate. The log knows what time it was: a clock that is behind
//! that would give a certificate a time in which nobody decided on it.

use chancery_domain::{
    Utc,
    event::{Actor, Event, EventBody},
};

use crate::{
    Error, Workspace,
    crl::{self, Known},
    edge,
    record::TOLERANCE_SECONDS,
};

/// Refuses a clock that is behind the log.
pub(crate) fn check(workspace: &Workspace, now: Utc) -> Result<(), Error> {
    let latest = workspace.read().latest_event_at()?;
    crl::not_before(now, latest.map(|at| Known::Event { at })).map(|_| ())
}

/// Records that a person says that the clock is right, where the log knows a later time. From then
/// on that time counts no more.
pub(crate) fn confirm(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    let latest = workspace.read().latest_event_at()?;
    let Some(last) = latest.filter(|last| now.plus_seconds(TOLERANCE_SECONDS) < *last) else {
        return Ok(());
    };
    let body = EventBody::ClockJumped {
        last,
        clock: now,
        confirmed: true,
    };
    let event = Event::new(now, edge::random(), Actor::service("workstation"), body);
    workspace
        .ledger
        .write(|tx| Ok::<_, Error>(tx.append(&event).map(|_| ())?))
}
