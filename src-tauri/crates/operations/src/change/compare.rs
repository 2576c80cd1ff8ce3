//! A profile's versions side by side.

use chancery_domain::{Language, profile::Profile};

use crate::{
    profile::{scope_name, unit_name},
    view::{Change, DiffRow},
};

/// Changes first. `current`: the version in force, if the ledger still has it.
pub(super) fn diff(current: Option<&Profile>, next: &Profile, language: Language) -> Vec<DiffRow> {
    let before = current.map(|current| rows(current, language));
    let mut all: Vec<DiffRow> = rows(next, language)
        .into_iter()
        .enumerate()
        .map(|(index, (field, then))| {
            let now = before.as_ref().map(|before| before[index].1.clone());
            let change = match &now {
                None => Change::Added,
                Some(now) if *now == then => Change::Same,
                Some(_) => Change::Changed,
            };
            DiffRow {
                field: field.to_owned(),
                now,
                then: Some(then),
                change,
                now_hash: None,
                then_hash: None,
            }
        })
        .collect();
    all.sort_by_key(|row| row.change == Change::Same);
    all
}

fn rows(profile: &Profile, language: Language) -> Vec<(&'static str, String)> {
    let validity = profile.validity;
    let length = |count: u32| {
        format!(
            "{count} {}",
            unit(unit_name(validity.unit), count, language)
        )
    };
    let algorithms: Vec<&str> = profile.algorithms.iter().map(|one| one.name()).collect();
    vec![
        ("version", profile.version.to_string()),
        ("validity.default", length(validity.default)),
        ("validity.cap", length(validity.cap)),
        ("algorithms", algorithms.join(", ")),
        ("names.prefixes", prefixes(profile, language)),
        ("names.max_length", profile.names.max_length.to_string()),
        ("decisions", profile.decisions.to_string()),
        ("scope", scope_name(profile.scope).to_owned()),
        ("policy.name", profile.policy.name.clone()),
        ("policy.sha256", profile.policy.sha256.to_upper_hex()),
    ]
}

fn unit(unit: &str, count: u32, language: Language) -> &'static str {
    match (language, unit, count) {
        (Language::En, "hours", 1) => "hour",
        (Language::En, "hours", _) => "hours",
        (Language::En, _, 1) => "day",
        (Language::En, ..) => "days",
        (Language::De, "hours", 1) => "Stunde",
        (Language::De, "hours", _) => "Stunden",
        (Language::De, _, 1) => "Tag",
        (Language::De, ..) => "Tage",
    }
}

fn prefixes(profile: &Profile, language: Language) -> String {
    match (profile.names.prefixes.as_slice(), language) {
        ([], Language::En) => "any".to_owned(),
        ([], Language::De) => "beliebig".to_owned(),
        (prefixes, _) => prefixes.join(", "),
    }
}
