//! No attribute of the subject is empty, or longer than its upper bound.

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::COUNTRY_NAME;

pub(super) const RULE: Rule = Rule {
    name: "name-lengths",
    clause: "RFC 5280, appendix A.1; X.520, 6.2 and 6.4",
    check,
};

/// ub-organization-name and ub-common-name.
const NAME_MAX: usize = 64;
const COUNTRY_LEN: usize = 2;

fn check(examined: &Examined<'_>) -> Result<(), String> {
    for attribute in examined.tbs.subject.iter().flatten() {
        let length = attribute.text().map_or(0, |text| text.chars().count());
        let fits = match attribute.kind == COUNTRY_NAME {
            true => length == COUNTRY_LEN,
            false => (1..=NAME_MAX).contains(&length),
        };
        require(fits, || {
            format!("{} has {length} characters", attribute.kind)
        })?;
    }
    Ok(())
}
