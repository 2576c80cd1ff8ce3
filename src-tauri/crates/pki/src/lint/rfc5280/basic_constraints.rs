//! A CA says so, critically; an issuing CA allows no CA below it; all others say nothing.

use chancery_domain::profile::ProfileId;

use crate::lint::{Examined, Rule, require};
use crate::oid::BASIC_CONSTRAINTS;

pub(super) const RULE: Rule = Rule {
    name: "basic-constraints",
    clause: "RFC 5280, 4.2.1.9",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let extension = examined.extension(BASIC_CONSTRAINTS);
    let found = examined.certificate.ca.map(|ca| ca.path_len);
    let wanted = match examined.expected.profile.id {
        ProfileId::RootCa => Some(None),
        ProfileId::IssuingCa => Some(Some(0)),
        _ => None,
    };
    let critical = extension.is_some_and(|extension| extension.critical);
    require(found == wanted && critical == wanted.is_some(), || {
        format!("CA and path length are {found:?}, critical is {critical}")
    })
}
