//! "If the contents octets of an integer value encoding consist of more than one
//! octet, then the bits of the first octet and bit 8 of the second octet: a) shall
//! not all be ones; and b) shall not all be zero." The serial number has its own rule.

use der::Tag;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "integers",
    clause: "X.690, 8.3.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let integers = examined
        .values
        .iter()
        .filter(|value| value.tag == Tag::Integer);
    for value in integers {
        let minimal = !matches!(
            value.content,
            [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..]
        );
        require(minimal, || {
            format!(
                "an INTEGER in {} is {:02X?}",
                value.extension, value.content
            )
        })?;
    }
    Ok(())
}
