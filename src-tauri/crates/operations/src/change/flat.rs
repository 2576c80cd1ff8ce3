//! Any rules as lines: a field's path, and what it says. An amount of money is one line.

use std::collections::BTreeMap;

use chancery_domain::{Language, money::Money};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::compare::changed;
use crate::view::{Change, DiffRow};

/// Two versions side by side; what changed first.
pub(super) fn diff<T: Serialize>(
    name: &str,
    now: &T,
    then: &T,
    language: Language,
) -> Vec<DiffRow> {
    let (before, mut after) = (lines(name, now, language), lines(name, then, language));
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
pub(super) fn added<T: Serialize>(name: &str, then: &T, language: Language) -> Vec<DiffRow> {
    lines(name, then, language)
        .into_iter()
        .map(|(field, then)| changed(&field, None, Some(then)))
        .collect()
}

fn lines<T: Serialize>(name: &str, value: &T, language: Language) -> BTreeMap<String, String> {
    let value = serde_json::to_value(value).expect("rules are JSON");
    let mut lines = BTreeMap::new();
    collect(name, &value, language, &mut lines);
    lines
}

fn collect(path: &str, value: &Value, language: Language, lines: &mut BTreeMap<String, String>) {
    if let Ok(money) = Money::deserialize(value) {
        lines.insert(path.to_owned(), money.to_words(language));
        return;
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(&format!("{path}.{name}"), value, language, lines);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(&format!("{path}.{}", at + 1), item, language, lines);
            }
        }
        Value::Null => {}
        Value::String(text) => drop(lines.insert(path.to_owned(), text.clone())),
        other => drop(lines.insert(path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use chancery_domain::{money::Currency, policy::ApprovalPolicy, scope::Limit};

    use super::*;

    #[test]
    fn only_what_differs_is_told_as_changed() {
        let now = ApprovalPolicy::built_in();
        let mut then = now.clone();
        then.version = 2;
        then.rules[1].steps[0].approvals = 3;
        let rows = diff("policy", &now, &then, Language::En);
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

    #[test]
    fn amount_is_one_line_as_people_of_the_language_read_it() {
        let euro = Currency::parse("c", "EUR").expect("EUR");
        let limit = |minor_units| {
            let money = Money::from_minor_units(euro, minor_units).expect("positive");
            Limit {
                per_action: money,
                per_period: None,
            }
        };
        let told = |language| {
            let rows = diff("limit", &limit(5_000_000), &limit(10_000_000), language);
            let [row] = &rows[..] else { panic!("{rows:?}") };
            (row.field.clone(), row.now.clone(), row.then.clone())
        };
        let wanted = |now: &str, then: &str| {
            let field = "limit.per_action".to_owned();
            (field, Some(now.to_owned()), Some(then.to_owned()))
        };
        assert_eq!(
            told(Language::En),
            wanted("EUR\u{a0}50,000.00", "EUR\u{a0}100,000.00")
        );
        assert_eq!(
            told(Language::De),
            wanted("50.000,00\u{a0}EUR", "100.000,00\u{a0}EUR")
        );
    }
}
