//! "The encoding of a set value or sequence value shall not include an encoding for
//! any component value which is equal to its default value." Every BOOLEAN of a
//! certificate is FALSE by default.

use der::Tag;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "default-values",
    clause: "X.690, 11.5",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let critical = examined.tbs.extensions.iter().filter_map(|e| e.criticality);
    let inside = examined
        .values
        .iter()
        .filter(|value| value.tag == Tag::Boolean);
    let mut all = critical.chain(inside.map(|value| value.content));
    require(!all.any(|content| content == [0]), || {
        "FALSE is written out".to_owned()
    })
}
