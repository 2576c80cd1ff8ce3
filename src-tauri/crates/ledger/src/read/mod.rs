//! Reading the ledger. Each query costs a few rows, however many there are.
//!
//! - tokens and keys: [`Reading::token_for`] (the one taken last), [`Reading::key_at`],
//!   [`Reading::keys_before`], [`Reading::for_each_key_of`], [`Reading::open_key_intents`],
//!   [`Reading::keys_without_use`], [`Reading::compromised`], [`Reading::last_inventory`]
//! - requests: [`Reading::approvals_of`], [`Reading::request_by_object`],
//!   [`Reading::is_of_another`], [`Reading::requests_renewing`], [`Reading::requests_of_batch`],
//!   [`Reading::requests_for`],
//!   [`Reading::requests_with_keys_left`], [`Reading::open_intents`]
//! - certificates: [`Reading::certificates`] (the register), [`Reading::expiring`],
//!   [`Reading::successor_of`], [`Reading::predecessor_of`], [`Reading::certificates_by_spki`],
//!   [`Reading::certificates_of_issuer`], [`Reading::for_each_certificate_of`]
//! - denial: [`Reading::status_of`], [`Reading::status_under`], [`Reading::denied`] (also on hold),
//!   [`Reading::for_each_denied`], [`Reading::for_each_denied_since`]
//! - CRLs, by issuer and partition: [`Reading::issued_under`], [`Reading::partitions_of`],
//!   [`Reading::crl_owed`], [`Reading::crls_owed`], [`Reading::last_crl`],
//!   [`Reading::last_full_crl`], [`Reading::last_crls`], [`Reading::last_delta_crls`]
//! - events: [`Reading::events`] (searched and filtered), [`Reading::events_about`],
//!   [`Reading::events_between`]
//! - rules: [`Reading::changes`], [`Reading::change`], [`Reading::profile_in_force`],
//!   [`Reading::profile_history`], [`Reading::policy_in_force`], [`Reading::policy`],
//!   [`Reading::policy_history`], [`Reading::releases_owed`], [`Reading::standing`],
//!   [`Reading::standings`], [`Reading::standing_uses`], [`Reading::requests_under`]
//! - what a second officer looks at: [`Reading::confirmations_open`],
//!   [`Reading::report_signatures`]; what is being written: [`Reading::drafts`]
//! - facts and reviews: [`Reading::firm_facts`], [`Reading::agent_facts`],
//!   [`Reading::last_review`], [`Reading::review_due`], [`Reading::reviews_due`],
//!   [`Reading::agents_total`]
//! - officers: [`Reading::officers`], [`Reading::officer_keys`], [`Reading::officer_key`],
//!   [`Reading::officer_roles`]
//! - side data: [`Reading::side_data_there`], [`Reading::side_data_of`],
//!   [`Reading::erasures_owed`], [`Reading::side_data_at_odds`], [`Reading::holds`],
//!   [`Reading::schedule_in_force`], [`Reading::schedule_history`]
//!
//! What may be many comes page by page (`after`, `before`) or one by one (`for_each_`).

mod certificate;
mod change;
mod crl;
mod denial;
mod draft;
mod facts;
mod key;
pub(crate) mod log;
mod needle;
mod officer;
mod policy;
pub(crate) mod register;
mod report;
mod request;
mod retention;
mod review;
pub(crate) mod search;
mod span;
mod standing;
mod token;
mod witness;

use chancery_domain::{Sha256Digest, Utc};
use rusqlite::{Connection, OptionalExtension, Params, Row};

pub use certificate::CertificateRow;
pub use change::{ChangeApprovalRow, ChangeRow, ChangeState, ProfileRow};
pub use crl::{CrlPartRow, CrlRow};
pub use denial::{CrlEntry, DenialCause, DeniedRow, SerialStatus};
pub use draft::DraftRow;
pub use facts::{AgentReviewRow, FactsRow, ReviewDueRow};
pub use key::{CompromiseGround, CompromisedKeyRow, KeyIntentRow, KeyRow};
pub(crate) use log::checkpoint_row;
pub use log::{CheckpointRow, EventRow};
pub use officer::{OfficerKeyRow, OfficerRoleRow, OfficerRow};
pub use policy::PolicyRow;
pub use register::CertificateFilter;
pub use report::ReportRow;
pub use request::{ApprovalRow, IntentRow, RequestRow, RequestState};
pub use retention::{HoldRow, Holder, ScheduleRow, SideDataKind, SideDataRow};
pub use review::{ConfirmationRow, ReportSignatureRow};
pub use search::{EventFilter, EventPage};
pub use standing::{StandingRow, StandingUseRow};
pub use token::TokenRow;
pub use witness::{CosignatureRow, LogKeysRow, TimestampRow, WitnessRow, WitnessedRow};

use crate::Error;

/// Counting beyond this costs more than anyone wants to know.
const COUNT_LIMIT: u32 = 10_000;

/// A view of the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub(crate) db: &'a Connection,
}

impl Reading<'_> {
    pub(crate) fn one<T>(
        &self,
        doing: &'static str,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut select| select.query_row(values, read).optional())
            .map_err(Error::sqlite(doing))
    }

    pub(crate) fn many<T>(
        &self,
        doing: &'static str,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut select| select.query_map(values, read)?.collect())
            .map_err(Error::sqlite(doing))
    }

    fn counter(&self, name: &str) -> Result<u64, Error> {
        let sql = "SELECT value FROM counter WHERE name = ?1";
        Ok(self
            .one("reading a counter", sql, [name], |row| row.get(0))?
            .unwrap_or(0))
    }
}

fn digest(row: &Row<'_>, column: &str) -> rusqlite::Result<Sha256Digest> {
    Ok(Sha256Digest(row.get(column)?))
}

fn optional_digest(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Sha256Digest>> {
    Ok(row.get::<_, Option<[u8; 32]>>(column)?.map(Sha256Digest))
}

/// Reads a text column as something that has a text form.
fn text<T>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| unreadable(column))
}

fn instant(row: &Row<'_>, column: &str) -> rusqlite::Result<Utc> {
    text(row, column, Utc::parse)
}

fn optional_instant(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Utc>> {
    match row.get::<_, Option<String>>(column)? {
        Some(text) => Utc::parse(&text)
            .map(Some)
            .ok_or_else(|| unreadable(column)),
        None => Ok(None),
    }
}

/// Reads an enum by the name it has in JSON.
fn named<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    text(row, column, |name| serde_json::from_value(name.into()).ok())
}

fn unreadable(column: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        0,
        rusqlite::types::Type::Text,
        format!("column {column} holds what no version of this program wrote").into(),
    )
}
