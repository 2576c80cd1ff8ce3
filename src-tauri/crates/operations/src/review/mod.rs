//! Reviews: a checker looks at an agent again, twice a year where it supports a critical or
//! important function, once a year otherwise.

mod object;

use chancery_domain::{Sha256Digest, Utc, agent::AgentId, event::EventBody, officer::Act};
use chancery_ledger::{media, read::AgentReviewRow};
use chancery_token::UserPin;

use self::object::ReviewObject;
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, At, Deciding},
    officer::{self, actor},
    record::{Refused, record},
    view::{ReviewView, ReviewedView},
};

/// Rows that are read at once.
const PAGE: u32 = 500;

/// Who reviews, what they found, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct Reviewer<'a> {
    /// The officer's id.
    pub officer: &'a str,
    /// What they found: part of what is signed.
    pub reason: &'a str,
    /// The PIN of the officer's token.
    pub pin: &'a UserPin,
}

/// Records that an agent was reviewed: signed by a checker over the agent's certificates and the
/// facts about it, as they stand.
pub fn review(
    workspace: &mut Workspace,
    agent: &str,
    reviewer: &Reviewer<'_>,
    now: Utc,
) -> Result<ReviewView, Error> {
    let officer = officer::find(workspace, reviewer.officer)?;
    let checked = decide::check(&officer, Act::Review, reviewer.reason)
        .and_then(|()| known(workspace, agent));
    let agent = match checked {
        Ok(agent) => agent,
        Err(error) => {
            let subject: String = agent.chars().take(64).collect();
            let refused = Refused {
                operation: Act::Review.name(),
                subject: &subject,
            };
            return Err(workspace.refuse(now, actor(&officer), &refused, error));
        }
    };
    let object = ReviewObject::of(workspace, &agent, now)?.to_jcs();
    let deciding = Deciding {
        officer: &officer,
        act: Act::Review,
        object: Sha256Digest::of(&object),
        reason: reviewer.reason,
        now,
    };
    let statement = match decide::sign(workspace, &deciding, reviewer.pin) {
        Ok(statement) => statement,
        Err(error) => return Err(officer::explain(workspace, &officer, now, error)),
    };
    workspace.ledger.write(|tx| {
        let body = EventBody::AgentReviewed {
            agent_id: agent.clone(),
            object: tx.put_blob(media::OBJECT, &object)?,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
        };
        record(tx, now, actor(&officer), body)?;
        Ok::<_, Error>(())
    })?;
    checkpoint::follow(workspace, now)?;
    of(workspace, agent.as_str(), now)?.ok_or(Error::Stored { what: "review" })
}

/// An agent that has, or had, a certificate.
fn known(workspace: &Workspace, agent: &str) -> Result<AgentId, Error> {
    let absent = || Error::NoSuch {
        what: "agent",
        id: agent.to_owned(),
    };
    let id = AgentId::parse(agent).map_err(|_| absent())?;
    workspace
        .read()
        .review_due(id.as_str())?
        .ok_or_else(absent)?;
    Ok(id)
}

/// When an agent is reviewed; `None` for one that never had a certificate.
pub fn of(workspace: &Workspace, agent: &str, now: Utc) -> Result<Option<ReviewView>, Error> {
    let Some(row) = workspace.read().review_due(agent)? else {
        return Ok(None);
    };
    let last = workspace.read().last_review(agent)?;
    Ok(Some(ReviewView {
        agent: row.agent,
        months: row.months,
        due: row.due.to_seconds_string(),
        overdue: row.due < now,
        last: last.map(|last| reviewed(workspace, &last)).transpose()?,
    }))
}

fn reviewed(workspace: &Workspace, row: &AgentReviewRow) -> Result<ReviewedView, Error> {
    let statement = workspace.read().blob(row.decision)?;
    let verdict = decide::verify(
        workspace,
        &statement,
        Act::Review,
        row.object,
        At::Event(row.seq),
    );
    let (reason, signature_valid) = match verdict {
        Ok(standing) => (standing.decision.reason, true),
        Err(detail) => (detail, false),
    };
    Ok(ReviewedView {
        officer: row.officer.to_string(),
        at: row.at.to_string(),
        reason,
        signature_valid,
        event: row.seq,
    })
}

/// The first review whose statement does not stand, by its event, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    let mut after = (String::new(), 0);
    loop {
        let page = workspace.read().reviews_after((&after.0, after.1), PAGE)?;
        for row in &page {
            let statement = workspace.read().blob(row.decision)?;
            let verdict = decide::verify(
                workspace,
                &statement,
                Act::Review,
                row.object,
                At::Event(row.seq),
            );
            if let Err(detail) = verdict {
                return Ok(Some((
                    row.seq,
                    format!("review of {}: {detail}", row.agent),
                )));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = (last.agent.clone(), last.seq),
            _ => return Ok(None),
        }
    }
}
