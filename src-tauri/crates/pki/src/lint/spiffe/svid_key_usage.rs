//! "Leaf SVIDs MUST NOT set keyCertSign or cRLSign" and "MUST set digitalSignature".

use crate::lint::examined::Examined;
use crate::lint::spiffe::is_svid;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "svid-key-usage",
    clause: "X509-SVID, 4.3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let usage = &examined.certificate.key_usage;
    let signs = usage.contains(&"digitalSignature");
    let issues = usage.contains(&"keyCertSign") || usage.contains(&"cRLSign");
    require(!is_svid(examined) || (signs && !issues), || {
        format!("it has {usage:?}")
    })
}
