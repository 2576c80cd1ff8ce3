//! Nothing is in a certificate that its profile does not know.

use crate::lint::{Examined, Rule};
use crate::oid;

pub(super) const RULE: Rule = Rule {
    name: "known-extensions",
    clause: "certificate profiles",
    check,
};

const KNOWN: [const_oid::ObjectIdentifier; 13] = [
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
    let known = KNOWN.map(|oid| oid.to_string());
    let mut ids = examined
        .x509
        .extensions()
        .iter()
        .map(|extension| extension.oid.to_id_string());
    ids.find(|id| !known.contains(id))
        .map_or(Ok(()), |id| Err(format!("{id} is not known")))
}
