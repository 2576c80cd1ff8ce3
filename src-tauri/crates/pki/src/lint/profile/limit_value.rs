//! With exactly one limit, and only then, QcLimitValue states the same limit; and
//! never does a certificate here claim to be qualified.

use crate::asn1::{oid, sequence};
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::{QC_LIMIT_VALUE, QC_STATEMENTS};
use crate::scope_extension::monetary_value;

pub(super) const RULE: Rule = Rule {
    name: "limit-value",
    clause: "scope extension; EN 319 412-5, 4.3.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let limits = examined
        .expected
        .agent
        .as_deref()
        .and_then(|agent| agent.scope.as_ref())
        .map_or(&[][..], |scope| &scope.scope.limits);
    let wanted = match limits {
        [limit] => {
            let value = sequence(&monetary_value(limit.per_action));
            Some(sequence(&[sequence(&[oid(QC_LIMIT_VALUE), value])]))
        }
        _ => None,
    };
    let found = examined
        .extension(QC_STATEMENTS)
        .map(|extension| extension.value);
    require(found == wanted.as_deref(), || {
        format!(
            "the statements do not fit a scope of {} limits",
            limits.len()
        )
    })
}
