//! The log: listing it, recomputing it, and what leaves of it.

mod export;
mod folder;
mod keys;
mod prove;
mod refusal;
mod rotation;
pub(crate) mod tiles;
pub mod timestamp;
mod verification;
pub mod witness;

use chancery_domain::{
    Utc,
    event::EventBody,
    problem::{Code, Problem},
};
use chancery_ledger::read::{self, EventFilter};
use chancery_tlog::leaf_hash;

pub use export::{ExportJob, record_export};
pub(crate) use keys::LogKeys;
pub use prove::{Proof, prove, receipt};
pub use refusal::LogRefusal;
pub(crate) use rotation::drop_proposed;
pub use rotation::propose_keys;
pub use verification::{Job, recompute_damaged, record_verification};
pub(crate) use verification::{last_verification, recompute_state};

use crate::{
    Error, Workspace,
    view::{EventPage, EventRow, EventView},
};

/// Rows a page.
const PAGE: u32 = 100;

/// Which events to show. Empty texts leave nothing out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Only events before this number.
    pub before: Option<u64>,
    /// Only of this type.
    pub kind: &'a str,
    /// Only by this officer or service.
    pub actor: &'a str,
    /// Only about this agent.
    pub agent: &'a str,
    /// Only from this day or instant on, UTC.
    pub from: &'a str,
    /// Only until this day (with it) or before this instant, UTC.
    pub to: &'a str,
    /// The beginning of an id, or any text that the events have in them.
    pub text: &'a str,
}

/// A page of events, newest first.
pub fn list(workspace: &Workspace, query: &Query<'_>) -> Result<EventPage, Error> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = EventFilter {
        before: query.before,
        kind: given(query.kind),
        actor: given(query.actor),
        agent: given(query.agent),
        subject: None,
        from: given(query.from)
            .map(|text| moment("from", &text, 0))
            .transpose()?,
        to: given(query.to)
            .map(|text| moment("to", &text, 1))
            .transpose()?,
        text: given(query.text),
    };
    let page = workspace.read().events(&filter, PAGE)?;
    let rows = page.rows.iter().map(|row| event_row(workspace, row));
    Ok(EventPage {
        rows: rows.collect::<Result<_, _>>()?,
        total: workspace.read().size()?,
        next: page.searched_to,
    })
}

/// An instant, or the start of a day, `days` later.
fn moment(field: &'static str, text: &str, days: i64) -> Result<Utc, Error> {
    let day = format!("{text}T00:00:00.000Z");
    let midnight = Utc::parse(&day).filter(|_| text.len() == "2026-01-01".len());
    let instant = match midnight {
        Some(day) => Some(day.plus_seconds(days * 86_400)),
        None => Utc::parse(text),
    };
    instant.ok_or_else(|| Error::Input {
        problems: vec![Problem::new(field, Code::NotAnInstant)],
        event: None,
    })
}

/// The newest events, at most `limit`.
pub(crate) fn newest(workspace: &Workspace, limit: usize) -> Result<Vec<EventRow>, Error> {
    let limit = u32::try_from(limit).expect("a list on a screen is short");
    let page = workspace.read().events(&EventFilter::default(), limit)?;
    let rows = page.rows.iter();
    rows.map(|row| event_row(workspace, row)).collect()
}

/// One event whole.
pub fn show(workspace: &Workspace, seq: u64) -> Result<EventView, Error> {
    let absent = || Error::NoSuch {
        what: "event",
        id: seq.to_string(),
    };
    let row = workspace.read().event(seq)?.ok_or_else(absent)?;
    Ok(EventView {
        leaf_hash: leaf_hash(&row.leaf).to_upper_hex(),
        leaf_json: String::from_utf8_lossy(&row.leaf).into_owned(),
        covered_by: workspace
            .read()
            .checkpoint_covering(seq)?
            .map(|checkpoint| checkpoint.size),
        row: event_row(workspace, &row)?,
    })
}

/// An event as a line.
pub(crate) fn event_row(workspace: &Workspace, row: &read::EventRow) -> Result<EventRow, Error> {
    let body = &row.event.event;
    Ok(EventRow {
        seq: row.seq,
        at: row.event.at.to_string(),
        kind: body.kind().to_owned(),
        subject: body.subject(),
        actor: row.event.actor.id().to_owned(),
        role: row.event.actor.role().to_owned(),
        token: row
            .event
            .actor
            .token()
            .or_else(|| body.token_serial())
            .map(str::to_owned),
        request: body.request().map(ToString::to_string),
        certificate: body.certificate_serial().map(str::to_uppercase),
        outcome: body.outcome().to_owned(),
        signed: body.is_signed(),
        negative: body.is_negative(),
        detail: detail(workspace, body)?,
    })
}

/// A quoted reason, an answer, a code: words that need no translation.
fn detail(workspace: &Workspace, body: &EventBody) -> Result<String, Error> {
    Ok(match body {
        EventBody::RequestSubmitted { decision, .. }
        | EventBody::RequestApproved { decision, .. }
        | EventBody::RequestRejected { decision, .. }
        | EventBody::CertificateSuspended { decision, .. }
        | EventBody::CertificateReleased { decision, .. }
        | EventBody::KeyCompromised { decision, .. }
        | EventBody::CertificateRevoked { decision, .. } => reason_in(workspace, *decision)?,
        EventBody::SignInFailed { answer, .. } => answer.clone(),
        EventBody::SignedOut { cause, .. } => cause.name().to_owned(),
        EventBody::Refused {
            operation,
            code,
            fields,
            ..
        } if fields.is_empty() => {
            format!("{operation}: {code}")
        }
        EventBody::Refused {
            operation,
            code,
            fields,
            ..
        } => {
            format!("{operation}: {code} ({})", fields.join(", "))
        }
        EventBody::CertificateIssued { common_name, .. } => common_name.clone(),
        EventBody::KeyGenerated { algorithm, .. } => algorithm.name().to_owned(),
        EventBody::IssuanceAbandoned { code, .. } => code.clone(),
        EventBody::CheckpointTimestamped { authority, .. } => authority.clone(),
        _ => String::new(),
    })
}

/// The reason in a statement. The log page shows what is stored; whether it verifies is shown
/// where the decision is.
fn reason_in(
    workspace: &Workspace,
    statement: chancery_domain::Sha256Digest,
) -> Result<String, Error> {
    let Some(bytes) = workspace.read().erasable_blob(statement)? else {
        return Ok(String::new());
    };
    let reason = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| chancery_seal::jws::Jws::parse(text).ok())
        .and_then(|statement| chancery_seal::jws::verify(&statement).ok())
        .and_then(|verified| {
            verified
                .payload_as::<chancery_domain::decision::Decision>()
                .ok()
        })
        .map(|decision| decision.reason);
    Ok(reason.unwrap_or_default())
}
