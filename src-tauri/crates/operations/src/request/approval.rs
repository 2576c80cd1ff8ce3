//! The stored statements on a request, verified again: the maker's, and those of who approved.

use chancery_domain::{
    Utc,
    officer::Act,
    request::{Approved, RequestObject, Submitted},
};
use chancery_ledger::read::RequestRow;

use crate::{
    Error, Workspace,
    decide::{At, Over, Standing, Verifier},
};

fn invalid(row: &RequestRow, act: Act, detail: String) -> Error {
    Error::DecisionInvalid {
        request: row.id.to_string(),
        act: act.name(),
        detail,
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
        .map_err(|detail| invalid(row, Act::Submit, detail))
}

/// The statements of those who approved, the first first.
pub(crate) fn approvals(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
) -> Result<Vec<Standing>, Error> {
    let mut standing = Vec::new();
    for approval in workspace.read().approvals_of(&row.id)? {
        let over = Over {
            object: row.object,
            batch: approval.batch,
            at: At::Event(approval.seq),
        };
        let one = verifier.verify(workspace, approval.decision, Act::Approve, over);
        standing.push(one.map_err(|detail| invalid(row, Act::Approve, detail))?);
    }
    Ok(standing)
}

/// All statements on an approved request and the rules between them. `needed`: approvals that
/// the profile asks for.
pub(crate) fn approved(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    needed: usize,
) -> Result<Approved, Error> {
    let maker = submission(workspace, verifier, row)?;
    let submitted = Submitted {
        id: row.id.clone(),
        object: row.object,
        maker: maker.signer,
    };
    let mut signed = Vec::new();
    for approval in approvals(workspace, verifier, row)? {
        let at = Utc::from_unix_seconds(approval.decision.iat)
            .ok_or_else(|| invalid(row, Act::Approve, "it names no time".to_owned()))?;
        signed.push((approval.signer, at));
    }
    Ok(submitted.approve(signed, needed)?)
}

/// What was approved was approved under these very rules, and for this key.
pub(crate) fn check_object(
    workspace: &Workspace,
    object: &RequestObject,
    row: &RequestRow,
) -> Result<chancery_domain::profile::Profile, Error> {
    let profile = workspace.profile(object.profile.id)?;
    let rules = [
        (
            object.profile == (&profile).into(),
            "the profile has changed since",
        ),
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
        Some((_, broken)) => Err(invalid(row, Act::Approve, (*broken).to_owned())),
        None => Ok(profile),
    }
}
