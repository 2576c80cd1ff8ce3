//! The serial number is positive, of at most 20 octets, and minimal.

use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "serial-number",
    clause: "RFC 5280, 4.1.2.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let tbs = &examined.x509.tbs_certificate;
    let right = match tbs.raw_serial() {
        [] | [0] | [0x80..=0xff, ..] => false,
        // A leading zero octet only keeps the number positive.
        [0, second, ..] if *second < 0x80 => false,
        octets => octets.len() <= 20,
    };
    require(right, || {
        format!("its octets are {}", tbs.raw_serial_as_string())
    })
}
