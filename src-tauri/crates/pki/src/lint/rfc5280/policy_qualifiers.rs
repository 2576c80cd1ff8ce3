//! "To promote interoperability, this profile RECOMMENDS that policy information
//! terms consist of only an OID."

use crate::lint::examined::Examined;
use crate::lint::examined::parts;
use crate::lint::{Rule, require};
use crate::oid::CERTIFICATE_POLICIES;

pub(super) const RULE: Rule = Rule {
    name: "policy-qualifiers",
    clause: "RFC 5280, 4.2.1.4",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(extension) = examined.extension(CERTIFICATE_POLICIES) else {
        return Ok(());
    };
    for (_, term) in extension.parts().unwrap_or_default() {
        let count = parts(term).map_or(0, |parts| parts.len());
        require(count == 1, || format!("a policy consists of {count} parts"))?;
    }
    Ok(())
}
