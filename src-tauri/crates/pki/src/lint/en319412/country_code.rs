//! The country is an ISO 3166-1 code of two capitals that is assigned.

use crate::lint::countries;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::COUNTRY_NAME;

pub(super) const RULE: Rule = Rule {
    name: "country-code",
    clause: "EN 319 412-2, 4.2.4; ISO 3166-1",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    for attribute in examined.tbs.subject.iter().flatten() {
        if attribute.kind == COUNTRY_NAME {
            let text = attribute.text().unwrap_or_default();
            // A text of another length has a rule of its own.
            let right = text.len() != 2 || countries::is_assigned(text);
            require(right, || format!("{text:?} is not assigned"))?;
        }
    }
    Ok(())
}
