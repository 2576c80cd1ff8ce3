//! Rules of RFC 3161, time stamps.

mod time_stamping;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&time_stamping::RULE];
