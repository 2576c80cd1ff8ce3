//! The common name is one that the profile allows.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "name-rule",
    clause: "certificate profiles, names",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let name = examined
        .certificate
        .subject
        .common_name()
        .unwrap_or_default();
    let rule = &examined.expected.profile.names;
    require(rule.allows(name), || format!("{name:?} is not allowed"))
}
