//! Whether every request stands where its officers' statements put it, also one of which no
//! certificate was made.

use chancery_domain::officer::Act;
use chancery_ledger::read::{RequestRow, RequestState};

use super::approval;
use crate::{
    Error, Workspace,
    decide::{At, Over, Verifier},
};

/// Requests a page.
const PAGE: u32 = 500;

/// The first request, by its event, whose decisions do not verify, and what is wrong. Those of
/// which certificates were made are checked with these.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    let mut verifier = Verifier::default();
    let mut before = None;
    loop {
        let page = workspace.read().requests(false, before.as_ref(), PAGE)?;
        for row in &page {
            if let Err(detail) = check(workspace, &mut verifier, row) {
                let seq = row.decide_seq.unwrap_or(row.submit_seq);
                return Ok(Some((seq, format!("{}: {detail}", row.id))));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => before = Some(last.id.clone()),
            _ => return Ok(None),
        }
    }
}

fn check(workspace: &Workspace, verifier: &mut Verifier, row: &RequestRow) -> Result<(), String> {
    let told = |error: Error| match error {
        Error::DecisionInvalid { detail, .. } => detail,
        Error::Rule { refusal, .. } => refusal.to_string(),
        other => other.to_string(),
    };
    match row.state {
        // With its certificate.
        RequestState::Issued => Ok(()),
        // By its standing authorisation.
        _ if row.standing.is_some() => Ok(()),
        RequestState::Submitted => approval::waiting(workspace, verifier, row)
            .map(drop)
            .map_err(told),
        RequestState::Approved | RequestState::Abandoned => {
            approval::approved(workspace, verifier, row)
                .map(drop)
                .map_err(told)
        }
        RequestState::Expired => approval::given(workspace, verifier, row)
            .map(drop)
            .map_err(told),
        RequestState::Rejected => {
            let submitted = approval::submitted(workspace, verifier, row).map_err(told)?;
            let signer = ending(workspace, verifier, row, Act::Reject)?;
            let rejected = submitted.reject(signer);
            rejected.map(drop).map_err(|refusal| refusal.to_string())
        }
        RequestState::Withdrawn => {
            let submitted = approval::submitted(workspace, verifier, row).map_err(told)?;
            let signer = ending(workspace, verifier, row, Act::Withdraw)?;
            let withdrawn = submitted.withdraw(signer);
            withdrawn.map(drop).map_err(|refusal| refusal.to_string())
        }
    }
}

/// Who signed the statement that ended it.
fn ending(
    workspace: &Workspace,
    verifier: &mut Verifier,
    row: &RequestRow,
    act: Act,
) -> Result<chancery_domain::request::Signer, String> {
    let (Some(statement), Some(seq)) = (row.decision, row.decide_seq) else {
        return Err(format!("nobody signed the {act}"));
    };
    let over = Over::object(row.object, At::Event(seq));
    Ok(verifier.verify(workspace, statement, act, over)?.signer)
}
