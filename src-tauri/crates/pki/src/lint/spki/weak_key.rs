//! No weakness of the subject's key is known: exponent and modulus, the point and its
//! curve.

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::weak_key;

pub(super) const RULE: Rule = Rule {
    name: "weak-key",
    clause: "FIPS 186-5, 5.1; RFC 5480, 2.2; RFC 8032, 5.1.3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    match &examined.key {
        Ok(key) => weak_key::check(key).map_err(|weak| weak.to_string()),
        Err(_) => Ok(()),
    }
}
