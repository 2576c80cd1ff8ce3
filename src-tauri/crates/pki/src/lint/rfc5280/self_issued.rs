//! Only a root bears its issuer's name: elsewhere a self-issued certificate would be
//! taken for a CA's new key.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "self-issued",
    clause: "RFC 5280, 3.2 and 6.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let self_issued = examined.certificate.is_self_issued();
    let root = examined.expected.issuer.is_none();
    require(self_issued == root, || {
        let (subject, issuer) = (&examined.certificate.subject, &examined.certificate.issuer);
        format!("{subject} issued by {issuer}")
    })
}
