//! Key usage and basic constraints are critical and may be; so may the purpose of
//! time stamping, and the scope in a closed estate. Nothing else is: general
//! verifiers would reject it.

use chancery_domain::profile::ScopeRule;
use const_oid::ObjectIdentifier;

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::oid::{AGENT_SCOPE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, KEY_USAGE, TIME_STAMPING};

pub(super) const RULE: Rule = Rule {
    name: "critical-extensions",
    clause: "RFC 5280, 4.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let critical = examined.tbs.extensions.iter().filter(|e| e.is_critical());
    match critical.map(|e| e.oid).find(|oid| !may_be(examined, *oid)) {
        Some(oid) => Err(format!("{oid} is critical")),
        None => Ok(()),
    }
}

fn may_be(examined: &Examined<'_>, oid: ObjectIdentifier) -> bool {
    match oid {
        KEY_USAGE | BASIC_CONSTRAINTS => true,
        EXTENDED_KEY_USAGE => examined.certificate.has_purpose(TIME_STAMPING),
        AGENT_SCOPE => examined.expected.profile.scope == ScopeRule::Critical,
        _ => false,
    }
}
