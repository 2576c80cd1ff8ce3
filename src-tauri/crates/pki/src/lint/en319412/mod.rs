//! Rules of EN 319 412, certificates to natural and legal persons.

mod country_code;
mod legal_person;
mod organization_identifier;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &country_code::RULE,
    &legal_person::RULE,
    &organization_identifier::RULE,
];
