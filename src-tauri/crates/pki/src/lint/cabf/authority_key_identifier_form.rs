//! The authority key identifier names the key and nothing else: issuer and serial
//! number would tie a certificate to one of several certificates of its issuer.

use der::Tag;

use crate::asn1::context_primitive;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::AUTHORITY_KEY_IDENTIFIER;

pub(super) const RULE: Rule = Rule {
    name: "authority-key-identifier-form",
    clause: "CA/B BR, 7.1.2.11.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(extension) = examined.extension(AUTHORITY_KEY_IDENTIFIER) else {
        return Ok(());
    };
    let tags: Vec<Tag> = extension
        .parts()
        .unwrap_or_default()
        .iter()
        .map(|(tag, _)| *tag)
        .collect();
    require(tags == [context_primitive(0)], || {
        format!("it has {tags:?}")
    })
}
