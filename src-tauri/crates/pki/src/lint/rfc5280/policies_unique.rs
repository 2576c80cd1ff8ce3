//! "A certificate policy OID MUST NOT appear more than once in a certificate
//! policies extension."

use crate::lint::Rule;
use crate::lint::examined::Examined;

pub(super) const RULE: Rule = Rule {
    name: "policies-unique",
    clause: "RFC 5280, 4.2.1.4",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let policies = &examined.certificate.policies;
    let twice = (1..policies.len()).find(|at| policies[..*at].contains(&policies[*at]));
    match twice {
        Some(at) => Err(format!("{} is there twice", policies[at])),
        None => Ok(()),
    }
}
