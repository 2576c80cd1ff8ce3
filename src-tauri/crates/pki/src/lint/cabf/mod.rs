//! Rules of the CA/Browser Forum's Baseline Requirements that make sense outside the
//! web: where X.509 leaves a choice, they leave none.

mod access_methods;
mod authority_key_identifier_form;
mod distribution_point_form;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &access_methods::RULE,
    &authority_key_identifier_form::RULE,
    &distribution_point_form::RULE,
];
