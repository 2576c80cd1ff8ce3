//! Whoever signs is a CA that may sign certificates, and a CA below it only if its
//! path length leaves room.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "issuer-may-issue",
    clause: "RFC 5280, 4.2.1.3 and 4.2.1.9",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(issuer) = &examined.expected.issuer else {
        return Ok(());
    };
    let signs = issuer.key_usage.contains(&"keyCertSign");
    let ca = issuer.ca.filter(|_| signs);
    let ca = ca.ok_or_else(|| format!("{} is no CA", issuer.subject))?;
    let below = examined.certificate.ca.is_some();
    require(!(below && ca.path_len == Some(0)), || {
        format!("{} allows no CA below it", issuer.subject)
    })
}
