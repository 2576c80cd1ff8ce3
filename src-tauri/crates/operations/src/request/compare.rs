//! What a request asks for, beside the certificate now in force.

use chancery_domain::profile::ProfileId;
use chancery_domain::{
    Language, Utc,
    request::RequestObject,
    scope::Scope,
    sentence::{Sentence, SpanKind, Subject},
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

/// The sentence of a request.
pub(crate) fn sentence_of(object: &RequestObject, language: Language) -> Sentence {
    let subject = Subject {
        agent: object.agent_id.as_str(),
        scope: &object.scope,
        until: object.valid_until.as_deref().and_then(day),
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

/// One side of the comparison.
pub(crate) struct Side<'a> {
    pub(crate) object: &'a RequestObject,
    pub(crate) accountable: Option<&'a str>,
    pub(crate) purpose: Option<&'a str>,
}

/// Side by side, changes first. Without a certificate in force, everything is added.
pub(crate) fn diff(now: Option<&Side<'_>>, then: &Side<'_>, language: Language) -> Vec<DiffRow> {
    let new = rows(then, language);
    let old = now.map(|side| rows(side, language));
    let mut all: Vec<DiffRow> = new
        .into_iter()
        .enumerate()
        .map(|(index, (field, value, hash))| {
            let (before, before_hash) = match &old {
                Some(old) => (old[index].1.clone(), old[index].2.clone()),
                None => (None, None),
            };
            let change = change(&before, &value, before_hash == hash);
            DiffRow {
                field: field.to_owned(),
                now: before,
                then: value,
                change,
                now_hash: before_hash,
                then_hash: hash,
            }
        })
        .filter(|row| row.now.is_some() || row.then.is_some())
        .collect();
    all.sort_by_key(|row| row.change == Change::Same);
    all
}

fn change(now: &Option<String>, then: &Option<String>, same_hash: bool) -> Change {
    match (now, then) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        (now, then) if now == then && same_hash => Change::Same,
        _ => Change::Changed,
    }
}

type Row = (&'static str, Option<String>, Option<String>);

fn rows(side: &Side<'_>, language: Language) -> Vec<Row> {
    let scope = &side.object.scope;
    let text = |field, value: Option<String>| (field, value, None);
    let until = side.object.valid_until.as_deref().and_then(day);
    let until = until.map(|day| format!("{} (UTC)", words::day(day, language)));
    let hours = side.object.valid_hours.map(|hours| hours.to_string());
    vec![
        text("actions", joined(&actions(scope, language))),
        text("instruments", joined(&scope.instruments)),
        text("limit_per_action", limits(scope, language)),
        text("limit_per_day", limits_per_day(scope, language)),
        text("resources", joined(&scope.resources)),
        text("window", window(scope, language)),
        (
            "model",
            scope.model.as_ref().map(|model| model.name.clone()),
            scope
                .model
                .as_ref()
                .map(|model| model.sha256.to_upper_hex()),
        ),
        text("valid_until", until),
        text("valid_hours", hours),
        text("accountable", side.accountable.map(str::to_owned)),
        text("purpose", side.purpose.map(str::to_owned)),
        text("firm", Some(side.object.organisation.name.clone())),
        text(
            "profile",
            Some(side.object.profile.id.label(language).to_owned()),
        ),
        (
            "key",
            Some(side.object.key_algorithm.name().to_owned()),
            Some(side.object.spki_sha256.to_upper_hex()),
        ),
    ]
}

fn joined(entries: &[impl ToString]) -> Option<String> {
    let texts: Vec<String> = entries.iter().map(ToString::to_string).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn actions(scope: &Scope, language: Language) -> Vec<String> {
    scope
        .actions
        .iter()
        .map(
            |name| match chancery_domain::action::label(name.as_str(), language) {
                Some(label) => label.to_owned(),
                None => format!("“{name}”"),
            },
        )
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

fn limits_per_day(scope: &Scope, language: Language) -> Option<String> {
    let periods = scope.limits.iter().filter_map(|limit| limit.per_period);
    joined(
        &periods
            .map(|period| period.amount.to_words(language))
            .collect::<Vec<_>>(),
    )
}

fn window(scope: &Scope, language: Language) -> Option<String> {
    scope.window.map(|window| {
        let minute = |instant| words::minute(instant, language);
        format!(
            "{} – {} (UTC)",
            minute(window.not_before),
            minute(window.not_after)
        )
    })
}
