//! The period ends after it begins.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-order",
    clause: "RFC 5280, 4.1.2.5",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let validity = examined.certificate.validity;
    require(validity.not_before < validity.not_after, || {
        format!("it ends at {}", validity.not_after)
    })
}
