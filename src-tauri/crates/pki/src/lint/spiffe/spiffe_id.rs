//! A SPIFFE ID: a trust domain in lower case, a path of non-empty segments, no query,
//! no fragment, no port, at most 2,048 octets.

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::lint::uri::Uri;

pub(super) const RULE: Rule = Rule {
    name: "spiffe-id",
    clause: "SPIFFE-ID, 2",
    check,
};

const OCTETS_MAX: usize = 2048;
const TRUST_DOMAIN_MAX: usize = 255;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let uris = examined.certificate.uris.iter();
    let mut ids = uris.filter(|uri| uri.to_ascii_lowercase().starts_with("spiffe:"));
    match ids.find(|id| !is_spiffe_id(id)) {
        Some(id) => Err(format!("{id:?} is none")),
        None => Ok(()),
    }
}

fn is_spiffe_id(text: &str) -> bool {
    let Some(uri) = Uri::parse(text) else {
        // It is no URI either, and a rule names that.
        return true;
    };
    let domain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-._".contains(&c);
    uri.scheme == "spiffe"
        && uri.authority.len() <= TRUST_DOMAIN_MAX
        && uri.authority.bytes().all(domain)
        && !uri.has_more
        && text.len() <= OCTETS_MAX
        && (uri.path.is_empty() || uri.path[1..].split('/').all(is_segment))
}

fn is_segment(segment: &str) -> bool {
    let known = |c: u8| c.is_ascii_alphanumeric() || b"-._".contains(&c);
    !matches!(segment, "" | "." | "..") && segment.bytes().all(known)
}
