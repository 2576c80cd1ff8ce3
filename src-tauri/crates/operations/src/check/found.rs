//! What a check found, and its words in the person's language: one catalogue a language, by code.

use std::{collections::BTreeMap, sync::OnceLock};

use chancery_domain::Language;

use crate::view::CheckRow;

/// What one check found.
#[derive(Debug)]
pub(super) struct Found {
    subject: &'static str,
    verdict: &'static str,
    code: String,
    values: Vec<(&'static str, String)>,
    since: Option<u64>,
}

impl Found {
    /// All of it fits.
    pub(super) fn sound(subject: &'static str, code: &str) -> Self {
        Self::new(subject, "sound", code)
    }

    /// Nothing is wrong with what is stored; a person has something to do.
    pub(super) fn attention(subject: &'static str, code: &str) -> Self {
        Self::new(subject, "attention", code)
    }

    /// Something does not fit.
    pub(super) fn broken(subject: &'static str, code: &str) -> Self {
        Self::new(subject, "broken", code)
    }

    fn new(subject: &'static str, verdict: &'static str, code: &str) -> Self {
        Self {
            subject,
            verdict,
            code: code.to_owned(),
            values: Vec::new(),
            since: None,
        }
    }

    /// What its words say of it, under this name.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The event from which on it does not fit.
    pub(super) fn since(mut self, seq: Option<u64>) -> Self {
        self.since = seq;
        self
    }

    /// The line that a person reads.
    pub(super) fn told(self, language: Language) -> CheckRow {
        let message = self.words(language);
        CheckRow {
            subject: self.subject.to_owned(),
            verdict: self.verdict.to_owned(),
            code: self.code,
            message,
            since: self.since,
        }
    }

    /// A value may itself be what somebody wrote: it is filled in once, and not looked into.
    fn words(&self, language: Language) -> String {
        let mut rest = catalogue(language)[&self.code].as_str();
        let mut words = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a name ends");
            let value = self.values.iter().find(|(given, _)| *given == name);
            words += before;
            words += value.map_or("", |(_, value)| value);
            rest = after;
        }
        words + rest
    }
}

/// Whether there are words for a code.
pub(super) fn is_known(code: &str) -> bool {
    catalogue(Language::En).contains_key(code)
}

fn catalogue(language: Language) -> &'static BTreeMap<String, String> {
    static EN: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    static DE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let read = |json: &str| serde_json::from_str(json).expect("the catalogues are well-formed");
    match language {
        Language::En => EN.get_or_init(|| read(include_str!("../messages/checks.en.json"))),
        Language::De => DE.get_or_init(|| read(include_str!("../messages/checks.de.json"))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts
            .map(|part| part.split('}').next().expect("a name"))
            .collect()
    }

    #[test]
    fn both_languages_have_words_for_the_same_codes_and_values() {
        let (english, german) = (catalogue(Language::En), catalogue(Language::De));
        assert!(english.keys().eq(german.keys()));
        for (code, text) in english {
            assert_eq!(names(text), names(&german[code]), "{code}");
            assert_ne!(*text, german[code], "{code}");
        }
    }

    #[test]
    fn what_somebody_wrote_is_not_looked_into() {
        let found = Found::broken("tables", "tables-differ").with("tables", "{code}");
        let told = found.told(Language::En);
        assert_eq!(told.message, "not what the events say: {code}");
    }
}
