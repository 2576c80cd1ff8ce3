//! What each event does to the tables. The only place that changes them.

mod certificate;
mod denial;
mod intent;
mod key;
mod log;
mod officer;
mod report;
mod request;
mod token;

use chancery_domain::event::{Actor, Event, EventBody};
use rusqlite::Params;
use serde::Serialize;

use crate::{Error, Writing};

/// Projects one event that was just appended as number `seq`.
pub(crate) fn apply(writing: &mut Writing<'_>, seq: u64, event: &Event) -> Result<(), Error> {
    let projection = Projection {
        writing,
        seq,
        event,
    };
    match &event.event {
        EventBody::TokenInitialised { .. } => projection.token(),
        EventBody::KeyGenerated { .. } | EventBody::KeyDestroyed { .. } => projection.key(),
        EventBody::OfficerEnrolled { .. } => projection.officer(),
        EventBody::RequestSubmitted { .. } => projection.submission(),
        EventBody::RequestApproved { .. } | EventBody::RequestRejected { .. } => {
            projection.decision()
        }
        EventBody::IssuanceIntended { .. } | EventBody::IssuanceAbandoned { .. } => {
            projection.intent()
        }
        EventBody::CertificateIssued { .. } => projection.certificate(),
        EventBody::CertificateRevoked { .. } => projection.revocation(),
        EventBody::CrlPublished { .. } => projection.crl(),
        EventBody::CheckpointSigned { .. } => projection.checkpoint(),
        EventBody::ReportRendered { .. } => projection.report(),
        EventBody::Founded { .. }
        | EventBody::SignedIn { .. }
        | EventBody::SignInFailed { .. }
        | EventBody::PinChanged { .. }
        | EventBody::InventoryTaken { .. }
        | EventBody::OcspResponded { .. }
        | EventBody::TokenTaken { .. }
        | EventBody::TokenRelinked { .. }
        | EventBody::KeyIntended { .. }
        | EventBody::KeyAbandoned { .. }
        | EventBody::CertificateSuspended { .. }
        | EventBody::CertificateReleased { .. }
        | EventBody::KeyCompromised { .. }
        | EventBody::ChangeProposed { .. }
        | EventBody::ChangeApproved { .. }
        | EventBody::ChangeRejected { .. }
        | EventBody::LogVerified { .. }
        | EventBody::Refused { .. } => Ok(()),
    }
}

/// The name by which an enum is stored: the one it has in JSON.
pub(crate) fn stored_name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("stored enums are plain names in JSON"),
    }
}

struct Projection<'p, 'w> {
    writing: &'p mut Writing<'w>,
    seq: u64,
    event: &'p Event,
}

impl Projection<'_, '_> {
    fn run(&self, sql: &str, values: impl Params) -> Result<usize, Error> {
        self.writing
            .db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map_err(Error::sqlite("showing an event in the tables"))
    }

    /// Runs an update that must change exactly one row.
    fn change(&self, sql: &str, values: impl Params) -> Result<(), Error> {
        match self.run(sql, values)? {
            1 => Ok(()),
            _ => Err(Error::Dangling {
                kind: self.event.event.kind(),
                subject: self.event.event.subject(),
            }),
        }
    }

    fn at(&self) -> String {
        self.event.at.to_string()
    }

    fn officer_id(&self) -> Option<&str> {
        match &self.event.actor {
            Actor::Officer { id, .. } => Some(id.as_str()),
            Actor::Service { .. } => None,
        }
    }
}
