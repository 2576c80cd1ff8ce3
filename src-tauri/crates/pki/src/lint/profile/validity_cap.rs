//! No longer than the profile's cap.

use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-cap",
    clause: "certificate profiles, validity cap",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let validity = examined.certificate.validity;
    let cap = examined.expected.profile.cap_days;
    require(validity.is_within_days(cap), || {
        format!("{} seconds, the cap is {cap} days", validity.seconds())
    })
}
