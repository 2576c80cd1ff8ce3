//! "The subject field shall include at least the following attributes": country,
//! organisation, its identifier and a common name; here each of them once, and nothing
//! else. CAs may do without the identifier.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::{COMMON_NAME, COUNTRY_NAME, ORGANIZATION_IDENTIFIER, ORGANIZATION_NAME};

pub(super) const RULE: Rule = Rule {
    name: "legal-person",
    clause: "EN 319 412-3, 4.2.1; EN 319 412-2, 4.2.3.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let attributes = || examined.tbs.subject.iter().flatten();
    let optional = examined.expected.profile.id.is_authority();
    let wanted = [
        ("countryName", COUNTRY_NAME, false),
        ("organizationName", ORGANIZATION_NAME, false),
        ("organizationIdentifier", ORGANIZATION_IDENTIFIER, optional),
        ("commonName", COMMON_NAME, false),
    ];
    for (name, kind, optional) in wanted {
        let count = attributes().filter(|a| a.kind == kind).count();
        let right = count == 1 || (optional && count == 0);
        require(right, || format!("{name} is there {count} times"))?;
    }
    let known = |kind| wanted.iter().any(|(_, known, _)| *known == kind);
    match attributes().find(|attribute| !known(attribute.kind)) {
        Some(attribute) => Err(format!("{} has no place in it", attribute.kind)),
        None => Ok(()),
    }
}
