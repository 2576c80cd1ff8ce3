//! Rules of our own profiles.

mod algorithms;
mod alternative_name;
mod approvals;
mod backdating;
mod extended_key_usage;
mod key_usage;
mod known_extensions;
mod limit_value;
mod locations;
mod name_rule;
mod ocsp_nocheck;
mod policies;
mod scope;
mod serial_length;
mod subject_approved;
mod subject_key;
mod validity_cap;
mod validity_within_issuer;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &algorithms::RULE,
    &alternative_name::RULE,
    &approvals::RULE,
    &backdating::RULE,
    &extended_key_usage::RULE,
    &key_usage::RULE,
    &known_extensions::RULE,
    &limit_value::RULE,
    &locations::RULE,
    &name_rule::RULE,
    &ocsp_nocheck::RULE,
    &policies::RULE,
    &scope::RULE,
    &serial_length::RULE,
    &subject_approved::RULE,
    &subject_key::RULE,
    &validity_cap::RULE,
    &validity_within_issuer::RULE,
];
