//! "CAs conforming to this profile MUST NOT generate certificates with unique
//! identifiers."

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "unique-identifiers",
    clause: "RFC 5280, 4.1.2.8",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    require(!examined.tbs.unique_identifiers, || "it has one".to_owned())
}
