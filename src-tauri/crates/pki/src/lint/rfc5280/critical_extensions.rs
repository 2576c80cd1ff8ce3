//! What is critical is understood by every verifier: nothing but key usage and basic constraints.

use crate::lint::{Examined, Rule};
use crate::oid::{BASIC_CONSTRAINTS, KEY_USAGE};

pub(super) const RULE: Rule = Rule {
    name: "critical-extensions",
    clause: "RFC 5280, 4.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let known = [KEY_USAGE.to_string(), BASIC_CONSTRAINTS.to_string()];
    let critical = examined
        .x509
        .extensions()
        .iter()
        .filter(|extension| extension.critical);
    let mut ids = critical.map(|extension| extension.oid.to_id_string());
    ids.find(|id| !known.contains(id))
        .map_or(Ok(()), |id| Err(format!("{id} is critical")))
}
