//! Agents and issuing CAs carry id-cp-agent; in practice all but the root carry id-cp-practice; nothing else.

use chancery_domain::profile::ProfileId;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::{POLICY_AGENT, POLICY_PRACTICE};

pub(super) const RULE: Rule = Rule {
    name: "policies",
    clause: "certificate profiles, policies",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let expected = examined.expected;
    let for_agents =
        expected.profile.id.is_of_agents() || expected.profile.id == ProfileId::IssuingCa;
    let for_practice = expected.practice && expected.profile.id != ProfileId::RootCa;
    let wanted: Vec<String> = [(for_agents, POLICY_AGENT), (for_practice, POLICY_PRACTICE)]
        .iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, policy)| policy.to_string())
        .collect();
    let found = &examined.certificate.policies;
    require(*found == wanted, || format!("it has {found:?}"))
}
