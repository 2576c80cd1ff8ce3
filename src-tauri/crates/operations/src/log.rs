//! The log: listing it, and recomputing it.

use std::path::Path;

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
};
use chancery_ledger::{
    Fault, FaultCode, Ledger, Recomputed,
    read::{self, EventFilter},
};
use chancery_tlog::{Checkpoint, VerifierKey, leaf_hash};

use crate::{
    Error, Workspace, checkpoint, officer,
    view::{EventPage, EventRow, EventView, LogFault, ProgressView, VerificationView},
    workspace::{OnProgress, Paths},
};

/// Rows a page.
const PAGE: u32 = 100;
/// Faults that are told; one is enough to stop and call someone.
const FAULTS: usize = 100;

/// Which events to show.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Only events before this number.
    pub before: Option<u64>,
    /// Only of this type.
    pub kind: Option<&'a str>,
    /// Only about subjects that begin so.
    pub text: &'a str,
}

/// A page of events, newest first.
pub fn list(workspace: &Workspace, query: &Query<'_>) -> Result<EventPage, Error> {
    let text = query.text.trim();
    let filter = EventFilter {
        before: query.before,
        kind: query
            .kind
            .filter(|kind| !kind.is_empty())
            .map(str::to_owned),
        subject: (!text.is_empty()).then(|| text.to_owned()),
    };
    let rows = workspace.read().events(&filter, PAGE)?;
    let next = rows
        .last()
        .filter(|_| rows.len() == PAGE as usize)
        .map(|row| row.seq);
    Ok(EventPage {
        rows: rows
            .iter()
            .map(|row| event_row(workspace, row))
            .collect::<Result<_, _>>()?,
        total: workspace.read().size()?,
        next,
    })
}

/// The newest events, at most `limit`.
pub(crate) fn newest(workspace: &Workspace, limit: usize) -> Result<Vec<EventRow>, Error> {
    let limit = u32::try_from(limit).expect("a list on a screen is short");
    let rows = workspace.read().events(&EventFilter::default(), limit)?;
    rows.iter().map(|row| event_row(workspace, row)).collect()
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

/// The last verification, as the log tells it.
pub(crate) fn last_verification(workspace: &Workspace) -> Result<Option<VerificationView>, Error> {
    let Some(row) = workspace.read().last_of("log_verified")? else {
        return Ok(None);
    };
    let EventBody::LogVerified {
        events,
        checkpoints,
        sound,
        faults,
    } = row.event.event
    else {
        return Ok(None);
    };
    let faults = faults.into_iter().map(|seq| LogFault {
        seq: Some(seq),
        code: String::new(),
        message: String::new(),
    });
    Ok(Some(VerificationView {
        at: row.event.at.to_string(),
        events,
        checkpoints,
        sound,
        faults: faults.collect(),
    }))
}

/// What recomputing needs, apart from an open workspace: so that a long verification holds no
/// one up, it reads through a connection of its own.
#[derive(Debug, Clone)]
pub struct Job {
    paths: Paths,
    origin: String,
    keys: Vec<VerifierKey>,
}

impl Workspace {
    /// Prepares a verification that runs beside other work.
    pub fn verification(&self) -> Result<Job, Error> {
        Ok(Job {
            paths: self.paths.clone(),
            origin: self.founding.origin.clone(),
            keys: checkpoint::verifier_keys(self)?,
        })
    }
}

impl Job {
    /// Recomputes leaves, tree, checkpoints and their signatures.
    pub fn run(&self, on_progress: OnProgress<'_>) -> Result<VerificationView, Error> {
        recompute(
            &self.paths.database(),
            &self.origin,
            &self.keys,
            on_progress,
        )
    }
}

/// Recomputes a log whose workspace does not open because something in it is damaged: `error`
/// says what. Without the founding the log's keys are unknown, and its checkpoints' signatures
/// are not looked at.
pub fn recompute_damaged(
    dir: &Path,
    error: &Error,
    on_progress: OnProgress<'_>,
) -> Result<VerificationView, Error> {
    let database = Paths::new(dir).database();
    let mut view = recompute(&database, "", &[], on_progress)?;
    if view.faults.is_empty() {
        view.faults.push(LogFault {
            seq: None,
            code: "record_unreadable".to_owned(),
            message: format!("The workspace does not open: {error}."),
        });
    }
    view.sound = false;
    Ok(view)
}

fn recompute(
    database: &Path,
    origin: &str,
    keys: &[VerifierKey],
    on_progress: OnProgress<'_>,
) -> Result<VerificationView, Error> {
    let ledger = Ledger::open(database)?;
    let found = ledger.read().recompute(|done, total| {
        on_progress(ProgressView {
            step: "verify.leaves".to_owned(),
            subject: String::new(),
            done,
            total,
        })
    })?;
    if found.cancelled {
        return Err(Error::Cancelled);
    }
    let mut faults: Vec<LogFault> = found.faults.iter().map(fault_view).collect();
    faults.extend(signature_faults(&found, origin, keys));
    faults.truncate(FAULTS);
    Ok(VerificationView {
        at: crate::edge::now().to_string(),
        events: found.events,
        checkpoints: found.checkpoints.len() as u64,
        sound: faults.is_empty(),
        faults,
    })
}

fn signature_faults(found: &Recomputed, origin: &str, keys: &[VerifierKey]) -> Vec<LogFault> {
    let signed = found.checkpoints.iter().filter(|_| !keys.is_empty());
    let broken = signed.filter(|checkpoint| {
        let stored = &checkpoint.stored;
        let expected = Checkpoint {
            origin: origin.to_owned(),
            size: stored.size,
            root: stored.root,
        };
        !checkpoint::stands(&stored.note, &expected, keys)
    });
    broken
        .map(|checkpoint| LogFault {
            seq: Some(checkpoint.stored.size),
            code: "checkpoint_signature".to_owned(),
            message: format!(
                "The checkpoint over {} events is not signed by both keys of the log.",
                checkpoint.stored.size
            ),
        })
        .collect()
}

fn fault_view(fault: &Fault) -> LogFault {
    let number = fault.seq.unwrap_or_default();
    let (code, message) = match fault.code {
        FaultCode::LeafChanged => ("leaf_changed", format!("Event {number} was changed.")),
        FaultCode::LeafMissing => ("leaf_missing", format!("Event {number} is missing.")),
        FaultCode::LeafMalformed => (
            "leaf_malformed",
            format!("Event {number} is no event in canonical form."),
        ),
        FaultCode::ColumnsDiffer => (
            "columns_differ",
            format!("The columns beside event {number} were changed."),
        ),
        FaultCode::TreeChanged => (
            "tree_changed",
            format!("The stored tree was changed at or before event {number}."),
        ),
        FaultCode::CheckpointRoot => (
            "checkpoint_root",
            format!("The checkpoint over {number} events does not fit the events as they are now."),
        ),
        FaultCode::CheckpointBeyond => (
            "checkpoint_beyond",
            format!("A checkpoint covers {number} events; some of them are gone."),
        ),
        FaultCode::BlobChanged => (
            "blob_changed",
            "A record that an event refers to was changed.".to_owned(),
        ),
    };
    LogFault {
        seq: fault.seq,
        code: code.to_owned(),
        message,
    }
}

/// Records the outcome of a verification and gives it back.
pub fn record_verification(
    workspace: &mut Workspace,
    job: &Job,
    officer_id: Option<&str>,
    view: VerificationView,
    now: Utc,
) -> Result<VerificationView, Error> {
    // Another workspace may have been opened meanwhile: what was found is not about that one.
    if job.paths.root() != workspace.paths.root() {
        return Err(Error::Cancelled);
    }
    let actor = match officer_id {
        Some(id) => officer::actor(&officer::find(workspace, id)?),
        None => Actor::service("workstation"),
    };
    let body = EventBody::LogVerified {
        events: view.events,
        checkpoints: view.checkpoints,
        sound: view.sound,
        faults: view.faults.iter().filter_map(|fault| fault.seq).collect(),
    };
    workspace.record(now, actor, body)?;
    Ok(view)
}
