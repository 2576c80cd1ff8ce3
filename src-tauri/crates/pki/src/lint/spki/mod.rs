//! Rules on the subject's key: RFC 5480, RFC 8410, RFC 3279.

mod key_parameters;
mod key_usage_of_kind;
mod weak_key;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &key_parameters::RULE,
    &key_usage_of_kind::RULE,
    &weak_key::RULE,
];
