//! An agent has exactly one alternative name, its SPIFFE ID; all others have none.

use crate::asn1::context_primitive;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::SUBJECT_ALT_NAME;

pub(super) const RULE: Rule = Rule {
    name: "alternative-name",
    clause: "certificate profiles, one SAN URI",
    check,
};

const URI: u8 = 6;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let names = match examined.extension(SUBJECT_ALT_NAME) {
        Some(extension) => extension.parts().unwrap_or_default(),
        None => Vec::new(),
    };
    let right = match (&examined.expected.agent, &names[..]) {
        (Some(agent), [(tag, uri)]) => {
            *tag == context_primitive(URI) && *uri == agent.spiffe_id.as_bytes()
        }
        (None, []) => examined.extension(SUBJECT_ALT_NAME).is_none(),
        _ => false,
    };
    require(right, || {
        format!(
            "{} names, URIs {:?}",
            names.len(),
            examined.certificate.uris
        )
    })
}
