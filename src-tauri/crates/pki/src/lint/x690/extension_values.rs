//! The value of an extension is the DER of one value: every length in its shortest
//! form, and nothing after it.

use crate::asn1::is_der;
use crate::lint::Rule;
use crate::lint::examined::Examined;

pub(super) const RULE: Rule = Rule {
    name: "extension-values",
    clause: "X.690, 10.1; RFC 5280, 4.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let mut extensions = examined.tbs.extensions.iter();
    match extensions.find(|extension| !is_der(extension.value)) {
        Some(extension) => Err(format!("the value of {} is not DER", extension.oid)),
        None => Ok(()),
    }
}
