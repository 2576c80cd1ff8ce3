//! Any rules as lines: a field's path, and what it says.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::compare::changed;
use crate::view::{Change, DiffRow};

/// Two versions side by side; what changed first.
pub(super) fn diff<T: Serialize>(name: &str, now: &T, then: &T) -> Vec<DiffRow> {
    let (before, mut after) = (lines(name, now), lines(name, then));
    let mut rows: Vec<DiffRow> = before
        .into_iter()
        .map(|(field, now)| {
            let then = after.remove(&field);
            changed(&field, Some(now), then)
        })
        .collect();
    rows.extend(
        after
            .into_iter()
            .map(|(field, then)| changed(&field, None, Some(then))),
    );
    rows.sort_by_key(|row| row.change == Change::Same);
    rows
}

/// All of something new.
pub(super) fn added<T: Serialize>(name: &str, then: &T) -> Vec<DiffRow> {
    lines(name, then)
        .into_iter()
        .map(|(field, then)| changed(&field, None, Some(then)))
        .collect()
}

fn lines<T: Serialize>(name: &str, value: &T) -> BTreeMap<String, String> {
    let value = serde_json::to_value(value).expect("rules are JSON");
    let mut lines = BTreeMap::new();
    collect(name, &value, &mut lines);
    lines
}

fn collect(path: &str, value: &Value, lines: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(&format!("{path}.{name}"), value, lines);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(&format!("{path}.{}", at + 1), item, lines);
            }
        }
        Value::Null => {}
        Value::String(text) => drop(lines.insert(path.to_owned(), text.clone())),
        other => drop(lines.insert(path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use chancery_domain::policy::ApprovalPolicy;

    use super::*;

    #[test]
    fn only_what_differs_is_told_as_changed() {
        let now = ApprovalPolicy::built_in();
        let mut then = now.clone();
        then.version = 2;
        then.rules[1].steps[0].approvals = 3;
        let rows = diff("policy", &now, &then);
        let changed: Vec<&str> = rows
            .iter()
            .filter(|row| row.change != Change::Same)
            .map(|row| row.field.as_str())
            .collect();
        assert_eq!(
            changed,
            ["policy.rules.2.steps.1.approvals", "policy.version"]
        );
    }
}
