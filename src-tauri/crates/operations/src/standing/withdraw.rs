//! Withdrawing a standing authorisation: one officer, at once.

use chancery_domain::{
    Language, Sha256Digest, Utc, change::ChangeId, event::EventBody, jcs, officer::Act,
};
use chancery_ledger::{media, read::StandingRow};
use serde::Serialize;

use super::{StandingRefusal, find, show};
use crate::{
    Error, Workspace,
    certificate::ByOfficer,
    checkpoint,
    decide::{self, Deciding},
    officer::{self, actor},
    record::{Refused, record},
    view::StandingView,
};

/// What a withdrawal decides on: its canonical JSON is hashed, and the hash is signed.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Withdrawal {
    #[serde(rename = "type")]
    kind: &'static str,
    version: u32,
    origin: String,
    standing: ChangeId,
}

/// The canonical bytes of what a withdrawal decides on.
pub(super) fn object(workspace: &Workspace, standing: &ChangeId) -> Vec<u8> {
    jcs::to_vec(&Withdrawal {
        kind: "standing-withdrawal",
        version: 1,
        origin: workspace.founding.origin.clone(),
        standing: standing.clone(),
    })
}

/// Takes a standing authorisation back: it approves nothing more. What was issued under it stays.
pub fn withdraw(
    workspace: &mut Workspace,
    id: &str,
    by: &ByOfficer<'_>,
    language: Language,
    now: Utc,
) -> Result<StandingView, Error> {
    let officer = officer::find(workspace, by.officer)?;
    let row = find(workspace, id)?;
    let checked = decide::check(&officer, Act::Withdraw, by.comment);
    if let Err(error) = checked.and_then(|()| check(&row)) {
        let refused = Refused {
            operation: "withdraw",
            subject: row.id.as_str(),
        };
        return Err(workspace.refuse(now, actor(&officer), &refused, error));
    }
    let object = object(workspace, &row.id);
    let deciding = Deciding {
        officer: &officer,
        act: Act::Withdraw,
        object: Sha256Digest::of(&object),
        reason: by.comment,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, by.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &officer, now, error)),
    };
    workspace.ledger.write(|tx| {
        // Another officer may have withdrawn it while this one typed.
        let stored = || Error::Stored {
            what: "standing authorisation",
        };
        check(&tx.read().standing(&row.id)?.ok_or_else(stored)?)?;
        let body = EventBody::StandingWithdrawn {
            standing: row.id.clone(),
            object: tx.put_blob(media::OBJECT, &object)?,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, now, actor(&officer), body)?;
        Ok::<_, Error>(())
    })?;
    checkpoint::follow(workspace, now)?;
    show::show(workspace, id, language, now)
}

fn check(row: &StandingRow) -> Result<(), Error> {
    match &row.withdrawer {
        None => Ok(()),
        Some(officer) => Err(StandingRefusal::Withdrawn {
            standing: row.id.to_string(),
            officer: officer.to_string(),
        }
        .into()),
    }
}
