//! "If the cA boolean is not asserted, then the keyCertSign bit in the key usage
//! extension MUST NOT be asserted."

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "key-cert-sign",
    clause: "RFC 5280, 4.2.1.9",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let signs = examined.certificate.key_usage.contains(&"keyCertSign");
    let is_ca = examined.certificate.ca.is_some();
    require(signs == is_ca, || {
        format!("keyCertSign is {signs}, and cA {is_ca}")
    })
}
