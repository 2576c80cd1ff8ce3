//! The authority key identifier is the issuer's subject key identifier; not critical.

use crate::key_identifier::KeyIdentifier;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::AUTHORITY_KEY_IDENTIFIER;

pub(super) const RULE: Rule = Rule {
    name: "authority-key-identifier",
    clause: "RFC 5280, 4.2.1.1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let wanted = match &examined.expected.issuer {
        Some(issuer) => issuer.subject_key_identifier.clone(),
        None => KeyIdentifier::of(&examined.expected.subject_key),
    };
    let found = &examined.certificate.authority_key_identifier;
    require(found.is_some() && *found == wanted, || {
        format!("it is {found:?}, not {wanted:?}")
    })?;
    let critical = examined.is_critical(AUTHORITY_KEY_IDENTIFIER);
    require(!critical, || "it is critical".to_owned())
}
