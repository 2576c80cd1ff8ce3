//! "CAs conforming to this profile MUST NOT generate certificates with unique identifiers."

use crate::lint::{Examined, Rule, require};

pub(super) const RULE: Rule = Rule {
    name: "unique-identifiers",
    clause: "RFC 5280, 4.1.2.8",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let tbs = &examined.x509.tbs_certificate;
    require(
        tbs.issuer_uid.is_none() && tbs.subject_uid.is_none(),
        || "it has one".to_owned(),
    )
}
