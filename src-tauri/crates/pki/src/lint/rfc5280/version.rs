//! "When extensions are used, as expected in this profile, version MUST be 3."

use x509_parser::x509::X509Version;

use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "version",
    clause: "RFC 5280, 4.1.2.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let version = examined.x509.version();
    require(version == X509Version::V3, || format!("it is {version}"))
}
