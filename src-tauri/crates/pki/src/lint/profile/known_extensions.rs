//! Nothing is in a certificate that its profile does not know.

use const_oid::ObjectIdentifier;

use crate::lint::Rule;
use crate::lint::examined::Examined;
use crate::oid;

pub(super) const RULE: Rule = Rule {
    name: "known-extensions",
    clause: "certificate profiles",
    check,
};

const KNOWN: [ObjectIdentifier; 13] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::KEY_USAGE,
    oid::EXTENDED_KEY_USAGE,
    oid::BASIC_CONSTRAINTS,
    oid::SUBJECT_ALT_NAME,
    oid::CERTIFICATE_POLICIES,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::AUTHORITY_INFO_ACCESS,
    oid::AGENT_SCOPE,
    oid::QC_STATEMENTS,
    oid::OCSP_NOCHECK,
    oid::NO_REV_AVAIL,
];

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let mut ids = examined
        .tbs
        .extensions
        .iter()
        .map(|extension| extension.oid);
    match ids.find(|id| !KNOWN.contains(id)) {
        Some(id) => Err(format!("{id} is not known")),
        None => Ok(()),
    }
}
