//! Key usage and basic constraints are critical and may be; so are the purpose of time stamping, and the scope
//! in a closed estate. Nothing else is: general verifiers would reject it.

use chancery_domain::profile::ScopeRule;

use crate::lint::{Examined, Rule};
use crate::oid::{AGENT_SCOPE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, KEY_USAGE, TIME_STAMPING};

pub(super) const RULE: Rule = Rule {
    name: "critical-extensions",
    clause: "RFC 5280, 4.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let profile = examined.expected.profile;
    let stamps = profile.extended_key_usage == [TIME_STAMPING.to_string()];
    let known = [
        (KEY_USAGE, true),
        (BASIC_CONSTRAINTS, true),
        (EXTENDED_KEY_USAGE, stamps),
        (AGENT_SCOPE, profile.scope == ScopeRule::Critical),
    ];
    let known = known.map(|(oid, may)| may.then(|| oid.to_string()));
    let critical = examined
        .x509
        .extensions()
        .iter()
        .filter(|extension| extension.critical);
    let mut ids = critical.map(|extension| extension.oid.to_id_string());
    ids.find(|id| !known.contains(&Some(id.clone())))
        .map_or(Ok(()), |id| Err(format!("{id} is critical")))
}
