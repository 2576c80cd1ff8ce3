//! Proposing a change: signed by one officer, decided by others.

use chancery_domain::{
    Language, Utc,
    change::{Change, ChangeId, ChangeObject, ChangeTag},
    event::EventBody,
    officer::Act,
    profile::Profile,
};
use chancery_ledger::{media, read::OfficerRow};
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

/// A change that is to be proposed, with what its object names by hash.
#[derive(Debug)]
pub(crate) struct Drafted {
    pub(crate) change: Change,
    /// JSON that stays.
    pub(crate) records: Vec<Vec<u8>>,
    /// Salted values that can be erased.
    pub(crate) erasable: Vec<Vec<u8>>,
}

impl From<Change> for Drafted {
    fn from(change: Change) -> Self {
        Self {
            change,
            records: vec![],
            erasable: vec![],
        }
    }
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
pub(crate) fn propose<C: Into<Drafted>>(
    workspace: &mut Workspace,
    subject: &str,
    make: impl FnOnce(&mut Workspace) -> Result<C, Error>,
    proposal: &Proposal<'_>,
    language: Language,
    now: Utc,
) -> Result<ChangeView, Error> {
    let officer = officer::find(workspace, proposal.officer)?;
    let made = decide::check(&officer, Act::Propose, proposal.reason)
        .and_then(|()| make(workspace))
        .and_then(|made| {
            let drafted: Drafted = made.into();
            check(workspace, &drafted.change, &officer, now)?;
            let now_at = workspace.read().size()? + 1;
            let needed = quorum::approvals(workspace, &drafted.change, &officer.id, now_at)?;
            Ok((drafted, needed))
        });
    let (drafted, approvals) = match made {
        Ok(made) => made,
        Err(error) => {
            let refused = Refused {
                operation: "propose",
                subject,
            };
            return Err(workspace.refuse(now, actor(&officer), &refused, error));
        }
    };
    let object = object(workspace, drafted.change);
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
    let id = workspace.ledger.write(|tx| {
        officer::check_still(tx.read(), &officer)?;
        let id = ChangeId::numbered(now.date().year(), tx.read().changes_total()? + 1);
        for record in &drafted.records {
            tx.put_blob(media::OBJECT, record)?;
        }
        for value in &drafted.erasable {
            tx.put_erasable_blob(media::COMMITTED, value)?;
        }
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

fn check(
    workspace: &Workspace,
    change: &Change,
    officer: &OfficerRow,
    now: Utc,
) -> Result<(), Error> {
    officer::check_proposer(change, officer)?;
    effect::check(workspace.read(), change, now)
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
