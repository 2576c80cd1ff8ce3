//! Legal holds: one officer places one at once; it takes two to lift it.

use chancery_domain::{
    Sha256Digest, Utc,
    agent::AgentId,
    event::EventBody,
    jcs,
    officer::Act,
    request::RequestId,
    retention::{HoldId, HoldObject, HoldSubject, HoldTag},
};
use chancery_ledger::{
    media,
    read::{HoldRow, OfficerRow},
};

use crate::{
    Error, Workspace,
    change::Proposal,
    checkpoint,
    decide::{self, At, Deciding, Over, Verifier},
    officer::{self, actor},
    record::{Refused, record},
    view::{LegalHoldPage, LegalHoldPreview, LegalHoldView},
};

/// Rows a page.
const PAGE: u32 = 50;

/// What is to be held.
#[derive(Debug, Clone, Copy)]
pub enum Holding<'a> {
    /// Everything in the workspace.
    Everything,
    /// All that is about one agent.
    Agent(&'a str),
    /// All that is about one request.
    Request(&'a str),
}

/// Places a hold: from the commit of its event nothing that it covers is erased.
pub fn hold(
    workspace: &mut Workspace,
    what: Holding<'_>,
    by: &Proposal<'_>,
    now: Utc,
) -> Result<LegalHoldView, Error> {
    let officer = officer::find(workspace, by.officer)?;
    let checked =
        decide::check(&officer, Act::Hold, by.reason).and_then(|()| subject(workspace, what));
    let subject = match checked {
        Ok(subject) => subject,
        Err(error) => {
            let refused = Refused {
                operation: "hold",
                subject: &named(what),
            };
            return Err(workspace.refuse(now, actor(&officer), &refused, error));
        }
    };
    // Another program may take the number while this one signs; then it is the next.
    loop {
        if let Some(id) = place(workspace, &subject, &officer, by, now)? {
            checkpoint::follow(workspace, now)?;
            return show(workspace, &id);
        }
    }
}

/// What would be signed, as long as nobody else places a hold before.
pub fn read_hold(
    workspace: &Workspace,
    what: Holding<'_>,
    now: Utc,
) -> Result<LegalHoldPreview, Error> {
    let number = workspace.read().holds_total()? + 1;
    let object = object(workspace, subject(workspace, what)?, number, now);
    let bytes = jcs::to_vec(&object);
    let sha256 = Sha256Digest::of(&bytes);
    Ok(LegalHoldPreview {
        id: object.hold.to_string(),
        object_sha256: sha256.to_upper_hex(),
        object_words: checkpoint::words(&sha256.0),
        object_json: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn object(workspace: &Workspace, subject: HoldSubject, number: u64, now: Utc) -> HoldObject {
    HoldObject {
        kind: HoldTag::Hold,
        version: 1,
        origin: workspace.founding.origin.clone(),
        hold: HoldId::numbered(now.date().year(), number),
        subject,
    }
}

fn named(what: Holding<'_>) -> String {
    match what {
        Holding::Everything => "everything".to_owned(),
        Holding::Agent(id) | Holding::Request(id) => id.chars().take(64).collect(),
    }
}

/// Only what is there can be held: a typing error would hold nothing.
fn subject(workspace: &Workspace, what: Holding<'_>) -> Result<HoldSubject, Error> {
    let read = workspace.read();
    let absent = |what, id: &str| Error::NoSuch {
        what,
        id: id.to_owned(),
    };
    match what {
        Holding::Everything => Ok(HoldSubject::Everything),
        Holding::Agent(id) => {
            let agent = AgentId::parse(id).map_err(|_| absent("agent", id))?;
            if !read.has_requests_of(&agent)? {
                return Err(absent("agent", id));
            }
            Ok(HoldSubject::Agent { agent })
        }
        Holding::Request(id) => {
            let request = RequestId::parse(id).ok_or_else(|| absent("request", id))?;
            read.request(&request)?
                .ok_or_else(|| absent("request", id))?;
            Ok(HoldSubject::Request { request })
        }
    }
}

/// Signs and records; `None` if the number was taken meanwhile.
fn place(
    workspace: &mut Workspace,
    subject: &HoldSubject,
    officer: &OfficerRow,
    by: &Proposal<'_>,
    now: Utc,
) -> Result<Option<HoldId>, Error> {
    let number = workspace.read().holds_total()? + 1;
    let object = object(workspace, subject.clone(), number, now);
    let bytes = jcs::to_vec(&object);
    let id = object.hold;
    let deciding = Deciding {
        officer,
        act: Act::Hold,
        object: Sha256Digest::of(&bytes),
        reason: by.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, by.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, officer, now, error)),
    };
    workspace.ledger.write(|tx| {
        if tx.read().holds_total()? + 1 != number {
            return Ok(None);
        }
        let body = EventBody::HoldPlaced {
            hold: id.clone(),
            subject: subject.clone(),
            object: tx.put_blob(media::OBJECT, &bytes)?,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, now, actor(officer), body)?;
        Ok(Some(id))
    })
}

/// Holds, newest first, page by page.
pub fn holds(workspace: &Workspace, before: Option<u64>) -> Result<LegalHoldPage, Error> {
    let rows = workspace.read().holds(before, PAGE)?;
    let next = rows
        .last()
        .filter(|_| rows.len() == PAGE as usize)
        .map(|row| row.number);
    let rows = rows.iter().map(|row| view(workspace, row));
    Ok(LegalHoldPage {
        rows: rows.collect::<Result<_, _>>()?,
        next,
    })
}

fn show(workspace: &Workspace, id: &HoldId) -> Result<LegalHoldView, Error> {
    let row = workspace.read().hold(id)?;
    view(workspace, &row.ok_or(Error::Stored { what: "hold" })?)
}

fn view(workspace: &Workspace, row: &HoldRow) -> Result<LegalHoldView, Error> {
    let (kind, subject) = match &row.subject {
        HoldSubject::Everything => ("everything", String::new()),
        HoldSubject::Agent { agent } => ("agent", agent.as_str().to_owned()),
        HoldSubject::Request { request } => ("request", request.as_str().to_owned()),
    };
    let standing = check(workspace, row);
    Ok(LegalHoldView {
        id: row.id.to_string(),
        kind: kind.to_owned(),
        subject,
        officer: row.officer.to_string(),
        officer_name: officer::name_of(workspace, &row.officer)?,
        valid: standing.is_ok(),
        reason: standing.unwrap_or_default(),
        at: row.at.to_string(),
        event: row.seq,
        lifted: row.lifted.as_ref().map(ToString::to_string),
    })
}

/// The reason that was signed, if the officer's statement stands and is over this very hold.
pub(super) fn check(workspace: &Workspace, row: &HoldRow) -> Result<String, String> {
    let over = Over::object(row.object, At::Event(row.seq));
    let standing = Verifier::default().verify(workspace, row.decision, Act::Hold, over)?;
    let bytes = workspace.read().blob(row.object);
    let bytes = bytes.map_err(|error| error.to_string())?;
    let object: HoldObject =
        serde_json::from_slice(&bytes).map_err(|_| "its object can't be read".to_owned())?;
    let signed = standing.decision.officer == row.officer
        && standing.decision.role.may(Act::Hold)
        && object.hold == row.id
        && object.subject == row.subject
        && object.origin == workspace.founding.origin;
    match signed {
        true => Ok(standing.decision.reason),
        false => Err("another hold was signed".to_owned()),
    }
}
