//! Exactly the key usages of the profile, critical.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::KEY_USAGE;

pub(super) const RULE: Rule = Rule {
    name: "key-usage",
    clause: "certificate profiles, KU; RFC 5280, 4.2.1.3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = &examined.certificate.key_usage;
    let wanted = &examined.expected.profile.key_usage;
    // The bits have their own order, whatever that of the list.
    let same = found.len() == wanted.len() && wanted.iter().all(|w| found.contains(&w.as_str()));
    require(same, || format!("it has {found:?}"))?;
    let critical = examined.is_critical(KEY_USAGE);
    require(critical, || "it is not critical".to_owned())
}
