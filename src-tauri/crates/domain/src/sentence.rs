//! A scope as one sentence, in the person's language.
//!
//! It says all that the scope permits and no less: wildcards as what they take in, every list
//! that is there, and of actions without words of their own also the lists that are not.
//!
//! What officers read, what reports print and what `--json` gives is made here and nowhere else.

mod activity;
mod amount;
mod english;
mod german;

use ::time::Date;

use crate::{Language, Utc, instrument::Instrument, request::Validity, scope::Scope};

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
    /// The scope so far; `None`: a certificate of this profile has none.
    pub scope: Option<&'a Scope>,
    /// How long, if it is known.
    pub until: Option<Until>,
}

/// How long it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Up to and including a day, UTC.
    Day(Date),
    /// Up to and including an instant.
    Instant(Utc),
    /// So many hours from issuance.
    Hours(u32),
}

impl Until {
    /// The end of a certificate's validity: its day, if it is valid for all of it.
    pub fn end(not_after: Utc) -> Self {
        match not_after.offset_date_time().to_hms() {
            (23, 59, 59) => Self::Day(not_after.date()),
            _ => Self::Instant(not_after),
        }
    }
}

impl From<Validity> for Until {
    fn from(validity: Validity) -> Self {
        match validity {
            Validity::Until(day) => Self::Day(day),
            Validity::Hours(hours) => Self::Hours(hours),
        }
    }
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

fn instruments(scope: &Scope, language: Language) -> Vec<String> {
    let words = |instrument: &Instrument| instrument.to_words(language);
    scope.instruments.iter().map(words).collect()
}

fn resources(scope: &Scope) -> Vec<String> {
    scope.resources.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
