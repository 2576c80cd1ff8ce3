//! Rules of DER, X.690.

mod booleans;
mod default_values;
mod extension_values;
mod integers;
mod named_bits;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &booleans::RULE,
    &default_values::RULE,
    &extension_values::RULE,
    &integers::RULE,
    &named_bits::RULE,
];
