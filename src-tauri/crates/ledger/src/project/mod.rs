//! What each event does to the tables. The only place that changes them.

mod agent;
mod backup;
mod certificate;
mod change;
mod compromise;
mod crl;
mod denial;
mod draft;
mod facts;
mod intent;
mod key;
mod log;
mod officer;
mod policy;
mod report;
mod request;
mod retention;
mod review;
mod review_due;
mod standing;
mod token;
mod witness;

use chancery_domain::event::{Actor, Event, EventBody};
use rusqlite::{OptionalExtension, Params, Row};
use serde::Serialize;

use crate::{Error, Writing};

/// Projects one event that was just appended as number `seq`.
pub(crate) fn apply(writing: &mut Writing<'_>, seq: u64, event: &Event) -> Result<(), Error> {
    let projection = Projection {
        writing: &mut *writing,
        seq,
        event,
    };
    show(projection)?;
    let projection = Projection {
        writing,
        seq,
        event,
    };
    projection.note_agents()
}

/// Shows the event in the tables of its own.
fn show(projection: Projection<'_, '_>) -> Result<(), Error> {
    match &projection.event.event {
        EventBody::TokenInitialised { .. }
        | EventBody::TokenTaken { .. }
        | EventBody::TokenRelinked { .. } => projection.token(),
        EventBody::KeyIntended { .. }
        | EventBody::KeyAbandoned { .. }
        | EventBody::KeyGenerated { .. }
        | EventBody::KeyDestroyed { .. } => projection.key(),
        EventBody::OfficerEnrolled { .. } | EventBody::OfficerTokenAdded { .. } => {
            projection.officer()
        }
        EventBody::RequestSubmitted { .. } => projection.submission(),
        EventBody::RequestApproved { .. } => projection.approval(),
        EventBody::RequestRejected { .. } => projection.rejection(),
        EventBody::RequestWithdrawn { .. } => projection.withdrawal(),
        EventBody::RequestExpired { .. } => projection.expiry(),
        EventBody::RequestDrafted { .. } => projection.draft(),
        EventBody::IssuanceIntended { .. } | EventBody::IssuanceAbandoned { .. } => {
            projection.intent()
        }
        EventBody::CertificateIssued { .. } => projection.certificate(),
        EventBody::RevocationConfirmed { .. } => projection.confirmation(),
        EventBody::CertificateRevoked { .. }
        | EventBody::CertificateSuspended { .. }
        | EventBody::CertificateReleased { .. } => projection.denial(),
        EventBody::KeyCompromised { .. } => projection.compromise(),
        EventBody::ChangeProposed { .. }
        | EventBody::ChangeApproved { .. }
        | EventBody::ChangeRejected { .. } => projection.change_of_rules(),
        EventBody::CrlPublished { .. } => projection.crl(),
        EventBody::CheckpointSigned { .. } => projection.checkpoint(),
        EventBody::CheckpointCosigned { .. } | EventBody::LogWitnessed { .. } => {
            projection.witness()
        }
        EventBody::TimestampRequested { .. } | EventBody::CheckpointTimestamped { .. } => {
            projection.timestamp()
        }
        EventBody::BlobErased { .. } => projection.erasure(),
        EventBody::HoldPlaced { .. } => projection.hold(),
        EventBody::BackupMade { .. } => projection.backup(),
        EventBody::Founded { .. } => projection.founding(),
        EventBody::ReportRendered { .. } => projection.report(),
        EventBody::ReportSignedOff { .. } => projection.report_signature(),
        EventBody::StandingWithdrawn { .. } => projection.standing_withdrawal(),
        EventBody::AgentReviewed { .. } => projection.review(),
        EventBody::EnrolmentIntended { .. }
        | EventBody::ServiceIntended { .. }
        | EventBody::PinChanged { .. }
        | EventBody::InventoryTaken { .. }
        | EventBody::TokenProbed { .. }
        | EventBody::SignedIn { .. }
        | EventBody::SignedOut { .. }
        | EventBody::SignInFailed { .. }
        | EventBody::OcspResponded { .. }
        | EventBody::LogVerified { .. }
        | EventBody::LogExported { .. }
        | EventBody::Exported { .. }
        | EventBody::RecordRead { .. }
        | EventBody::ClockJumped { .. }
        | EventBody::TokenUnlocked { .. }
        | EventBody::WorkspaceRestored { .. }
        | EventBody::TablesRebuilt { .. }
        | EventBody::LedgerMigrated { .. }
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
            _ => Err(self.dangling()),
        }
    }

    /// Runs a statement that gives at most one row.
    fn row<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        self.writing
            .db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(values, read).optional())
            .map_err(Error::sqlite("showing an event in the tables"))
    }

    /// The event refers to what is not there, or not in that state.
    fn dangling(&self) -> Error {
        Error::Dangling {
            kind: self.event.event.kind(),
            subject: self.event.event.subject(),
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
