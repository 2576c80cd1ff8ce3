//! Warnings of a request: what the rules need beside it is gathered here.

use chancery_domain::{
    Language, Utc,
    event::RevocationReason,
    profile::{Profile, ProfileId},
    request::{Reading, RequestObject, Validity},
    scope::Scope,
    warning::{Considered, Ends, Warning},
};
use chancery_ledger::read::{CertificateRow, DenialCause, RequestRow};

use super::compare::{day, in_force, request_behind};
use crate::{Error, Workspace, edge, facts, officer::committed, view::WarningView};

const HOUR_SECONDS: i64 = 3_600;

/// What was typed so far, as it was read.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) reading: &'a Reading,
    pub(super) profile: &'a Profile,
    pub(super) accountable: &'a str,
    /// The certificate that it is to follow.
    pub(super) follows: Option<&'a CertificateRow>,
    /// When it was typed.
    pub(super) at: Utc,
}

/// Of what was typed so far.
pub(super) fn of_draft(
    workspace: &Workspace,
    typed: Typed<'_>,
    before: Option<&Scope>,
    language: Language,
) -> Result<Vec<WarningView>, Error> {
    let reading = typed.reading;
    let agent = reading.agent.as_ref().map_or("", |agent| agent.as_str());
    let compromised = compromised(workspace, agent, None)?;
    let asked = match reading.validity {
        Some(Validity::Hours(hours)) => Some(hours),
        _ => reading.days,
    };
    let considered = Considered {
        scope: &reading.scope,
        before,
        profile: typed.profile,
        asked,
        ends: typed.follows.and_then(|row| typed.ends(row)),
        accountable: Some(typed.accountable),
        compromised: compromised.as_deref(),
        crypto_assets_only: facts::crypto_assets_only(workspace, agent)?,
    };
    Ok(views(&considered.warnings(), language))
}

/// Of one that waits, beside the certificate that its agent has now.
pub(super) fn of_waiting(
    workspace: &Workspace,
    row: &RequestRow,
    object: &RequestObject,
    language: Language,
) -> Result<Vec<WarningView>, Error> {
    let current = in_force(workspace.read(), object.agent_id.as_str(), edge::now())?;
    let current = current.filter(|current| current.request.as_ref() != Some(&row.id));
    let behind = current.map(|current| request_behind(workspace, &current));
    let before = behind.transpose()?.flatten();
    let before = before.map(|(_, before)| before.scope);
    let accountable = committed(workspace, object.accountable)?;
    let accountable = accountable.as_deref();
    of_request(
        workspace,
        row,
        object,
        accountable,
        before.as_ref(),
        language,
    )
}

/// Of a request that was submitted, as of then.
pub(super) fn of_request(
    workspace: &Workspace,
    row: &RequestRow,
    object: &RequestObject,
    accountable: Option<&str>,
    before: Option<&Scope>,
    language: Language,
) -> Result<Vec<WarningView>, Error> {
    let agent = object.agent_id.as_str();
    let profile = workspace.profile(object.profile.id)?;
    let compromised = compromised(workspace, agent, Some(row.submit_seq))?;
    let considered = Considered {
        scope: &object.scope,
        before,
        profile: &profile,
        asked: asked(object, row.submitted_at),
        ends: ends(workspace, row, object)?,
        accountable,
        compromised: compromised.as_deref(),
        crypto_assets_only: facts::crypto_assets_only(workspace, agent)?,
    };
    Ok(views(&considered.warnings(), language))
}

impl Typed<'_> {
    fn ends(&self, followed: &CertificateRow) -> Option<Ends> {
        Some(Ends {
            own: end(self.reading.validity?, self.at)?,
            followed: followed.not_after,
        })
    }
}

/// When it would end, and the certificate that it is to follow, if there is one.
fn ends(
    workspace: &Workspace,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<Option<Ends>, Error> {
    let Some(serial) = &object.renews else {
        return Ok(None);
    };
    let until = object.valid_until.as_deref().and_then(day);
    let validity = until.map(Validity::Until);
    let validity = validity.or_else(|| object.valid_hours.map(Validity::Hours));
    let own = validity.and_then(|validity| end(validity, row.submitted_at));
    let followed = workspace.read().certificate(serial)?;
    Ok(own.zip(followed).map(|(own, followed)| Ends {
        own,
        followed: followed.not_after,
    }))
}

/// Hours count from issuance, which is not before `at`.
fn end(validity: Validity, at: Utc) -> Option<Utc> {
    match validity {
        Validity::Until(last) => Utc::at_end_of(last),
        Validity::Hours(hours) => Some(at.plus_seconds(i64::from(hours) * HOUR_SECONDS)),
    }
}

fn asked(object: &RequestObject, submitted_at: Utc) -> Option<u32> {
    let until = object.valid_until.as_deref().and_then(day);
    let days = until.map(|until| (until - submitted_at.date()).whole_days() + 1);
    object
        .valid_hours
        .or_else(|| days.and_then(|days| u32::try_from(days).ok()))
}

/// Serial number of the agent's last certificate before event `seq`, if it was revoked because a
/// key was compromised.
fn compromised(
    workspace: &Workspace,
    agent: &str,
    seq: Option<u64>,
) -> Result<Option<String>, Error> {
    let mut newest: Option<CertificateRow> = None;
    for profile in ProfileId::OF_AGENTS {
        let rows = workspace.read().certificates_of(profile, agent)?;
        let mut rows = rows.into_iter();
        let row = rows.find(|row| seq.is_none_or(|seq| row.seq < seq));
        if row.as_ref().map(|row| row.seq) > newest.as_ref().map(|row| row.seq) {
            newest = row;
        }
    }
    let Some(newest) = newest else {
        return Ok(None);
    };
    let denied = workspace.read().denied(&newest.serial)?;
    let compromise = denied.is_some_and(|denied| is_compromise(&denied.cause));
    Ok(compromise.then_some(newest.serial))
}

fn views(warnings: &[Warning], language: Language) -> Vec<WarningView> {
    let all = warnings.iter().map(|warning| WarningView {
        code: warning.ground.name().to_owned(),
        field: warning.field.clone(),
        message: warning.message(language),
    });
    all.collect()
}

fn is_compromise(cause: &DenialCause) -> bool {
    matches!(
        cause,
        DenialCause::Revoked(RevocationReason::KeyCompromise)
            | DenialCause::CaCompromise
            | DenialCause::IssuerCompromised
    )
}
