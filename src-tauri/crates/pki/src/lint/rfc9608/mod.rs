//! Rules of RFC 9608, certificates without revocation.

mod no_revocation_available;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&no_revocation_available::RULE];
