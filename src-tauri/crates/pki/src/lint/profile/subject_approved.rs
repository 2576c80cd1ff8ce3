//! The subject is the one that was approved: C, O, organizationIdentifier and CN, so that no field can name a natural person.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "subject-approved",
    clause: "certificate profiles, no natural person",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = examined.certificate.subject.attributes();
    require(*found == examined.expected.subject.attributes(), || {
        examined.certificate.subject.to_string()
    })
}
