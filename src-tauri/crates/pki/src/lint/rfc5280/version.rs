//! "When extensions are used, as expected in this profile, version MUST be 3
//! (value is 2)."

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "version",
    clause: "RFC 5280, 4.1.2.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let version = examined.tbs.version;
    require(version == Some(&[2]), || {
        format!("its value is {version:?}")
    })
}
