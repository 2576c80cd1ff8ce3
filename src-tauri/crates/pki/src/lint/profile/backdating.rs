//! It begins at issuance, or a little before, never later.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::validity::BACKDATE_MAX_SECONDS;

pub(super) const RULE: Rule = Rule {
    name: "backdating",
    clause: "certificate profiles, backdated at most 60 s",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let early = examined.expected.now.unix_seconds()
        - examined.certificate.validity.not_before.unix_seconds();
    require((0..=BACKDATE_MAX_SECONDS).contains(&early), || {
        format!("it begins {early} s before")
    })
}
