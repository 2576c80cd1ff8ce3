//! What the verdicts say to people, in their language.

mod english;
mod german;
pub(crate) mod receipt;

use std::error::Error;

use chancery_domain::{
    Language, Utc,
    sentence::{Sentence, Subject, Until},
};
use chancery_pki::path::Rule;

use crate::certificate::{CertificateVerdict, PathVerdict, RevocationVerdict, ScopeVerdict};
use crate::evidence::Fault;

pub(crate) fn overall(verdict: &CertificateVerdict, language: Language) -> String {
    let at = verdict.at.to_seconds_string();
    match language {
        Language::En => english::overall(verdict, &at),
        Language::De => german::overall(verdict, &at),
    }
}

pub(crate) fn path(path: &PathVerdict, root_named: bool, language: Language) -> String {
    match path {
        PathVerdict::Valid(_) => match language {
            Language::En => english::holds(root_named).to_owned(),
            Language::De => german::holds(root_named).to_owned(),
        },
        PathVerdict::Invalid(fault) | PathVerdict::Undecided(fault) => {
            let (rule, clause) = (rule(&fault.rule, language), fault.rule.clause());
            format!("{}: {rule} ({clause})", fault.subject)
        }
    }
}

pub(crate) fn rule(rule: &Rule, language: Language) -> String {
    match language {
        Language::En => with_source(rule),
        Language::De => german::rule(rule),
    }
}

fn with_source(rule: &Rule) -> String {
    match rule.source() {
        Some(source) => format!("{rule}: {source}"),
        None => rule.to_string(),
    }
}

pub(crate) fn revocation(revocation: &RevocationVerdict, language: Language) -> String {
    match language {
        Language::En => english::revocation(revocation),
        Language::De => german::revocation(revocation),
    }
}

pub(crate) fn scope(verdict: &CertificateVerdict, language: Language) -> String {
    match (&verdict.scope, language) {
        (ScopeVerdict::Understood { .. }, _) => {
            let sentence = sentence(&verdict.scope, language);
            match (verdict.overall.is_positive(), language) {
                (true, _) => sentence,
                (false, Language::En) => format!("not to be relied on: {sentence}"),
                (false, Language::De) => format!("nicht verlässlich: {sentence}"),
            }
        }
        (other, Language::En) => english::no_scope(other, verdict.of_agent),
        (other, Language::De) => german::no_scope(other, verdict.of_agent),
    }
}

fn sentence(scope: &ScopeVerdict, language: Language) -> String {
    let ScopeVerdict::Understood {
        agent,
        until,
        scope,
    } = scope
    else {
        return String::new();
    };
    let subject = Subject {
        agent,
        scope: Some(&scope.scope),
        until: until.map(Until::end),
    };
    Sentence::write(&subject, language).to_text()
}

pub(crate) fn practice(practice: bool, language: Language) -> &'static str {
    match (practice, language) {
        (true, Language::En) => "yes: made to practise, it proves nothing about anyone",
        (true, Language::De) => "ja: zum Üben gemacht, es beweist nichts über irgendwen",
        (false, Language::En) => "no",
        (false, Language::De) => "nein",
    }
}

/// Of the certificate, then of each verdict.
pub(crate) fn labels(language: Language) -> [&'static str; 5] {
    match language {
        Language::En => ["Certificate", "Path", "Revocation", "Scope", "Practice"],
        Language::De => ["Zertifikat", "Pfad", "Widerruf", "Vollmacht", "Übung"],
    }
}

pub(crate) fn fault(fault: &Fault, language: Language) -> String {
    match language {
        Language::En => english::fault(fault),
        Language::De => german::fault(fault),
    }
}

/// A date of a list, which may be one that is not shown.
fn instant(instant: Option<Utc>) -> String {
    instant.map_or_else(|| "?".to_owned(), Utc::to_seconds_string)
}
