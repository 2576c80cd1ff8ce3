//! "An X.509 SVID MUST contain exactly one URI SAN, and by extension, exactly one
//! SPIFFE ID."

use crate::lint::examined::Examined;
use crate::lint::spiffe::is_svid;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "svid-one-uri",
    clause: "X509-SVID, 2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let uris = &examined.certificate.uris;
    let one = uris.len() == 1 && uris[0].starts_with("spiffe://");
    require(!is_svid(examined) || one, || format!("it has {uris:?}"))
}
