//! The subject key identifier is the leftmost 160 bits of the SHA-256 of the
//! subject's key; not critical.

use crate::key_identifier::KeyIdentifier;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::SUBJECT_KEY_IDENTIFIER;

pub(super) const RULE: Rule = Rule {
    name: "subject-key-identifier",
    clause: "RFC 5280, 4.2.1.2; RFC 7093, 2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let wanted = KeyIdentifier::of(&examined.expected.subject_key);
    let found = &examined.certificate.subject_key_identifier;
    require(found.is_some() && *found == wanted, || {
        format!("it is {found:?}, not {wanted:?}")
    })?;
    let critical = examined.is_critical(SUBJECT_KEY_IDENTIFIER);
    require(!critical, || "it is critical".to_owned())
}
