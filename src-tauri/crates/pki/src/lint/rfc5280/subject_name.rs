//! The subject is a name of single attributes in the encodings that RFC 5280 asks
//! for: country as PrintableString, the others as UTF8String.

use der::Tag;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::COUNTRY_NAME;

pub(super) const RULE: Rule = Rule {
    name: "subject-name",
    clause: "RFC 5280, 4.1.2.4, 4.1.2.6 and appendix A.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let subject = &examined.tbs.subject;
    require(!subject.is_empty(), || "it is empty".to_owned())?;
    for relative in subject {
        let [attribute] = &relative[..] else {
            return Err(format!("{} attributes share a place", relative.len()));
        };
        let (kind, tag) = (attribute.kind, attribute.tag);
        let wanted = match kind == COUNTRY_NAME {
            true => Tag::PrintableString,
            false => Tag::Utf8String,
        };
        require(tag == wanted, || format!("{kind} is a {tag}"))?;
        require(attribute.text().is_some(), || format!("{kind} is no text"))?;
    }
    Ok(())
}
