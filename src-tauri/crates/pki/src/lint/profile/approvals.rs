//! Whoever allowed the scope is named, each once: at least as many as the profile asks
//! decisions of.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "approvals",
    clause: "certificate profiles, decisions",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(scope) = examined.certificate.agent_scope() else {
        return Ok(());
    };
    let mut approvers: Vec<_> = scope
        .authorisation
        .approvers
        .iter()
        .map(|a| a.cert_hash)
        .collect();
    approvers.sort_unstable();
    approvers.dedup();
    let (named, wanted) = (approvers.len(), examined.expected.profile.decisions);
    require(named >= usize::from(wanted), || {
        format!("{named} are named, {wanted} are needed")
    })
}
