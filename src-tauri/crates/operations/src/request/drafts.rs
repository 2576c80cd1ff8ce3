//! Drafts: what there is of a request before it is submitted, kept where only its maker hands it
//! in. What was typed is side data: salted, and erasable.

use chancery_domain::{
    Utc,
    commitment::Committed,
    event::EventBody,
    jcs,
    officer::{Act, OfficerId},
    request::{Draft, DraftId, Refusal, RequestInput},
};
use chancery_ledger::{
    media,
    read::{DraftRow, OfficerRow},
};

use super::Submission;
use crate::{
    Error, Workspace, checkpoint, edge,
    officer::{self, actor, committed, name_of},
    record::{Refused, record},
    view::{DraftList, DraftView, RequestView},
};

/// Drafts that are listed.
const LISTED: u32 = 200;

/// Keeps what was typed, under a new name, or under the name that it was kept by before. Nothing
/// in it is checked: that is for the form, and for the submission.
pub fn keep(
    workspace: &mut Workspace,
    input: &RequestInput,
    name: Option<&str>,
    maker: &str,
    now: Utc,
) -> Result<DraftView, Error> {
    let maker = officer::find(workspace, maker)?;
    if let Err(error) = check(workspace, name, &maker) {
        return Err(refuse(workspace, name, &maker, error, now));
    }
    let typed = serde_json::to_string(input).expect("requests have a JSON form");
    let content = jcs::to_vec(&Committed::new(edge::random(), &typed));
    let name = workspace.ledger.write(|tx| {
        let next = tx.read().drafts_total()? + 1;
        let draft = match name {
            Some(name) => name.to_owned(),
            None => DraftId::numbered(now.date().year(), next).to_string(),
        };
        let body = EventBody::RequestDrafted {
            draft: draft.clone(),
            content: Some(tx.put_erasable_blob(media::COMMITTED, &content)?),
        };
        record(tx, now, actor(&maker), body)?;
        Ok::<_, Error>(draft)
    })?;
    checkpoint::follow(workspace, now)?;
    view(workspace, &find(workspace, &name)?)
}

/// Drafts that wait to be handed in: one officer's, or all.
pub fn list(workspace: &Workspace, maker: Option<&str>) -> Result<DraftList, Error> {
    let maker = maker.map(|id| officer::find(workspace, id)).transpose()?;
    let rows = workspace
        .read()
        .drafts(maker.as_ref().map(|row| &row.id), LISTED)?;
    let rows = rows.iter().map(|row| view(workspace, row));
    Ok(DraftList {
        rows: rows.collect::<Result<_, _>>()?,
    })
}

/// Submits a draft; it is none any more then.
pub fn submit(
    workspace: &mut Workspace,
    name: &str,
    by: &Submission<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    let row = find(workspace, name)?;
    let maker = officer::find(workspace, by.maker)?;
    if let Err(error) = check(workspace, Some(name), &maker) {
        return Err(refuse(workspace, Some(name), &maker, error, now));
    }
    let input = input_of(workspace, &row)?.ok_or_else(|| Error::NoSuch {
        what: "draft",
        id: name.to_owned(),
    })?;
    let request = super::submit(workspace, &input, by, now)?;
    // A crash before this leaves a draft of what was submitted: its maker gives it up.
    end(workspace, &row, &maker, now)?;
    Ok(request)
}

/// Gives a draft up.
pub fn give_up(workspace: &mut Workspace, name: &str, maker: &str, now: Utc) -> Result<(), Error> {
    let row = find(workspace, name)?;
    let maker = officer::find(workspace, maker)?;
    if let Err(error) = check(workspace, Some(name), &maker) {
        return Err(refuse(workspace, Some(name), &maker, error, now));
    }
    end(workspace, &row, &maker, now)
}

fn end(
    workspace: &mut Workspace,
    row: &DraftRow,
    maker: &OfficerRow,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::RequestDrafted {
        draft: row.name.clone(),
        content: None,
    };
    workspace.record(now, actor(maker), body)?;
    checkpoint::follow(workspace, now)
}

/// Whoever submits keeps drafts, each their own.
fn check(workspace: &Workspace, name: Option<&str>, maker: &OfficerRow) -> Result<(), Error> {
    if !maker.role.may(Act::Submit) {
        return Err(Refusal::RoleForbids {
            role: maker.role,
            act: Act::Submit,
        }
        .into());
    }
    let Some(name) = name else { return Ok(()) };
    let row = find(workspace, name)?;
    Ok(draft_of(&row)?.check_maker(&maker.id)?)
}

fn draft_of(row: &DraftRow) -> Result<Draft, Error> {
    let id = DraftId::parse(&row.name).ok_or(Error::Stored { what: "draft" })?;
    Ok(Draft {
        id,
        maker: row.officer.clone(),
    })
}

fn refuse(
    workspace: &mut Workspace,
    name: Option<&str>,
    maker: &OfficerRow,
    error: Error,
    now: Utc,
) -> Error {
    // A text that is no draft's name may be anything: a leaf is for ever.
    let name = name.and_then(DraftId::parse);
    let refused = Refused {
        operation: "draft",
        subject: name.as_ref().map_or("", DraftId::as_str),
    };
    workspace.refuse(now, actor(maker), &refused, error)
}

fn find(workspace: &Workspace, name: &str) -> Result<DraftRow, Error> {
    let row = workspace.read().draft(name)?;
    row.ok_or_else(|| Error::NoSuch {
        what: "draft",
        id: name.to_owned(),
    })
}

fn input_of(workspace: &Workspace, row: &DraftRow) -> Result<Option<RequestInput>, Error> {
    let typed = committed(workspace, row.content)?;
    typed
        .map(|json| serde_json::from_str(&json).map_err(|_| Error::Stored { what: "draft" }))
        .transpose()
}

fn view(workspace: &Workspace, row: &DraftRow) -> Result<DraftView, Error> {
    let officer: &OfficerId = &row.officer;
    Ok(DraftView {
        id: row.name.clone(),
        officer: officer.to_string(),
        officer_name: name_of(workspace, officer)?,
        at: row.at.to_string(),
        input: input_of(workspace, row)?,
    })
}
