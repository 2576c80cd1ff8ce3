//! Proposing a change: signed by one officer, decided by others.

use chancery_domain::{
    Language, Utc,
    change::{Change, ChangeId, ChangeObject, ChangeTag},
    event::EventBody,
    officer::Act,
    profile::Profile,
};
use chancery_ledger::media;
use chancery_token::UserPin;

use super::{effect, quorum, show};
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, Deciding},
    officer::{self, actor},
    record::{Refused, record},
    view::ChangeView,
};

/// Who proposes, why, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// The officer's id.
    pub officer: &'a str,
    /// Why: part of what is signed.
    pub reason: &'a str,
    /// The PIN of the officer's token.
    pub pin: &'a UserPin,
}

/// What a proposal would change, before anyone signs it.
pub fn read_profile(
    workspace: &Workspace,
    json: &str,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    preview(workspace, read(workspace, json)?, language, now)
}

/// A change that nobody signed yet, as the signing sheet shows it.
pub(crate) fn preview(
    workspace: &Workspace,
    change: Change,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    show::draft(workspace, &object(workspace, change), language, now)
}

/// Proposes the next version of a profile, signed by the officer. A second officer decides.
pub fn propose_profile(
    workspace: &mut Workspace,
    json: &str,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let read = |workspace: &mut Workspace| read(workspace, json);
    propose(workspace, "profile", read, proposal, language, now)
}

/// Proposes what `make` gives, once it is known that the officer may propose at all. `subject`
/// is what a refusal is about.
pub(crate) fn propose(
    workspace: &mut Workspace,
    subject: &str,
    make: impl FnOnce(&mut Workspace) -> Result<Change, Error>,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let officer = officer::find(workspace, proposal.officer)?;
    let made = decide::check(&officer, Act::Propose, proposal.reason)
        .and_then(|()| make(workspace))
        .and_then(|change| {
            effect::check(workspace.read(), &change, now)?;
            Ok(object(workspace, change))
        });
    let object = match made {
        Ok(object) => object,
        Err(error) => {
            let refused = Refused {
                operation: "propose",
                subject,
            };
            return Err(workspace.refuse(now, actor(&officer), &refused, error));
        }
    };
    let deciding = Deciding {
        officer: &officer,
        act: Act::Propose,
        object: object.sha256(),
        reason: proposal.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, proposal.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &officer, now, error)),
    };
    let approvals = quorum::approvals(workspace, &object.change, &officer.id)?;
    let id = workspace.ledger.write(|tx| {
        let id = ChangeId::numbered(now.date().year(), tx.read().changes_total()? + 1);
        let body = EventBody::ChangeProposed {
            change: id.clone(),
            kind: object.change.kind(),
            object: tx.put_blob(media::OBJECT, &object.to_jcs())?,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
            approvals: (approvals > 1).then_some(approvals),
        };
        record(tx, now, actor(&officer), body)?;
        Ok::<_, Error>(id)
    })?;
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id.as_str(), Some(proposal.officer), language)
}

fn object(workspace: &Workspace, change: Change) -> ChangeObject {
    ChangeObject {
        kind: ChangeTag::Change,
        version: 1,
        origin: workspace.founding.origin.clone(),
        change,
    }
}

/// Reads a profile and holds it against the one in force.
fn read(workspace: &Workspace, json: &str) -> Result<Change, Error> {
    let next: Profile = serde_json::from_str(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })?;
    let current = workspace.profile(next.id)?;
    next.check_follows(&current)
        .map_err(|source| Error::ProfileRefused { source })?;
    Ok(Change::Profile {
        current: (&current).into(),
        next,
    })
}
