//! Recording: events with a fresh nonce, refusals among them.

use chancery_domain::{
    Utc,
    event::{Actor, Event, EventBody},
};
use chancery_ledger::{Appended, Writing};

use crate::{Error, Workspace, edge};

/// Work begins at an instant and is recorded some time after: so far back is no jump.
pub(crate) const TOLERANCE_SECONDS: i64 = 120;

/// Appends one event inside a transaction. If the clock went back since the last one, that is an
/// event of its own before it.
pub(crate) fn record(
    tx: &mut Writing<'_>,
    now: Utc,
    actor: Actor,
    body: EventBody,
) -> Result<Appended, Error> {
    if let Some(last) = tx.last_event_at()?
        && now.unix_seconds() + TOLERANCE_SECONDS < last.unix_seconds()
    {
        let jumped = EventBody::ClockJumped {
            last,
            clock: now,
            confirmed: false,
        };
        let workstation = Actor::service("workstation");
        tx.append(&Event::new(now, edge::random(), workstation, jumped))?;
    }
    Ok(tx.append(&Event::new(now, edge::random(), actor, body))?)
}

/// What was refused.
pub(crate) struct Refused<'a> {
    pub(crate) operation: &'a str,
    pub(crate) subject: &'a str,
}

impl Workspace {
    /// Records one event in a transaction of its own; gives its number.
    pub(crate) fn record(&mut self, now: Utc, actor: Actor, body: EventBody) -> Result<u64, Error> {
        self.ledger
            .write(|tx| Ok(record(tx, now, actor, body)?.seq))
    }

    /// Records a refusal, and gives the error back with the event's number in it.
    ///
    /// If the ledger can't take the event, the refusal stands all the same.
    pub(crate) fn refuse(
        &mut self,
        now: Utc,
        actor: Actor,
        refused: &Refused<'_>,
        error: Error,
    ) -> Error {
        let fields = match &error {
            Error::Input { problems, .. } => problems.iter().map(|p| p.field.clone()).collect(),
            _ => vec![],
        };
        let body = EventBody::Refused {
            operation: refused.operation.to_owned(),
            code: error.code().to_owned(),
            subject: refused.subject.to_owned(),
            fields,
        };
        let event = self.record(now, actor, body).ok();
        match error {
            Error::Input { problems, .. } => Error::Input { problems, event },
            Error::Rule { refusal, .. } => Error::Rule { refusal, event },
            other => match event {
                Some(event) => Error::Recorded {
                    event,
                    refusal: Box::new(other),
                },
                None => other,
            },
        }
    }
}
