//! Information access names responders and issuers, each by a URI, and no third thing.

use der::Tag;

use crate::asn1::{Elements, Malformed, context_primitive};
use crate::lint::examined::Examined;
use crate::lint::examined::oid;
use crate::lint::{Rule, require};
use crate::oid::{AD_CA_ISSUERS, AD_OCSP, AUTHORITY_INFO_ACCESS};

pub(super) const RULE: Rule = Rule {
    name: "access-methods",
    clause: "CA/B BR, 7.1.2.7.7; RFC 5280, 4.2.2.1",
    check,
};

const URI: u8 = 6;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let Some(extension) = examined.extension(AUTHORITY_INFO_ACCESS) else {
        return Ok(());
    };
    let mut descriptions = extension.parts().unwrap_or_default().into_iter();
    let plain = descriptions.all(|(_, description)| check_description(description).is_ok());
    require(plain, || "it names something else".to_owned())
}

fn check_description(content: &[u8]) -> Result<(), Malformed> {
    let mut fields = Elements::of(content)?;
    let method = oid(fields.required(Tag::ObjectIdentifier)?)?;
    fields.required(context_primitive(URI))?;
    fields.finish()?;
    match method {
        AD_OCSP | AD_CA_ISSUERS => Ok(()),
        _ => Err(Malformed),
    }
}
