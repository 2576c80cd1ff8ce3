//! What is in force and what is proposed, side by side.

use chancery_domain::{
    Language, Sha256Digest, change, officer::OfficerId, profile::Profile,
    retention::RetentionSchedule,
};

use super::flat;
use crate::{
    Error, Workspace, officer,
    profile::{scope_name, unit_name},
    retention,
    view::{Change, DiffRow},
};

/// Side by side, of everything but a profile.
pub(super) fn others(
    workspace: &Workspace,
    change: &change::Change,
    language: Language,
) -> Result<Vec<DiffRow>, Error> {
    Ok(match change {
        change::Change::Profile { .. } => vec![],
        change::Change::Witness { key, trusted } => vec![
            changed("witness.key", None, Some(key.clone())),
            changed("witness.trusted", None, Some(trusted.to_string())),
        ],
        change::Change::LogKeys { current, next, .. } => current
            .iter()
            .zip(next)
            .map(|(now, then)| changed("log.key", Some(now.clone()), Some(then.clone())))
            .collect(),
        change::Change::Retention { next, .. } => {
            let now = retention::schedule(workspace.read())?;
            schedules(&now, next)
        }
        change::Change::Erasure { blobs } => blobs
            .iter()
            .map(|blob| {
                let told = retention::told(workspace.read(), *blob)?;
                Ok(changed("erasure.blob", Some(told), None))
            })
            .collect::<Result<_, Error>>()?,
        change::Change::HoldLift { hold } => {
            let told = retention::told_of_hold(workspace.read(), hold)?;
            vec![changed("hold", Some(told), None)]
        }
        change::Change::Enrolment {
            officer,
            role,
            cause,
            token_label,
            token_serial,
            spki,
            name,
            ..
        } => vec![
            changed("officer.name", None, whose(workspace, officer, *name)?),
            changed("officer.cause", None, Some(cause.name().to_owned())),
            changed("officer.role", None, Some(role.name().to_owned())),
            changed(
                "officer.token",
                None,
                Some(format!("{token_label} ({token_serial})")),
            ),
            changed("officer.key", None, Some(spki.to_upper_hex())),
        ],
        change::Change::Role { current, next, .. } => vec![changed(
            "officer.role",
            Some(current.name().to_owned()),
            Some(next.name().to_owned()),
        )],
        change::Change::Retirement { officer } => {
            let row = workspace.read().officer(officer)?;
            let role = row.map(|row| row.role.name().to_owned());
            vec![changed("officer.role", role, None)]
        }
        change::Change::Policy { next, .. } => flat::diff(
            "policy",
            &workspace.read().policy_in_force()?,
            next,
            language,
        ),
        change::Change::Standing { authorisation } => {
            flat::added("standing", authorisation, language)
        }
        change::Change::FirmFacts { next, .. } => flat::added("firm", next, language),
        change::Change::AgentFacts { next, .. } => flat::added("agent", next, language),
        change::Change::Release { serial } => {
            vec![changed("certificate.suspended", Some(serial.clone()), None)]
        }
    })
}

/// The name that the decision is about: of who is an officer, or is proposed; unless it was erased.
fn whose(
    workspace: &Workspace,
    officer: &OfficerId,
    name: Sha256Digest,
) -> Result<Option<String>, Error> {
    match workspace.read().side_data(name)? {
        Some(_) => officer::committed(workspace, name),
        None => officer::name_of(workspace, officer),
    }
}

/// One row a class that applies in either.
fn schedules(now: &RetentionSchedule, next: &RetentionSchedule) -> Vec<DiffRow> {
    let months = |schedule: &RetentionSchedule, class| {
        let rule = schedule.rules.iter().find(|rule| rule.class == class);
        rule.map(|rule| rule.months.to_string())
    };
    chancery_domain::retention::RetentionClass::ALL
        .into_iter()
        .filter_map(|class| {
            let (before, after) = (months(now, class), months(next, class));
            let name = serde_json::to_value(class).ok()?;
            let field = format!("retention.{}", name.as_str()?);
            (before.is_some() || after.is_some()).then(|| changed(&field, before, after))
        })
        .collect()
}

pub(super) fn changed(field: &str, now: Option<String>, then: Option<String>) -> DiffRow {
    let change = match (&now, &then) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        (Some(now), Some(then)) if now == then => Change::Same,
        _ => Change::Changed,
    };
    DiffRow {
        field: field.to_owned(),
        now,
        then,
        change,
        reach: None,
        now_hash: None,
        then_hash: None,
    }
}

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
                reach: None,
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
