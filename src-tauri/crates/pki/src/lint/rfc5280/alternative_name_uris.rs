//! "The name MUST NOT be a relative URI, and it MUST follow the URI syntax and
//! encoding rules specified in [RFC3986]."

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::lint::uri::Uri;

pub(super) const RULE: Rule = Rule {
    name: "alternative-name-uris",
    clause: "RFC 5280, 4.2.1.6",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let uris = &examined.certificate.uris;
    match uris.iter().find(|text| Uri::parse(text).is_none()) {
        Some(text) => Err(format!("{text:?} is no absolute URI")),
        None => Ok(()),
    }
}
