//! The subject's key names its kind and parameters as the kind wants them: a named
//! curve, NULL for RSA, nothing for Ed25519.

use crate::lint::Rule;
use crate::lint::examined::Examined;

pub(super) const RULE: Rule = Rule {
    name: "key-parameters",
    clause: "RFC 5480, 2.1.1; RFC 3279, 2.3.1; RFC 8410, 3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    match &examined.key {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
