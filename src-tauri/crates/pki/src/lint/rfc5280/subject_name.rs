//! The subject is a name of single attributes in the encodings that RFC 5280 asks
//! for: country as PrintableString of two letters, the others as UTF8String, none
//! longer than its upper bound (appendix A.1).

use x509_parser::der_parser::asn1_rs::Tag;

use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "subject-name",
    clause: "RFC 5280, 4.1.2.4 and appendix A.1",
    check,
};

/// ub-organization-name and ub-common-name.
const NAME_MAX: usize = 64;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let subject = examined.x509.subject();
    require(subject.iter().next().is_some(), || "it is empty".to_owned())?;
    for relative in subject.iter() {
        require(relative.iter().count() == 1, || {
            "two attributes share a place".to_owned()
        })?;
    }
    for attribute in subject.iter_attributes() {
        let kind = attribute.attr_type().to_id_string();
        let country = kind == "2.5.4.6";
        let text = attribute
            .as_str()
            .map_err(|_| format!("{kind} is no text"))?;
        let tag = attribute.attr_value().tag();
        let wanted = if country {
            Tag::PrintableString
        } else {
            Tag::Utf8String
        };
        require(tag == wanted, || format!("{kind} is a {tag}"))?;
        let length = text.chars().count();
        let fits = if country {
            length == 2
        } else {
            (1..=NAME_MAX).contains(&length)
        };
        require(fits, || format!("{kind} has {length} characters"))?;
    }
    Ok(())
}
