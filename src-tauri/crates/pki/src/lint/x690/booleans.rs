//! "If the encoding represents the boolean value TRUE, its single contents octet
//! shall have all eight bits set to one."

use der::Tag;

use crate::lint::Rule;
use crate::lint::examined::Examined;

pub(super) const RULE: Rule = Rule {
    name: "booleans",
    clause: "X.690, 11.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let critical = examined.tbs.extensions.iter().filter_map(|e| e.criticality);
    let inside = examined
        .values
        .iter()
        .filter(|value| value.tag == Tag::Boolean);
    let mut all = critical.chain(inside.map(|value| value.content));
    match all.find(|content| !matches!(content, [0 | 0xff])) {
        Some(content) => Err(format!("a BOOLEAN is {content:02X?}")),
        None => Ok(()),
    }
}
