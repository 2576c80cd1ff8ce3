//! No longer than the profile's cap.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "validity-cap",
    clause: "certificate profiles, validity cap",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let seconds = examined.certificate.validity.seconds();
    let cap = examined.expected.profile.validity.cap_seconds();
    require(seconds <= cap, || {
        format!("{seconds} seconds, the cap is {cap}")
    })
}
