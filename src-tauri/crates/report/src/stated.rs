//! A field that may be empty, but then with its reason.

use serde::Serialize;

/// A value, or why there is none: it prints as `NA` with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Stated<T> {
    /// The value.
    Is(T),
    /// Not available, because of this.
    Na(String),
}

impl<T> Stated<T> {
    /// From an optional value and the reason for its absence.
    pub fn or_na(value: Option<T>, reason: &str) -> Self {
        value.map_or_else(|| Self::Na(reason.to_owned()), Self::Is)
    }
}

impl<T: ToString> Stated<T> {
    /// As it is printed. An empty value is not available either.
    pub fn words(&self) -> String {
        match self {
            Self::Is(value) => match value.to_string() {
                empty if empty.trim().is_empty() => "NA (left empty)".to_owned(),
                text => text,
            },
            Self::Na(reason) => format!("NA ({reason})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_field_reads_na_with_the_reason() {
        let none: Stated<String> = Stated::or_na(None, "not asked in this version");
        assert_eq!(none.words(), "NA (not asked in this version)");
        assert_eq!(Stated::Is("  ".to_owned()).words(), "NA (left empty)");
        assert_eq!(Stated::Is(5).words(), "5");
    }
}
