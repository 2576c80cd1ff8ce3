//! Whether the facts in force are those that officers decided on.

use chancery_domain::change::{Change, ChangeId, ChangeObject};
use chancery_ledger::read::ChangeState;

use crate::{Error, Workspace};

/// Rows that are read at once.
const PAGE: u32 = 500;

/// The first facts that no decision put in force, by their event, and what is wrong. That the
/// decisions themselves stand is checked with all other changes.
pub(crate) fn first_broken(workspace: &Workspace) -> Result<Option<(u64, String)>, Error> {
    for row in workspace.read().firm_facts_history()? {
        let says = |change: &Change| matches!(change, Change::FirmFacts { next, .. } if *next == row.facts);
        if !is_decided(workspace, &row.change, says)? {
            return Ok(Some((row.seq, other(&row.change))));
        }
    }
    let mut after = (String::new(), 0);
    loop {
        let page = workspace
            .read()
            .agent_facts_after((&after.0, after.1), PAGE)?;
        for (agent, row) in &page {
            let says = |change: &Change| {
                matches!(change, Change::AgentFacts { agent: of, next, .. }
                    if of.as_str() == agent && *next == row.facts)
            };
            if !is_decided(workspace, &row.change, says)? {
                return Ok(Some((row.seq, other(&row.change))));
            }
        }
        match page.last() {
            Some((agent, row)) if page.len() == PAGE as usize => after = (agent.clone(), row.seq),
            _ => return Ok(None),
        }
    }
}

fn other(change: &ChangeId) -> String {
    format!("{change}: other facts were decided on")
}

fn is_decided(
    workspace: &Workspace,
    change: &ChangeId,
    says: impl FnOnce(&Change) -> bool,
) -> Result<bool, Error> {
    let Some(row) = workspace.read().change(change)? else {
        return Ok(false);
    };
    let bytes = workspace.read().blob(row.object)?;
    let object: ChangeObject =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "change" })?;
    Ok(row.state == ChangeState::Approved && says(&object.change))
}
