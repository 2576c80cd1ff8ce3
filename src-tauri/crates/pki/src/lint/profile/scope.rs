//! An agent carries the scope that was approved, once, understood in full, not critical; nobody else carries one.

use crate::certificate::ScopeReading;
use crate::lint::{Examined, Rule, require};
use crate::oid::AGENT_SCOPE;

pub(super) const RULE: Rule = Rule {
    name: "scope",
    clause: "scope extension",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let critical = examined
        .extension(AGENT_SCOPE)
        .is_some_and(|extension| extension.critical);
    require(!critical, || "it is critical".to_owned())?;
    match (&examined.certificate.scope, examined.expected.agent) {
        (ScopeReading::Absent, None) => Ok(()),
        (ScopeReading::Absent, Some(_)) => Err("it is absent".to_owned()),
        (ScopeReading::NotUnderstood(error), _) => Err(error.to_string()),
        (ScopeReading::Understood(_), None) => Err("only agents have a scope".to_owned()),
        (ScopeReading::Understood(found), Some(agent)) => require(**found == agent.scope, || {
            "it is not what was approved".to_owned()
        }),
    }
}
