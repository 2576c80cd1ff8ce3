//! The languages in which rules speak to people.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// From a tag such as `de` or `de_DE.UTF-8`; English if it is another.
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("de") {
            Self::De
        } else {
            Self::En
        }
    }
}
