//! What a request asks for, beside the certificate now in force.

use chancery_domain::profile::ProfileId;
use chancery_domain::{
    Language, Utc,
    request::RequestObject,
    scope::{Reach, Scope, ScopeReach},
    sentence::{Sentence, SpanKind, Subject, Until},
    words,
};
use chancery_ledger::{
    Reading,
    read::{CertificateRow, RequestRow},
};

use crate::{
    Error, Workspace,
    view::{self, Change, DiffRow, SentenceView, Span},
};

/// The certificate of an agent that is in force, if there is one.
pub(crate) fn in_force(
    read: Reading<'_>,
    agent: &str,
    now: Utc,
) -> Result<Option<CertificateRow>, Error> {
    let mut newest: Option<CertificateRow> = None;
    for profile in ProfileId::OF_AGENTS {
        for row in read.certificates_of(profile, agent)? {
            let stands = now <= row.not_after && read.denied(&row.serial)?.is_none();
            if stands && newest.as_ref().is_none_or(|found| found.seq < row.seq) {
                newest = Some(row);
            }
        }
    }
    Ok(newest)
}

/// The newest certificate of an agent, whatever became of it.
pub(crate) fn last_certificate(
    read: Reading<'_>,
    agent: &str,
) -> Result<Option<CertificateRow>, Error> {
    let mut newest: Option<CertificateRow> = None;
    for profile in ProfileId::OF_AGENTS {
        let row = read.certificates_of(profile, agent)?.into_iter().next();
        if row.as_ref().map(|row| row.seq) > newest.as_ref().map(|row| row.seq) {
            newest = row;
        }
    }
    Ok(newest)
}

/// The request behind a certificate.
pub(crate) fn request_behind(
    workspace: &Workspace,
    certificate: &CertificateRow,
) -> Result<Option<(RequestRow, RequestObject)>, Error> {
    let Some(id) = &certificate.request else {
        return Ok(None);
    };
    let Some(row) = workspace.read().request(id)? else {
        return Ok(None);
    };
    let object = super::object_of(workspace, &row)?;
    Ok(Some((row, object)))
}

pub(crate) fn day(text: &str) -> Option<time::Date> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(text, format).ok()
}

/// The sentence of a request. Only of a profile without scopes can it permit no action.
pub(crate) fn sentence_of(object: &RequestObject, language: Language) -> Sentence {
    let until = object.valid_until.as_deref().and_then(day);
    let subject = Subject {
        agent: object.agent_id.as_str(),
        scope: (!object.scope.actions.is_empty()).then_some(&object.scope),
        until: until
            .map(Until::Day)
            .or_else(|| object.valid_hours.map(Until::Hours)),
    };
    Sentence::write(&subject, language)
}

pub(crate) fn sentence_view(sentence: Sentence) -> SentenceView {
    let spans = sentence.spans.into_iter().map(|span| Span {
        text: span.text,
        kind: match span.kind {
            SpanKind::Plain => view::SpanKind::Plain,
            SpanKind::Value => view::SpanKind::Value,
            SpanKind::Gap => view::SpanKind::Gap,
        },
        changed: span.changed,
    });
    SentenceView {
        spans: spans.collect(),
    }
}

/// How many days were asked for, the day of the submission counted.
pub(crate) fn days_of(object: &RequestObject, submitted: Utc) -> Option<u32> {
    let last = object.valid_until.as_deref().and_then(day)?;
    let days = (last - submitted.date()).whole_days() + 1;
    u32::try_from(days).ok().filter(|days| *days > 0)
}

/// One side of the comparison.
pub(crate) struct Side<'a> {
    pub(crate) object: &'a RequestObject,
    pub(crate) submitted: Utc,
    pub(crate) accountable: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
}

/// Side by side, changes first. Without a certificate in force, everything is added.
pub(crate) fn diff(now: Option<&Side<'_>>, then: &Side<'_>, language: Language) -> Vec<DiffRow> {
    let old = now.map(|side| rows(side, language)).unwrap_or_default();
    let mut all: Vec<DiffRow> = rows(then, language)
        .into_iter()
        .enumerate()
        .map(|(index, new)| {
            let old = old.get(index).cloned().unwrap_or_default();
            let mut row = beside(old, new);
            if let Some(now) = now.filter(|_| row.change != Change::Same) {
                row.reach = reach_view(reach(&row.field, now, then));
            }
            row
        })
        .filter(|row| row.now.is_some() || row.then.is_some())
        .collect();
    all.sort_by_key(|row| row.change == Change::Same);
    all
}

fn beside(old: Row, new: Row) -> DiffRow {
    let same_hash = old.hash == new.hash;
    DiffRow {
        field: new.field.to_owned(),
        change: change(&old.value, &new.value, same_hash),
        reach: None,
        now: old.value,
        then: new.value,
        now_hash: old.hash,
        then_hash: new.hash,
    }
}

fn change(now: &Option<String>, then: &Option<String>, same_hash: bool) -> Change {
    match (now, then) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        (now, then) if now == then && same_hash => Change::Same,
        _ => Change::Changed,
    }
}

/// How far a field reaches beside the certificate now in force. Persons, purposes, keys and
/// profiles are others, neither more nor less.
fn reach(field: &str, now: &Side<'_>, then: &Side<'_>) -> Reach {
    let days = |side: &Side<'_>| days_of(side.object, side.submitted);
    let lengths = (days(now), days(then));
    let (now, then) = (now.object, then.object);
    let scope = ScopeReach::of(&now.scope, &then.scope);
    match field {
        "actions" => scope.actions,
        "instruments" => scope.instruments,
        "limit_per_action" => scope.limit_per_action,
        "limit_per_day" => scope.limit_per_day,
        "resources" => scope.resources,
        "window" => scope.window,
        // Days in this form are in the order of the calendar.
        "valid_until" => lasting(now.valid_until.as_ref(), then.valid_until.as_ref()),
        "valid_days" => lasting(lengths.0.as_ref(), lengths.1.as_ref()),
        "valid_hours" => lasting(now.valid_hours.as_ref(), then.valid_hours.as_ref()),
        _ => Reach::Other,
    }
}

/// Days and hours can't be compared: hours count from issuance.
fn lasting<T: PartialOrd>(now: Option<&T>, then: Option<&T>) -> Reach {
    match (now, then) {
        (Some(now), Some(then)) => Reach::by_size(now, then),
        _ => Reach::Other,
    }
}

fn reach_view(reach: Reach) -> Option<view::Reach> {
    match reach {
        Reach::Same => None,
        Reach::Wider => Some(view::Reach::Wider),
        Reach::Narrower => Some(view::Reach::Narrower),
        Reach::Other => Some(view::Reach::Other),
    }
}

/// A field as it is shown, and the hash that belongs to it.
#[derive(Clone, Default)]
struct Row {
    field: &'static str,
    value: Option<String>,
    hash: Option<String>,
}

fn rows(side: &Side<'_>, language: Language) -> Vec<Row> {
    let object = side.object;
    let scope = &object.scope;
    let text = |field, value: Option<String>| Row {
        field,
        value,
        hash: None,
    };
    let until = object.valid_until.as_deref().and_then(day);
    let until = until.map(|day| format!("{} (UTC)", words::day(day, language)));
    let days = days_of(object, side.submitted).map(|days| words::days(days, language));
    let hours = object.valid_hours.map(|hours| hours.to_string());
    vec![
        text("actions", joined(&actions(scope, language))),
        text("instruments", joined(&instruments(scope, language))),
        text("limit_per_action", limits(scope, language)),
        text("limit_per_day", limits_per_day(scope, language)),
        text("resources", joined(&scope.resources)),
        text("window", window(scope, language)),
        model(scope),
        text("valid_until", until),
        text("valid_days", days),
        text("valid_hours", hours),
        text("accountable", side.accountable.map(str::to_owned)),
        text("purpose", side.purpose.map(str::to_owned)),
        text("firm", Some(object.organisation.name.clone())),
        text("profile", Some(profile(object, language))),
        Row {
            field: "key",
            value: Some(object.key_algorithm.name().to_owned()),
            hash: Some(object.spki_sha256.to_upper_hex()),
        },
    ]
}

fn model(scope: &Scope) -> Row {
    let model = scope.model.as_ref();
    Row {
        field: "model",
        value: model.map(|model| model.name.clone()),
        hash: model.map(|model| model.sha256.to_upper_hex()),
    }
}

/// Another version may mean other rules: it is told.
fn profile(object: &RequestObject, language: Language) -> String {
    let label = object.profile.id.label(language);
    let version = object.profile.version;
    match language {
        Language::En => format!("{label}, version {version}"),
        Language::De => format!("{label}, Version {version}"),
    }
}

fn joined(entries: &[impl ToString]) -> Option<String> {
    let texts: Vec<String> = entries.iter().map(ToString::to_string).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn actions(scope: &Scope, language: Language) -> Vec<String> {
    let all = scope.actions.iter();
    all.map(|name| name.to_words(language)).collect()
}

fn instruments(scope: &Scope, language: Language) -> Vec<String> {
    let all = scope.instruments.iter();
    all.map(|instrument| instrument.to_label(language))
        .collect()
}

fn limits(scope: &Scope, language: Language) -> Option<String> {
    let limits: Vec<String> = scope
        .limits
        .iter()
        .map(|limit| limit.per_action.to_words(language))
        .collect();
    joined(&limits)
}

/// Of another length than a day only in certificates that were made elsewhere: it is told.
fn limits_per_day(scope: &Scope, language: Language) -> Option<String> {
    const DAY: u32 = 86_400;
    let periods = scope.limits.iter().filter_map(|limit| limit.per_period);
    let words = periods.map(|period| match period.seconds {
        DAY => period.amount.to_words(language),
        seconds => {
            let amount = period.amount.to_words(language);
            format!("{amount} {}", words::period(seconds, language))
        }
    });
    joined(&words.collect::<Vec<_>>())
}

fn window(scope: &Scope, language: Language) -> Option<String> {
    scope.window.map(|window| {
        let moment = |instant| words::moment(instant, language);
        format!(
            "{} – {} (UTC)",
            moment(window.not_before),
            moment(window.not_after)
        )
    })
}

#[cfg(test)]
mod tests;
