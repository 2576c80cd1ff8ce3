//! It certifies the very key that was asked for.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "subject-key",
    clause: "certificate profiles, the key of the request",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = &examined.certificate.spki;
    require(found == &examined.expected.subject_key, || {
        format!("it certifies {found:?}")
    })
}
