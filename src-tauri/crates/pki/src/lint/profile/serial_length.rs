//! The serial number has the 127 random bits that it should; a much shorter one was not drawn at random.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "serial-length",
    clause: "certificate profiles, 16 random bytes",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let length = examined.certificate.serial_number.magnitude().len();
    // A random number has eight leading zero octets once in 2^63.
    require((9..=16).contains(&length), || format!("{length} octets"))
}
