//! Whether what is in force was decided by those who may decide it.

use chancery_domain::{change::Change, officer::Act, profile::ProfileId, request::Signer};
use chancery_ledger::read::{ChangeRow, ChangeState, ProfileRow};

use super::{find, object_of, quorum};
use crate::{
    Error, Workspace,
    decide::{At, Over, Verifier},
    officer,
};

/// Changes a page.
const PAGE: u32 = 100;

/// The first change that was not decided as it had to be, or profile that no change put in force,
/// by its event, and what is wrong.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for id in ProfileId::ALL {
        for row in workspace.read().profile_history(id)? {
            if let Err(detail) = check_profile(workspace, &row) {
                return Ok(Some((row.seq, format!("{}: {detail}", row.change))));
            }
        }
    }
    let mut before = None;
    loop {
        let page = workspace.read().changes(false, before.as_ref(), PAGE)?;
        for row in &page {
            if row.state == ChangeState::Approved
                && let Err(detail) = check(workspace, row)
            {
                let seq = row.decide_seq.unwrap_or(row.propose_seq);
                return Ok(Some((seq, format!("{}: {detail}", row.id))));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => before = Some(last.id.clone()),
            _ => return Ok(None),
        }
    }
}

fn check_profile(workspace: &Workspace, row: &ProfileRow) -> Result<(), String> {
    let told = |error: Error| error.to_string();
    let change = find(workspace, row.change.as_str()).map_err(told)?;
    match object_of(workspace, &change).map_err(told)?.change {
        Change::Profile { next, .. } if next == row.profile => check(workspace, &change),
        _ => Err("another profile was decided on".to_owned()),
    }
}

fn check(workspace: &Workspace, row: &ChangeRow) -> Result<(), String> {
    signers(workspace, row).map(drop)
}

/// Who signed an approved change, the proposer first: all statements on it, and the rules between
/// them.
pub(crate) fn signers(workspace: &Workspace, row: &ChangeRow) -> Result<Vec<Signer>, String> {
    if row.state != ChangeState::Approved {
        return Err("it was not approved".to_owned());
    }
    let told = |error: Error| error.to_string();
    let change = object_of(workspace, row).map_err(told)?.change;
    let mut verifier = Verifier::default();
    let over = |seq| Over::object(row.object, At::Event(seq));
    let proposal = over(row.propose_seq);
    let proposer = verifier.verify(workspace, row.proposal, Act::Propose, proposal)?;
    if officer::check_case(&change, &proposer.decision.officer).is_err() {
        return Err("its subject proposed it".to_owned());
    }
    let mut signers = vec![proposer.signer];
    let approvals = workspace.read().approvals_of_change(&row.id);
    for approval in approvals.map_err(|error| error.to_string())? {
        let act = quorum::act(&change);
        let over = over(approval.seq);
        let checker = verifier.verify(workspace, approval.decision, act, over)?;
        if signers
            .iter()
            .any(|earlier| earlier.is_same_person(&checker.signer))
        {
            return Err("one officer decided twice".to_owned());
        }
        if officer::check_case(&change, &checker.decision.officer).is_err() {
            return Err("its subject approved it".to_owned());
        }
        quorum::check_member(workspace, &change, &checker.decision.officer).map_err(told)?;
        signers.push(checker.signer);
    }
    let needed = match &change {
        // What the policy of its time asked for is held against each request under it.
        Change::Standing { .. } => 1,
        change => {
            quorum::approvals(workspace, change, &row.proposer, row.propose_seq).map_err(told)?
        }
    };
    if signers.len() <= usize::from(needed) {
        return Err("approvals are missing".to_owned());
    }
    Ok(signers)
}
