//! A legal person's identifier: three capitals for the kind, two for the country (`XG`
//! for LEIs), a hyphen, the identifier; an LEI has good check digits.

use chancery_domain::lei::Lei;

use crate::lint::countries;
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::ORGANIZATION_IDENTIFIER;

pub(super) const RULE: Rule = Rule {
    name: "organization-identifier",
    clause: "EN 319 412-1, 5.1.4; ISO 17442",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    for attribute in examined.tbs.subject.iter().flatten() {
        if attribute.kind == ORGANIZATION_IDENTIFIER {
            let text = attribute.text().unwrap_or_default();
            require(is_identifier(text), || format!("it is {text:?}"))?;
        }
    }
    Ok(())
}

fn is_identifier(text: &str) -> bool {
    let Some((scheme, identifier)) = text.split_once('-') else {
        return false;
    };
    let Some((kind, country)) = scheme.split_at_checked(3) else {
        return false;
    };
    match kind {
        "LEI" => country == "XG" && Lei::parse(identifier).is_some(),
        "VAT" | "NTR" | "PSD" | "EID" => {
            (countries::is_assigned(country) || country == "EL") && !identifier.is_empty()
        }
        _ => false,
    }
}
