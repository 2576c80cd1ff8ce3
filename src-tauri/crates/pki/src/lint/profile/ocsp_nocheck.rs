//! The responder, and only it, says that it is not to be checked for revocation.

use chancery_domain::profile::ProfileId;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::OCSP_NOCHECK;

pub(super) const RULE: Rule = Rule {
    name: "ocsp-nocheck",
    clause: "certificate profiles, OCSP responder; RFC 6960, 4.2.2.2.1",
    check,
};

const NULL: &[u8] = &[5, 0];

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = examined
        .extension(OCSP_NOCHECK)
        .map(|extension| extension.value);
    let wanted = examined.expected.profile.id == ProfileId::OcspResponder;
    require(found == wanted.then_some(NULL), || {
        format!("its value is {found:?}")
    })
}
