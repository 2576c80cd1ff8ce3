//! Exactly the key usages of the profile, critical.

use crate::lint::{Examined, Rule, require};
use crate::oid::KEY_USAGE;

pub(super) const RULE: Rule = Rule {
    name: "key-usage",
    clause: "certificate profiles, KU; RFC 5280, 4.2.1.3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = &examined.certificate.key_usage;
    let same = examined.expected.profile.key_usage.iter().eq(found.iter());
    require(same, || format!("it has {found:?}"))?;
    let critical = examined
        .extension(KEY_USAGE)
        .is_some_and(|extension| extension.critical);
    require(critical, || "it is not critical".to_owned())
}
