//! A certificate whose profile has no revocation says so, and then names neither list
//! nor responder; no other certificate says so, least of all a CA.

use chancery_domain::profile::RevocationRule;

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::NO_REV_AVAIL;

pub(super) const RULE: Rule = Rule {
    name: "no-revocation-available",
    clause: "RFC 9608, 2, 3 and 4",
    check,
};

const NULL: &[u8] = &[5, 0];

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let found = examined.extension(NO_REV_AVAIL);
    let wanted = examined.expected.profile.revocation == RevocationRule::NotAvailable;
    require(found.is_some() == wanted, || {
        format!("noRevAvail is there: {}", found.is_some())
    })?;
    let Some(extension) = found else {
        return Ok(());
    };
    let plain = extension.value == NULL && !extension.is_critical();
    require(plain, || "it is critical, or not NULL".to_owned())?;
    let certificate = examined.certificate;
    require(certificate.ca.is_none(), || "it is a CA's".to_owned())?;
    let silent = certificate.crl_urls.is_empty() && certificate.ocsp_urls.is_empty();
    require(silent, || "a list or a responder is named".to_owned())
}
