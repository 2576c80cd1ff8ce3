//! "Where ITU-T Rec. X.680 | ISO/IEC 8824-1, 22.7, applies, the bitstring shall have
//! all trailing 0 bits removed before it is encoded", and unused bits are zero.

use der::Tag;

use crate::asn1::Elements;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::KEY_USAGE;

pub(super) const RULE: Rule = Rule {
    name: "named-bits",
    clause: "X.690, 11.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(extension) = examined.extension(KEY_USAGE) else {
        return Ok(());
    };
    let content = Elements::only(extension.value, Tag::BitString).unwrap_or_default();
    let right = match content {
        [unused @ 0..=7, .., last] => last.trailing_zeros() == u32::from(*unused),
        _ => false,
    };
    require(right, || format!("the key usage is {content:02X?}"))
}
