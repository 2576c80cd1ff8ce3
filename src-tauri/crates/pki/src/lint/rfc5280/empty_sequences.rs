//! No list in an extension is empty: they are SEQUENCE SIZE (1..MAX).

use der::Tag;

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::oid::BASIC_CONSTRAINTS;

pub(super) const RULE: Rule = Rule {
    name: "empty-sequences",
    clause: "RFC 5280, 4.2.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    // In basic constraints every component has a default.
    let empty = examined.values.iter().find(|value| {
        value.tag == Tag::Sequence
            && value.content.is_empty()
            && value.extension != BASIC_CONSTRAINTS
    });
    match empty {
        Some(value) => Err(format!("{} holds an empty list", value.extension)),
        None => Ok(()),
    }
}
