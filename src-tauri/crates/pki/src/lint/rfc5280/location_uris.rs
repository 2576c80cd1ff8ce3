//! Lists, responders and issuers are found by well-formed HTTP URIs: fetching them
//! must not ask for another certificate.

use crate::lint::examined::Examined;
use crate::lint::uri::Uri;
use crate::lint::{Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "location-uris",
    clause: "RFC 5280, 4.2.1.13, 4.2.2.1 and 8; RFC 3986",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let certificate = examined.certificate;
    let all = [
        &certificate.crl_urls,
        &certificate.ocsp_urls,
        &certificate.issuer_urls,
    ];
    for text in all.into_iter().flatten() {
        let uri = Uri::parse(text);
        let right = uri.is_some_and(|uri| uri.scheme == "http" && uri.host().is_some());
        require(right, || format!("{text:?} is no HTTP URI"))?;
    }
    Ok(())
}
