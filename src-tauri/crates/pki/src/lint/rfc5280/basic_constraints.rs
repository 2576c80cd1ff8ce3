//! CAs, and only they, say that they are CAs, critical; an issuing CA has no CA below.

use chancery_domain::profile::ProfileId;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::BASIC_CONSTRAINTS;

pub(super) const RULE: Rule = Rule {
    name: "basic-constraints",
    clause: "RFC 5280, 4.2.1.9",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = examined.certificate.ca.map(|ca| ca.path_len);
    let wanted = match examined.expected.profile.id {
        ProfileId::RootCa => Some(None),
        ProfileId::IssuingCa => Some(Some(0)),
        _ => None,
    };
    let critical = examined.is_critical(BASIC_CONSTRAINTS);
    require(found == wanted && critical == wanted.is_some(), || {
        format!("CA and path length are {found:?}, critical is {critical}")
    })
}
