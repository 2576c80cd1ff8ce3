//! A scope as one sentence, in the person's language.
//!
//! What officers read, what reports print and what `--json` gives is made here and nowhere else.

mod english;
mod german;

use ::time::Date;

use crate::{
    Language,
    action::{self, ActionName},
    instrument::Instrument,
    money::Money,
    scope::{Limit, Scope},
};

/// How a run of the sentence is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    /// Connecting words.
    Plain,
    /// A value that counts.
    Value,
    /// A value that is not there yet.
    Gap,
}

/// A run of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they are set.
    pub kind: SpanKind,
    /// True where the certificate now in force says nothing of the kind.
    pub changed: bool,
}

/// The sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Its runs; joined they are the sentence.
    pub spans: Vec<Span>,
}

/// What the sentence is made of; parts that are not there yet become gaps.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The agent's id, or nothing yet.
    pub agent: &'a str,
    /// The scope so far.
    pub scope: &'a Scope,
    /// Last day of validity, if it is known.
    pub until: Option<Date>,
}

impl Sentence {
    /// Writes the sentence.
    pub fn write(subject: &Subject<'_>, language: Language) -> Self {
        match language {
            Language::En => english::write(subject),
            Language::De => german::write(subject),
        }
    }

    /// The sentence as plain text, with its no-break spaces.
    pub fn to_text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Marks the values that `before` does not hold.
    #[must_use]
    pub fn marked_against(mut self, before: &Self) -> Self {
        for span in &mut self.spans {
            let is_value = span.kind == SpanKind::Value;
            span.changed = is_value && !before.spans.iter().any(|old| old.text == span.text);
        }
        self
    }

    fn plain(&mut self, text: &str) {
        self.push(text, SpanKind::Plain);
    }

    fn value(&mut self, text: &str) {
        self.push(text, SpanKind::Value);
    }

    fn gap(&mut self, text: &str) {
        self.push(text, SpanKind::Gap);
    }

    fn push(&mut self, text: &str, kind: SpanKind) {
        self.spans.push(Span {
            text: text.to_owned(),
            kind,
            changed: false,
        });
    }

    /// `a, b and c`, each a value.
    fn list(&mut self, entries: &[String], and: &str) {
        for (index, entry) in entries.iter().enumerate() {
            if index > 0 {
                self.plain(if index + 1 == entries.len() {
                    and
                } else {
                    ", "
                });
            }
            self.value(entry);
        }
    }
}

/// What kinds of things a scope permits, in the order of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Activity {
    Orders { buy: bool, sell: bool },
    Cancel,
    Reports,
    Payments,
    Others(Vec<String>),
}

fn activities(scope: &Scope) -> Vec<Activity> {
    let (buy, sell) = (
        scope.names(action::ORDER_BUY),
        scope.names(action::ORDER_SELL),
    );
    let others: Vec<String> = scope
        .actions
        .iter()
        .map(ActionName::as_str)
        .filter(|name| !action::VOCABULARY.contains(name))
        .map(str::to_owned)
        .collect();
    let mut all = Vec::new();
    if buy || sell {
        all.push(Activity::Orders { buy, sell });
    }
    if scope.names(action::ORDER_CANCEL) {
        all.push(Activity::Cancel);
    }
    if scope.names(action::REPORT_READ) {
        all.push(Activity::Reports);
    }
    if scope.names(action::PAYMENT_INITIATE) {
        all.push(Activity::Payments);
    }
    if !others.is_empty() {
        all.push(Activity::Others(others));
    }
    all
}

fn per_action(limits: &[Limit], language: Language) -> Vec<String> {
    limits
        .iter()
        .map(|limit| limit.per_action.to_words(language))
        .collect()
}

fn per_day(limits: &[Limit], language: Language) -> Vec<String> {
    let periods = limits.iter().filter_map(|limit| limit.per_period);
    periods
        .map(|period| Money::to_words(period.amount, language))
        .collect()
}

fn instruments(scope: &Scope, language: Language) -> Vec<String> {
    let words = |instrument: &Instrument| instrument.to_words(language);
    scope.instruments.iter().map(words).collect()
}

fn texts(entries: &[impl ToString]) -> Vec<String> {
    entries.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
