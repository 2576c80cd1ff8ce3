//! An agent has exactly one alternative name, its SPIFFE ID; all others have none.

use x509_parser::extensions::{GeneralName, ParsedExtension};

use crate::lint::{Examined, Rule, require};
use crate::oid::SUBJECT_ALT_NAME;

pub(super) const RULE: Rule = Rule {
    name: "alternative-name",
    clause: "certificate profiles, one SAN URI",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let names = match examined
        .extension(SUBJECT_ALT_NAME)
        .map(|e| e.parsed_extension())
    {
        Some(ParsedExtension::SubjectAlternativeName(names)) => &names.general_names[..],
        _ => &[],
    };
    let right = match (examined.expected.agent, names) {
        (Some(agent), [GeneralName::URI(uri)]) => *uri == agent.spiffe_id,
        (None, []) => true,
        _ => false,
    };
    require(right, || format!("it has {names:?}"))
}
