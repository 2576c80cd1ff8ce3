//! Time stamps over checkpoints (RFC 3161), over the gap: a query leaves as a file, the answer
//! comes back as one, is checked, and stays with the checkpoint.
//!
//! Two verdicts, never one: whether the time stamp is right (the authority's key signed it, for
//! this query), and whether the authority is one that somebody vouches for. The second needs a
//! root that the person names. Whether the authority's certificate was revoked is not asked: no
//! list reaches this machine by itself.

mod judge;
mod refusal;
pub(crate) mod standing;

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, EventBody},
};
use chancery_ledger::{
    media,
    read::{Reading, TimestampRow},
};
use chancery_pki::path::ForeignCertificate;
use chancery_seal::timestamp::{Nonce, Request, Response, ResponseError};

use crate::{
    Error, Workspace, checkpoint, edge,
    record::{Refused, record},
    view::TimestampView,
};

use judge::{Judged, judge};
pub use refusal::TimestampRefusal;

/// So many of the newest queries are listed.
const LISTED: u32 = 1_000;

const UNREADABLE: Error = Error::Stored {
    what: "time-stamp query",
};

/// A query for a time stamp over the newest signed checkpoint: the SHA-256 of its note, and a
/// nonce. DER, to be carried to an authority.
pub fn request(workspace: &mut Workspace, now: Utc) -> Result<Vec<u8>, Error> {
    let last = workspace.read().last_checkpoint()?.ok_or(Error::NoSuch {
        what: "checkpoint",
        id: "1".to_owned(),
    })?;
    let nonce = Nonce::new(&edge::random::<16>()).expect("16 bytes are a nonce");
    let der = Request::new(Sha256Digest::of(last.note.as_bytes()), nonce).to_der();
    workspace.ledger.write(|tx| {
        let body = EventBody::TimestampRequested {
            size: last.size,
            request: tx.put_blob(media::TIMESTAMP_QUERY, &der)?,
        };
        record(tx, now, Actor::service("workstation"), body)
    })?;
    Ok(der)
}

/// Takes in the answer to a query of this workspace, once. `roots` are certificates in PEM or
/// DER, one a file: if any is given, the authority must descend from one of them.
pub fn take_in(
    workspace: &mut Workspace,
    response: &[u8],
    roots: &[Vec<u8>],
    now: Utc,
) -> Result<TimestampView, Error> {
    let roots = judge::roots(roots)?;
    let (row, judged) = match check(workspace.read(), response, &roots) {
        Err(error @ Error::Timestamp(_)) => {
            let refused = Refused {
                operation: "timestamp",
                subject: &Sha256Digest::of(response).to_upper_hex(),
            };
            let actor = Actor::service("workstation");
            return Err(workspace.refuse(now, actor, &refused, error));
        }
        checked => checked?,
    };
    workspace.ledger.write(|tx| {
        // Another process may have taken it meanwhile.
        check_open(tx.read().timestamp(row.request)?.as_ref())?;
        let body = EventBody::CheckpointTimestamped {
            size: row.size,
            request: row.request,
            response: tx.put_blob(media::TIMESTAMP_REPLY, response)?,
            time: judged.response.info().gen_time,
            authority: judged.authority.clone(),
        };
        record(tx, now, Actor::service("workstation"), body)
    })?;
    checkpoint::follow(workspace, now)?;
    let row = workspace.read().timestamp(row.request)?.ok_or(UNREADABLE)?;
    view(workspace.read(), &row, &roots)
}

/// Queries and what came back, newest first; each answer is checked anew. Without `roots` it is
/// not asked who vouches for the authorities.
pub fn list(workspace: &Workspace, roots: &[Vec<u8>]) -> Result<Vec<TimestampView>, Error> {
    let roots = judge::roots(roots)?;
    let rows = workspace.read().timestamps(LISTED)?;
    rows.iter()
        .map(|row| view(workspace.read(), row, &roots))
        .collect()
}

fn check(
    read: Reading<'_>,
    response: &[u8],
    roots: &[ForeignCertificate],
) -> Result<(TimestampRow, Judged), Error> {
    let (row, request) = asked(read, response)?;
    check_open(Some(&row))?;
    let judged = judge(response, &request, roots)?;
    if let Some(Err(fault)) = judged.path {
        return Err(TimestampRefusal::Untrusted(fault).into());
    }
    Ok((row, judged))
}

fn check_open(row: Option<&TimestampRow>) -> Result<(), Error> {
    match row {
        Some(row) if row.response.is_some() => {
            Err(TimestampRefusal::Taken { size: row.size }.into())
        }
        _ => Ok(()),
    }
}

/// The query that a response says it answers. What it says is not believed before its signature
/// is verified.
fn asked(read: Reading<'_>, response: &[u8]) -> Result<(TimestampRow, Request), Error> {
    let response = Response::from_der(response).map_err(TimestampRefusal::Response)?;
    let info = response.info();
    let mut same_imprint = false;
    for row in read.timestamps(u32::MAX)? {
        let request = stored(read, &row)?;
        if info.nonce.as_deref() == Some(request.nonce().octets()) {
            return Ok((row, request));
        }
        same_imprint |= row.response.is_none() && info.imprint == request.imprint();
    }
    Err(match same_imprint {
        true => TimestampRefusal::Response(ResponseError::Nonce).into(),
        false => TimestampRefusal::Unasked.into(),
    })
}

/// A query as it is stored, which must be over the checkpoint that it stands beside.
fn stored(read: Reading<'_>, row: &TimestampRow) -> Result<Request, Error> {
    let request = Request::from_der(&read.blob(row.request)?).map_err(|_| UNREADABLE)?;
    let checkpoint = read.checkpoint_covering(row.size)?;
    checkpoint
        .filter(|one| one.size == row.size)
        .filter(|one| Sha256Digest::of(one.note.as_bytes()) == request.imprint())
        .map(|_| request)
        .ok_or(UNREADABLE)
}

fn view(
    read: Reading<'_>,
    row: &TimestampRow,
    roots: &[ForeignCertificate],
) -> Result<TimestampView, Error> {
    let request = stored(read, row)?;
    let asked = read.event(row.seq)?.ok_or(UNREADABLE)?;
    let mut view = TimestampView {
        seq: row.seq,
        size: row.size,
        requested_at: asked.event.at.to_string(),
        imprint: request.imprint().to_upper_hex(),
        time: row.time.map(|time| time.to_string()),
        authority: row.authority.clone(),
        ..TimestampView::default()
    };
    let Some(response) = row.response else {
        return Ok(view);
    };
    match judge(&read.blob(response)?, &request, roots) {
        Ok(judged) => tell(&mut view, &judged),
        Err(refusal) => {
            view.valid = Some(false);
            view.problem = Some(refusal.detail());
        }
    }
    Ok(view)
}

fn tell(view: &mut TimestampView, judged: &Judged) {
    let info = judged.response.info();
    view.policy = Some(info.policy.clone());
    view.serial = Some(info.serial.clone());
    view.accuracy_micros = info
        .accuracy
        .map(|accuracy| u64::try_from(accuracy.as_micros()).unwrap_or(u64::MAX));
    view.valid = Some(true);
    view.trusted = judged.path.as_ref().map(Result::is_ok);
    if let Some(Err(fault)) = &judged.path {
        view.problem = Some(TimestampRefusal::Untrusted(fault.clone()).detail());
    }
}
