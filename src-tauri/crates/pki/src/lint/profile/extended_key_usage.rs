//! Exactly the extended key usages of the profile; for an agent the one that makes a relying party read the scope.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "extended-key-usage",
    clause: "certificate profiles, EKU; RFC 5280, 4.2.1.12",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = &examined.certificate.extended_key_usage;
    require(
        *found == examined.expected.profile.extended_key_usage,
        || format!("it has {found:?}"),
    )
}
