//! It lies within the period of its issuer.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-within-issuer",
    clause: "certificate profiles, validity within the issuer's",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let validity = examined.certificate.validity;
    let Some(issuer) = examined
        .expected
        .issuer
        .as_deref()
        .map(|issuer| issuer.validity)
    else {
        return Ok(());
    };
    require(
        issuer.contains(validity.not_before) && issuer.contains(validity.not_after),
        || {
            format!(
                "the issuer ends at {}, it at {}",
                issuer.not_after, validity.not_after
            )
        },
    )
}
