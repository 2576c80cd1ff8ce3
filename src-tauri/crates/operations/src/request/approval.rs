//! The stored statements on a request, verified again: the maker's, and those of who approved,
//! step by step as the policy under which it was submitted says.

use std::sync::Arc;

use chancery_domain::{
    Utc,
    officer::Act,
    policy::Required,
    profile::Profile,
    request::{Approval, Approved, Given, RequestObject, Submitted},
};
use chancery_ledger::read::RequestRow;

use super::{
    object_of,
    rules::{PolicyInForce, Rules},
};
use crate::{
    Error, Workspace,
    decide::{At, Over, Standing, Verifier},
};

pub(super) fn invalid(row: &RequestRow, act: Act, detail: &str) -> Error {
    Error::DecisionInvalid {
        request: row.id.to_string(),
        act: act.name(),
        detail: detail.to_owned(),
    }
}

/// The maker's statement.
pub(crate) fn submission(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Standing, Error> {
    let over = Over {
        object: row.object,
        batch: row.batch,
        at: At::Event(row.submit_seq),
    };
    verifier
        .verify(workspace, row.submission, Act::Submit, over)
        .map_err(|detail| invalid(row, Act::Submit, &detail))
}

/// What the approval of a request takes: by the policy that was in force when it was submitted, as
/// its event names it, and by the profile that its object names.
pub(crate) fn required(workspace: &Workspace, row: &RequestRow) -> Result<Required, Error> {
    required_by(
        workspace,
        &mut Rules::default(),
        row,
        &object_of(workspace, row)?,
    )
}

fn required_by(
    workspace: &Workspace,
    rules: &mut Rules,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<Required, Error> {
    let unknown = |what| invalid(row, Act::Submit, what);
    let profile = rules
        .profile_named(workspace, &object.profile)?
        .ok_or_else(|| unknown("its profile was never in force"))?;
    let policy = match row.policy {
        Some(sha256) => Some(
            rules
                .policy(workspace, sha256)?
                .ok_or_else(|| unknown("its approval policy was never in force"))?,
        ),
        None => None,
    };
    let of_profile = profile.decisions.saturating_sub(1);
    Ok(Required::by(
        policy.as_deref(),
        profile.id,
        of_profile,
        &object.scope,
    ))
}

/// The request as its maker signed it, with what its approval takes.
pub(crate) fn submitted(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Submitted, Error> {
    submitted_over(workspace, verifier, row, &object_of(workspace, row)?)
}

fn submitted_over(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<Submitted, Error> {
    let maker = submission(workspace, verifier, row)?;
    if maker.decision.officer != row.maker {
        return Err(invalid(row, Act::Submit, "another officer signed it"));
    }
    let required = required_by(workspace, &mut verifier.rules, row, object)?;
    Ok(Submitted::by(
        row.id.clone(),
        row.object,
        maker.signer,
        required,
    )?)
}

/// The request with the approvals that it has: all its statements, verified in the order of
/// their events, and the rules between them.
pub(crate) fn given(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Given, Error> {
    given_over(workspace, verifier, row, &object_of(workspace, row)?)
}

fn given_over(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<Given, Error> {
    let submitted = submitted_over(workspace, verifier, row, object)?;
    let mut approvals = approvals(workspace, verifier, row)?;
    if row.standing.is_some() {
        // The widest request under it may have taken more of them.
        approvals.truncate(usize::from(submitted.required().total()));
    }
    Ok(submitted.approve_all(approvals)?)
}

/// [`given`], of a request that still waits for somebody.
pub(crate) fn waiting(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Submitted, Error> {
    match given(workspace, verifier, row)? {
        Given::Waits(submitted) => Ok(submitted),
        Given::Approved(_) => Err(super::state_error(row)),
    }
}

/// The statements of those who approved, the first first.
fn approvals(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Vec<Approval>, Error> {
    if row.standing.is_some() {
        return crate::standing::approvals(workspace, row);
    }
    let mut all = Vec::new();
    for approval in workspace.read().approvals_of(&row.id)? {
        let over = Over {
            object: row.object,
            batch: approval.batch,
            at: At::Event(approval.seq),
        };
        let one = verifier
            .verify(workspace, approval.decision, Act::Approve, over)
            .map_err(|detail| invalid(row, Act::Approve, &detail))?;
        if one.decision.officer != approval.officer {
            return Err(invalid(row, Act::Approve, "another officer signed it"));
        }
        let at = Utc::from_unix_seconds(one.decision.iat)
            .ok_or_else(|| invalid(row, Act::Approve, "it names no time"))?;
        all.push(Approval {
            signer: one.signer,
            at,
        });
    }
    Ok(all)
}

/// All statements on an approved request and the rules between them.
pub(crate) fn approved(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Approved, Error> {
    approved_over(workspace, verifier, row, &object_of(workspace, row)?)
}

/// The same, where the request's object was read already.
pub(crate) fn approved_over(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    object: &RequestObject,
) -> Result<Approved, Error> {
    Ok(given_over(workspace, verifier, row, object)?.complete()?)
}

/// What was approved was approved under these very rules, and for this key.
pub(crate) fn check_object(
    workspace: &Workspace,
    rules: &mut Rules,
    object: &RequestObject,
    row: &RequestRow,
) -> Result<Arc<Profile>, Error> {
    let profile = check_rules(workspace, rules, object, row)?;
    let rules = [
        (object.spki_sha256 == row.spki, "it is for another key"),
        (
            object.csr_sha256 == row.csr,
            "it is for another signing request",
        ),
        (
            object.origin == workspace.founding.origin,
            "it is of another workspace",
        ),
        (
            object.issuer_ski == workspace.issuing_ski(),
            "it is for another authority",
        ),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, broken)) => Err(invalid(row, Act::Approve, broken)),
        None => Ok(profile),
    }
}

/// Whoever decided did so under these rules: others take decisions of their own.
fn check_rules(
    workspace: &Workspace,
    rules: &mut Rules,
    object: &RequestObject,
    row: &RequestRow,
) -> Result<Arc<Profile>, Error> {
    let (profile, named) = rules.profile(workspace, object.profile.id)?;
    let detail = if object.profile != *named {
        "the profile has changed since"
    } else if !is_under(row, rules.policy_in_force(workspace)?) {
        "the approval policy has changed since"
    } else {
        return Ok(profile);
    };
    Err(Error::RulesChanged {
        request: row.id.to_string(),
        detail,
    })
}

/// A request of before there were policies stands until the first that officers decide on.
fn is_under(row: &RequestRow, policy: PolicyInForce) -> bool {
    match row.policy {
        Some(sha256) => sha256 == policy.sha256,
        None => !policy.decided,
    }
}
