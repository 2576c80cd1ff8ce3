//! Whether a change can still take effect on what is in force now.

use chancery_domain::{
    Utc,
    change::{Change, ChangeObject},
    profile::Profile,
};
use chancery_ledger::Reading;
use chancery_tlog::{SignatureType, VerifierKey};

use crate::{Error, Workspace, certificate, facts, officer, retention};

/// Refuses a change that would come to nothing, or whose time has passed.
pub(crate) fn check(read: Reading<'_>, change: &Change, now: Utc) -> Result<(), Error> {
    match change {
        Change::Profile { current, next } => {
            let in_force = read.profile_in_force(next.id)?;
            let in_force = in_force.unwrap_or_else(|| Profile::built_in(next.id));
            when(*current == (&in_force).into() && next.check_follows(&in_force).is_ok())
        }
        Change::Witness { key, trusted } => check_witness(read, key, *trusted),
        Change::LogKeys { current, next, .. } => {
            let in_force = read.log_keys()?.pop();
            let in_force = in_force.ok_or(Error::Stored { what: "log key" })?;
            let sound = next.iter().all(|line| VerifierKey::parse(line).is_ok());
            when(in_force.keys == *current && in_force.keys != *next && sound)
        }
        Change::Retention { current, next } => {
            let in_force = retention::schedule(read)?;
            when(in_force.sha256() == *current && retention::may_follow(next, &in_force))
        }
        Change::Erasure { blobs } => blobs
            .iter()
            .try_for_each(|blob| retention::check_erasable(read, *blob, now)),
        Change::HoldLift { hold } => retention::check_liftable(read, hold),
        Change::Enrolment { .. } | Change::Role { .. } | Change::Retirement { .. } => {
            officer::check_change(read, change, now)
        }
        Change::Policy { current, next } => {
            let in_force = read.policy_in_force()?;
            when(in_force.sha256() == *current && next.check_follows(&in_force).is_ok())
        }
        Change::Standing { authorisation } => when(authorisation.check(now).is_ok()),
        Change::FirmFacts { current, next } => {
            when(facts::firm_applies(read, current.as_ref(), next)?)
        }
        Change::AgentFacts {
            agent,
            current,
            next,
        } => when(facts::agent_applies(
            read,
            agent.as_str(),
            current.as_ref(),
            next,
        )?),
        Change::Release { serial } => when(certificate::is_suspended(read, serial)?),
    }
}

/// [`check`], as a screen shows it.
pub(super) fn applies(
    workspace: &Workspace,
    object: &ChangeObject,
    now: Utc,
) -> Result<bool, Error> {
    match check(workspace.read(), &object.change, now) {
        Ok(()) => Ok(true),
        Err(Error::Ledger(error)) => Err(Error::Ledger(error)),
        Err(_) => Ok(false),
    }
}

fn when(applies: bool) -> Result<(), Error> {
    applies.then_some(()).ok_or(Error::ChangeOutdated {
        change: String::new(),
    })
}

fn check_witness(read: Reading<'_>, key: &str, trusted: bool) -> Result<(), Error> {
    let parsed = VerifierKey::parse(key).map_err(|source| Error::WitnessKey {
        detail: source.to_string(),
    })?;
    if parsed.signature_type() != SignatureType::Cosignature {
        let detail = "it is not a key for cosignatures (type 0x04)".to_owned();
        return Err(Error::WitnessKey { detail });
    }
    let known = read.witness(parsed.name().as_str())?;
    let counts = known.is_some_and(|witness| witness.trusted && witness.key == key);
    when(counts != trusted)
}
