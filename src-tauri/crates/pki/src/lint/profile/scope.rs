//! An agent whose profile says so carries the scope that was approved, once, understood
//! in full, critical if the profile is for a closed estate; nobody else carries one.

use chancery_domain::profile::ScopeRule;

use crate::certificate::ScopeReading;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::AGENT_SCOPE;

pub(super) const RULE: Rule = Rule {
    name: "scope",
    clause: "scope extension",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let approved = examined
        .expected
        .agent
        .as_deref()
        .and_then(|agent| agent.scope.as_ref());
    match (&examined.certificate.scope, approved) {
        (ScopeReading::Absent, None) => Ok(()),
        (ScopeReading::Absent, Some(_)) => Err("it is absent".to_owned()),
        (ScopeReading::NotUnderstood(error), _) => Err(error.to_string()),
        (ScopeReading::Understood(_), None) => Err("the profile has none".to_owned()),
        (ScopeReading::Understood(found), Some(scope)) => {
            require(**found == *scope, || {
                "it is not what was approved".to_owned()
            })?;
            check_criticality(examined)
        }
    }
}

fn check_criticality(examined: &Examined<'_>) -> Result<(), String> {
    let critical = examined.is_critical(AGENT_SCOPE);
    let wanted = examined.expected.profile.scope == ScopeRule::Critical;
    require(critical == wanted, || {
        format!("critical is {critical}, not {wanted}")
    })
}
