//! The issuer is named by the very bytes of its own subject, so that chains can be built.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "issuer-name",
    clause: "RFC 5280, 4.1.2.4",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let named = &examined.certificate.issuer;
    let subject = examined
        .expected
        .issuer
        .as_deref()
        .map_or(&examined.certificate.subject, |i| &i.subject);
    require(named.der() == subject.der(), || {
        format!("it names {named}, not {subject}")
    })
}
