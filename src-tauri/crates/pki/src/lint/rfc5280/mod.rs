//! Rules of RFC 5280.

mod authority_key_identifier;
mod basic_constraints;
mod critical_extensions;
mod issuer_name;
mod serial_number;
mod subject_key_identifier;
mod subject_name;
mod unique_identifiers;
mod validity_encoding;
mod validity_order;
mod version;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &authority_key_identifier::RULE,
    &basic_constraints::RULE,
    &critical_extensions::RULE,
    &issuer_name::RULE,
    &serial_number::RULE,
    &subject_key_identifier::RULE,
    &subject_name::RULE,
    &unique_identifiers::RULE,
    &validity_encoding::RULE,
    &validity_order::RULE,
    &version::RULE,
];
