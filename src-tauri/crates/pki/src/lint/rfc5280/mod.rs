//! Rules of RFC 5280.

mod alternative_name_uris;
mod authority_key_identifier;
mod basic_constraints;
mod critical_extensions;
mod empty_sequences;
mod issuer_may_issue;
mod issuer_name;
mod key_cert_sign;
mod location_uris;
mod name_lengths;
mod policies_unique;
mod policy_qualifiers;
mod self_issued;
mod serial_number;
mod subject_key_identifier;
mod subject_name;
mod unique_identifiers;
mod validity_encoding;
mod validity_order;
mod version;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &alternative_name_uris::RULE,
    &authority_key_identifier::RULE,
    &basic_constraints::RULE,
    &critical_extensions::RULE,
    &empty_sequences::RULE,
    &issuer_may_issue::RULE,
    &issuer_name::RULE,
    &key_cert_sign::RULE,
    &location_uris::RULE,
    &name_lengths::RULE,
    &policies_unique::RULE,
    &policy_qualifiers::RULE,
    &self_issued::RULE,
    &serial_number::RULE,
    &subject_key_identifier::RULE,
    &subject_name::RULE,
    &unique_identifiers::RULE,
    &validity_encoding::RULE,
    &validity_order::RULE,
    &version::RULE,
];
