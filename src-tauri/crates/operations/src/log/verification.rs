//! Recomputing the log: leaves, tree, checkpoints and their signatures.

use std::path::Path;

use chancery_domain::{Utc, event::EventBody};
use chancery_ledger::{Fault, FaultCode, Ledger, Reading, Recomputed};
use chancery_tlog::{Checkpoint, SignedNote};

use super::LogKeys;
use crate::{
    Error, Workspace, checkpoint, export,
    view::{LogFault, ProgressView, VerificationView},
    workspace::{OnProgress, Paths},
};

/// Faults that are told; one is enough to stop and call someone.
const FAULTS: usize = 100;

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
    keys: LogKeys,
}

impl Workspace {
    /// Prepares a verification that runs beside other work.
    pub fn verification(&self) -> Result<Job, Error> {
        Ok(Job {
            paths: self.paths.clone(),
            origin: self.founding.origin.clone(),
            keys: LogKeys::of(self)?,
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

    /// Holds a log that was found sound against a checkpoint that was kept elsewhere, a signed
    /// note: what was put back to an earlier state as a whole shows by nothing else.
    pub fn hold_against(
        &self,
        note: &str,
        mut view: VerificationView,
    ) -> Result<VerificationView, Error> {
        if view.sound {
            view.faults.extend(self.fault_against(note, view.events)?);
            view.sound = view.faults.is_empty();
        }
        Ok(view)
    }

    fn fault_against(&self, note: &str, events: u64) -> Result<Option<LogFault>, Error> {
        let fault = |seq, code: &str, message| LogFault {
            seq,
            code: code.to_owned(),
            message,
        };
        let foreign = |detail: String| {
            let message = format!("The checkpoint that was shown is not of this log: {detail}.");
            Ok(Some(fault(None, "checkpoint_foreign", message)))
        };
        let shown = SignedNote::parse(note).map_err(|error| error.to_string());
        let shown = shown.and_then(|note| {
            Checkpoint::parse(note.unverified_text()).map_err(|error| error.to_string())
        });
        let shown = match shown {
            Ok(shown) if shown.origin == self.origin => shown,
            Ok(shown) => return foreign(format!("its origin is {}", shown.origin)),
            Err(detail) => return foreign(detail),
        };
        let Checkpoint { size, root, .. } = shown;
        // Of a checkpoint that goes on after these events only the keys until then are known.
        if !checkpoint::stands(note, &shown, self.keys.at(size.min(events))) {
            return foreign("it is not signed by both keys of the log".to_owned());
        }
        if size > events {
            let message = format!(
                "The log has lost events since event {events}: the checkpoint that was shown \
                 covers {size} and is signed by this log's keys."
            );
            return Ok(Some(fault(Some(events + 1), "events_lost", message)));
        }
        let here = Ledger::inspect(&self.paths.database())?.read().root(size)?;
        let message = format!(
            "The first {size} events are others than those that the checkpoint that was shown \
             covers: this log's keys signed two histories."
        );
        Ok((here != root).then(|| fault(Some(size), "history_differs", message)))
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
    let mut view = recompute(&database, "", &LogKeys::default(), on_progress)?;
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
    keys: &LogKeys,
    on_progress: OnProgress<'_>,
) -> Result<VerificationView, Error> {
    let ledger = Ledger::inspect(database)?;
    recompute_state(ledger.read(), origin, keys, on_progress)
}

/// Recomputes what a ledger holds, of whose log origin and keys are known.
pub(crate) fn recompute_state(
    read: Reading<'_>,
    origin: &str,
    keys: &LogKeys,
    on_progress: OnProgress<'_>,
) -> Result<VerificationView, Error> {
    let found = read.recompute(|done, total| {
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

fn signature_faults(found: &Recomputed, origin: &str, keys: &LogKeys) -> Vec<LogFault> {
    let signed = found.checkpoints.iter().filter(|_| !keys.is_unknown());
    let broken = signed.filter(|checkpoint| {
        let stored = &checkpoint.stored;
        let expected = Checkpoint {
            origin: origin.to_owned(),
            size: stored.size,
            root: stored.root,
        };
        !checkpoint::stands(&stored.note, &expected, keys.at(stored.size))
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
        FaultCode::CheckpointUnlogged => (
            "checkpoint_unlogged",
            format!("No event tells of the checkpoint over {number} events as it is stored."),
        ),
        FaultCode::CheckpointGone => (
            "checkpoint_gone",
            format!("The checkpoint over {number} events is gone."),
        ),
        FaultCode::Unreadable => (
            "unreadable",
            match fault.seq {
                Some(seq) => format!("The database can't be read from event {seq} on."),
                None => "The database can't be read.".to_owned(),
            },
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
    let actor = export::taker(workspace, officer_id)?;
    let body = EventBody::LogVerified {
        events: view.events,
        checkpoints: view.checkpoints,
        sound: view.sound,
        faults: view.faults.iter().filter_map(|fault| fault.seq).collect(),
    };
    workspace.record(now, actor, body)?;
    Ok(view)
}
