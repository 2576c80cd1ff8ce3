//! The serial number is positive and of at most 20 octets.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "serial-number",
    clause: "RFC 5280, 4.1.2.2",
    check,
};

const OCTETS_MAX: usize = 20;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let octets = examined.tbs.serial_number;
    let right = match octets {
        [] | [0] | [0x80..=0xff, ..] => false,
        // A leading zero octet only keeps the number positive.
        [0, second, ..] if *second < 0x80 => false,
        octets => octets.len() <= OCTETS_MAX,
    };
    require(right, || format!("its octets are {octets:02X?}"))
}
