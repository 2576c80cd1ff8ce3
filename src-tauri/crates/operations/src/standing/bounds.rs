//! Whether a request is inside: an authorisation in force, and each of its bounds.

use chancery_domain::{
    Utc,
    agent::AgentId,
    change::{Change, ChangeId},
    profile::ProfileId,
    request::{Approval, RequestObject, Signer, Validity},
    scope::Scope,
    standing::{Bound, StandingAuthorisation},
};
use chancery_ledger::{
    Reading,
    read::{DenialCause, RequestRow, StandingRow, StandingUseRow},
};

use super::{StandingRefusal, refusal::Ending};
use crate::{Error, Workspace, change, request, workspace::stored_certificate};

/// A rate counts over so long.
const HOUR_SECONDS: i64 = 3_600;

/// An authorisation that is in force: the only way to get one is [`Allowed::of`].
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    id: ChangeId,
    bounds: StandingAuthorisation,
    /// Who approved it, without the proposer.
    checkers: Vec<Signer>,
}

/// What a request asks for, as far as there are bounds to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) profile: ProfileId,
    pub(crate) agent: &'a AgentId,
    pub(crate) scope: &'a Scope,
    pub(crate) validity: Validity,
}

impl<'a> Asked<'a> {
    pub(crate) fn by(object: &'a RequestObject) -> Result<Self, Error> {
        let stored = || Error::Stored {
            what: "length of validity",
        };
        let validity = match (&object.valid_until, object.valid_hours) {
            (Some(last), None) => Validity::Until(request::day(last).ok_or_else(stored)?),
            (None, Some(hours)) => Validity::Hours(hours),
            _ => return Err(stored()),
        };
        Ok(Self {
            profile: object.profile.id,
            agent: &object.agent_id,
            scope: &object.scope,
            validity,
        })
    }
}

impl Allowed {
    /// Verifies the statements on it, and that those who signed still have the certificates that
    /// they signed with.
    pub(crate) fn of(workspace: &Workspace, id: &str, now: Utc) -> Result<Self, Error> {
        let row = super::find(workspace, id)?;
        let (bounds, signers) = decided(workspace, &row)?;
        // A clock that was set back makes no authorisation young again.
        let now = latest(workspace.read(), now)?;
        check_withdrawal(&row)?;
        for signer in &signers {
            check_signer(workspace, &row.id, signer, now)?;
        }
        Ok(Self {
            id: row.id,
            bounds,
            checkers: signers.into_iter().skip(1).collect(),
        })
    }

    pub(crate) fn id(&self) -> &ChangeId {
        &self.id
    }

    pub(crate) fn checkers(&self) -> &[Signer] {
        &self.checkers
    }

    /// Refuses what is outside, with the bound named.
    pub(crate) fn check(&self, asked: &Asked<'_>, now: Utc) -> Result<(), Error> {
        match exceeded(&self.bounds, asked, now) {
            Some(bound) => Err(self.outside(asked.agent, bound)),
            None => Ok(()),
        }
    }

    /// Refuses more requests than there are certificates left.
    pub(crate) fn check_room(
        &self,
        workspace: &Workspace,
        asked: &[Asked<'_>],
    ) -> Result<(), Error> {
        let row = super::find(workspace, self.id.as_str())?;
        let room = room(workspace, &row)?;
        match asked.get(usize::try_from(room).unwrap_or(usize::MAX)) {
            Some(first) => Err(self.outside(first.agent, Bound::Count)),
            None => Ok(()),
        }
    }

    fn outside(&self, agent: &AgentId, bound: Bound) -> Error {
        outside(&self.id, agent, bound)
    }
}

/// How many more requests there can be under it.
pub(super) fn room(workspace: &Workspace, row: &StandingRow) -> Result<u64, Error> {
    let unused = workspace.read().requests_unused_under(&row.id)?;
    Ok(u64::from(row.bounds.count).saturating_sub(u64::from(row.used) + unused))
}

/// How many certificates were intended under it in the last hour.
pub(super) fn used_in_the_hour(
    read: Reading<'_>,
    row: &StandingRow,
    now: Utc,
) -> Result<u64, Error> {
    Ok(read.standing_used_since(&row.id, now.plus_seconds(-HOUR_SECONDS))?)
}

fn outside(standing: &ChangeId, agent: &AgentId, bound: Bound) -> Error {
    StandingRefusal::Outside {
        standing: standing.to_string(),
        agent: agent.to_string(),
        bound,
    }
    .into()
}

/// The bounds that were decided on, and who signed, the proposer first.
pub(super) fn decided(
    workspace: &Workspace,
    row: &StandingRow,
) -> Result<(StandingAuthorisation, Vec<Signer>), Error> {
    let broken = |detail: String| Error::DecisionInvalid {
        request: row.id.to_string(),
        act: "approve",
        detail,
    };
    let change = change::find(workspace, row.id.as_str())?;
    match change::object_of(workspace, &change)?.change {
        Change::Standing { authorisation } if authorisation == row.bounds => {
            let signers = change::signers(workspace, &change).map_err(broken)?;
            Ok((authorisation, signers))
        }
        _ => Err(broken("other bounds were decided on".to_owned())),
    }
}

/// The approvals of a request under a standing authorisation: those of the authorisation, as of
/// the request's submission.
pub(crate) fn approvals(workspace: &Workspace, row: &RequestRow) -> Result<Vec<Approval>, Error> {
    let Some(id) = &row.standing else {
        return Ok(vec![]);
    };
    let standing = super::find(workspace, id.as_str())?;
    let (_, signers) = decided(workspace, &standing)?;
    let approval = |signer| Approval {
        signer,
        at: row.submitted_at,
    };
    Ok(signers.into_iter().skip(1).map(approval).collect())
}

/// The first bound that a request is outside of.
pub(super) fn exceeded(
    bounds: &StandingAuthorisation,
    asked: &Asked<'_>,
    now: Utc,
) -> Option<Bound> {
    let days = match asked.validity {
        Validity::Until(last) => (last - now.date()).whole_days() + 1,
        Validity::Hours(hours) => i64::from(hours.div_ceil(24)),
    };
    let rules = [
        (now <= bounds.until, Bound::Until),
        (asked.profile == bounds.profile, Bound::Profile),
        (bounds.agents.names(asked.agent), Bound::Agents),
        (days <= i64::from(bounds.validity_days), Bound::Validity),
    ];
    let broken = rules.iter().find(|(holds, _)| !holds);
    broken
        .map(|(_, bound)| *bound)
        .or_else(|| bounds.exceeded_by(asked.scope))
}

/// Refuses a request that is outside of an authorisation, or whose authorisation is not in force.
pub(crate) fn check(
    workspace: &Workspace,
    id: &ChangeId,
    object: &RequestObject,
    now: Utc,
) -> Result<(), Error> {
    Allowed::of(workspace, id.as_str(), now)?.check(&Asked::by(object)?, now)
}

/// Whether one more use is left now: asked for in the transaction that counts it, so that nobody
/// withdraws it, and nobody else uses the last one, in between.
pub(crate) fn check_use(read: Reading<'_>, row: &RequestRow, now: Utc) -> Result<(), Error> {
    let Some(id) = &row.standing else {
        return Ok(());
    };
    let stored = || Error::Stored {
        what: "standing authorisation",
    };
    let standing = read.standing(id)?.ok_or_else(stored)?;
    let now = latest(read, now)?;
    check_withdrawal(&standing)?;
    let bounds = &standing.bounds;
    // The instant that the use is recorded at: no clock that goes back gains anything.
    let lately = match standing.used < bounds.per_hour {
        true => 0,
        false => used_in_the_hour(read, &standing, now)?,
    };
    let rules = [
        (latest(read, now)? <= bounds.until, Bound::Until),
        (standing.used < bounds.count, Bound::Count),
        (lately < u64::from(bounds.per_hour), Bound::Rate),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, bound)) => Err(outside(id, &row.agent_id, *bound)),
        None => Ok(()),
    }
}

/// The event of the first use that was one too many within an hour.
pub(super) fn first_over_rate(uses: &[StandingUseRow], per_hour: u32) -> Option<u64> {
    let mut ordered: Vec<(i64, u64)> = uses
        .iter()
        .map(|used| (used.at.unix_millis(), used.seq))
        .collect();
    ordered.sort_unstable();
    let width = usize::try_from(per_hour).unwrap_or(usize::MAX);
    let mut pairs = ordered.iter().zip(ordered.iter().skip(width));
    let over = pairs.find(|(first, last)| last.0 - first.0 < HOUR_SECONDS * 1_000);
    over.map(|(_, last)| last.1)
}

fn check_withdrawal(row: &StandingRow) -> Result<(), Error> {
    match &row.withdrawer {
        None if row.withdrawn_seq.is_none() => Ok(()),
        officer => Err(StandingRefusal::Withdrawn {
            standing: row.id.to_string(),
            officer: officer
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        }
        .into()),
    }
}

/// Whoever signed still has the certificate that they signed with.
fn check_signer(
    workspace: &Workspace,
    standing: &ChangeId,
    signer: &Signer,
    now: Utc,
) -> Result<(), Error> {
    match ended(workspace, signer, now)? {
        None => Ok(()),
        Some(ending) => Err(StandingRefusal::Void {
            standing: standing.to_string(),
            officer: signer.officer.to_string(),
            ending,
        }
        .into()),
    }
}

/// Why a certificate is not in force, if it is not: denied, out of service, or outside of its
/// validity.
fn ended(workspace: &Workspace, signer: &Signer, now: Utc) -> Result<Option<Ending>, Error> {
    let read = workspace.read();
    let certificate = stored_certificate(read, signer.certificate)?;
    if let Some(denied) = read.denied(&certificate.serial_number.to_string())? {
        return Ok(Some(match denied.cause {
            DenialCause::Suspended => Ending::OnHold,
            _ => Ending::Revoked,
        }));
    }
    let key = read.officer_key(signer.certificate)?;
    if key.is_none_or(|key| key.until_seq.is_some()) {
        return Ok(Some(Ending::OutOfService));
    }
    Ok(Ending::by_time(certificate.validity, now))
}

fn latest(read: Reading<'_>, now: Utc) -> Result<Utc, Error> {
    Ok(read.last_event_at()?.map_or(now, |last| now.max(last)))
}
