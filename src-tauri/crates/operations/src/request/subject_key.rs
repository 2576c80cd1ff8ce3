//! The subject's key: made on the token after an intent, or taken as it is.

use chancery_domain::{
    Algorithm, Sha256Digest, Spki, Utc,
    event::{Actor, EventBody, KeyPurpose, TokenPurpose},
};
use chancery_ledger::read::OfficerRow;
use chancery_token::CkaId;

use super::examine::{KeySource, Sound};
use crate::{
    Error, OnProgress, Workspace,
    error::owed,
    officer::actor,
    record::record,
    token::making::{self, Wanted},
    view::ProgressView,
};

/// Keys that are made between one look at whether to go on and the next.
const GROUP: usize = 32;

/// A key that a request is for.
#[derive(Debug, Clone)]
pub(super) struct SubjectKey {
    pub(super) spki: Spki,
    pub(super) algorithm: Algorithm,
    /// The signing request, DER, if the agent's operator has the key.
    pub(super) csr: Option<Vec<u8>>,
    /// True if it was made for this request: it goes if the request does not come to be.
    pub(super) made: bool,
}

/// The keys of `requests`, in their order. New ones are made: an intent in the log first, so that
/// a crash leaves no key that nobody knows of. `on_progress` can stop it between groups.
pub(super) fn obtain(
    workspace: &mut Workspace,
    requests: &[Sound],
    maker: &OfficerRow,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<Vec<SubjectKey>, Error> {
    let wanted: Vec<Wanted> = requests.iter().filter_map(wanted).collect();
    let token = workspace.token_for(TokenPurpose::Agents)?;
    let mut made = Vec::with_capacity(wanted.len());
    for group in wanted.chunks(GROUP) {
        made.extend(making::make(workspace, &token, group, &actor(maker), now)?);
        if !on_progress(progress(made.len(), wanted.len())) {
            return Err(Error::Cancelled);
        }
    }
    let mut made = made.into_iter();
    let keys = requests.iter().map(|request| match &request.key {
        KeySource::New(algorithm) => SubjectKey {
            spki: made.next().expect("one for each that was wanted").spki,
            algorithm: *algorithm,
            csr: None,
            made: true,
        },
        KeySource::Kept { spki, algorithm } => SubjectKey {
            spki: spki.clone(),
            algorithm: *algorithm,
            csr: None,
            made: false,
        },
        KeySource::Brought(request) => SubjectKey {
            spki: request.spki().clone(),
            algorithm: request.algorithm(),
            csr: Some(request.der().to_vec()),
            made: false,
        },
    });
    Ok(keys.collect())
}

fn progress(done: usize, total: usize) -> ProgressView {
    ProgressView {
        step: "submit.keys".to_owned(),
        subject: String::new(),
        done: done as u64,
        total: total as u64,
    }
}

fn wanted(request: &Sound) -> Option<Wanted> {
    let KeySource::New(algorithm) = request.key else {
        return None;
    };
    Some(Wanted::new(
        KeyPurpose::Agent,
        algorithm,
        request.complete.agent.as_str(),
    ))
}

/// Destroys a key that nobody has use for and records it. Done again at the next start if a crash comes
/// between.
pub(crate) fn destroy(
    workspace: &mut Workspace,
    spki: Sha256Digest,
    request: Option<chancery_domain::request::RequestId>,
    now: Utc,
) -> Result<(), Error> {
    let Some(row) = workspace.read().key(spki)?.filter(|key| !key.destroyed) else {
        return Ok(());
    };
    remove_from_token(workspace, &row.token_serial, &row.cka_id)?;
    let body = EventBody::KeyDestroyed {
        token_serial: row.token_serial,
        cka_id: row.cka_id,
        spki,
        request,
    };
    let service = match row.purpose {
        KeyPurpose::Agent => "agents",
        _ => "records",
    };
    workspace.ledger.write(|tx| {
        // Another process may have found the same key left over, and recorded its end.
        let recorded = tx.read().key(spki)?.is_some_and(|key| key.destroyed);
        if !recorded {
            record(tx, now, Actor::service(service), body)?;
        }
        Ok(())
    })
}

/// True if there was such a key.
fn remove_from_token(
    workspace: &mut Workspace,
    token_serial: &str,
    cka_id: &str,
) -> Result<bool, Error> {
    let token = workspace.token_row(token_serial)?;
    let signer = workspace.unlock(&token)?;
    let cka_id = CkaId::from_hex(cka_id).ok_or(Error::Stored { what: "CKA_ID" })?;
    match workspace.changing_keys(&token, || signer.destroy(&cka_id))? {
        Ok(()) => Ok(true),
        // Destroyed before a crash, and not yet recorded: record it now.
        Err(chancery_token::Error::KeyAbsent { .. }) => Ok(false),
        Err(error) => Err(Error::of_token(error, &token.label)),
    }
}

/// Settles what a crash left of making keys: an intended key that no event tells of is destroyed
/// if it was made, and so is a key that was told of and that no request names. Only for who holds
/// the lock over submitting: else it would be another process's work.
pub(crate) fn settle(workspace: &mut Workspace, now: Utc) -> Result<(), Error> {
    for intent in workspace.read().open_key_intents()? {
        let removed = remove_from_token(workspace, &intent.token_serial, &intent.cka_id);
        // One token that is out keeps no other waiting.
        let Some(destroyed) = owed(removed)? else {
            continue;
        };
        // A module that failed may hide what it could not remove, as SoftHSM does: that nothing is
        // shown counts once the workspace was opened anew.
        if !destroyed && intent.seq > workspace.opened_at {
            continue;
        }
        let body = EventBody::KeyAbandoned {
            token_serial: intent.token_serial,
            cka_id: intent.cka_id,
            destroyed,
        };
        workspace.record(now, Actor::service("agents"), body)?;
    }
    for key in workspace.read().keys_without_use()? {
        owed(destroy(workspace, key.spki, None, now))?;
    }
    Ok(())
}
