//! Why a file of requests is not taken in.

use chancery_domain::Language;

/// Why a file of requests is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportRefusal {
    /// It is too large.
    #[error("the file is longer than {max} bytes")]
    TooLong {
        /// Bytes allowed.
        max: usize,
    },
    /// It is UTF-16.
    #[error("the file is UTF-16")]
    Utf16,
    /// It is in some other encoding.
    #[error("line {line} of the file is not UTF-8")]
    NotUtf8 {
        /// The first line that can't be read.
        line: usize,
    },
    /// It says nothing.
    #[error("the file is empty")]
    Empty,
    /// Its first row can't be read.
    #[error("the header of the file can't be read")]
    Header,
    /// It has too many columns.
    #[error("the file has {count} columns")]
    TooManyColumns {
        /// Columns there are.
        count: usize,
        /// Columns allowed.
        max: usize,
    },
    /// It has too many rows.
    #[error("the file has more than {max} rows")]
    TooManyRows {
        /// Rows allowed.
        max: usize,
    },
    /// Rows are at fault, and the sound ones alone were not asked for.
    #[error("{faulty} of {total} rows are not sound")]
    NotSound {
        /// Rows that are not sound.
        faulty: u32,
        /// Rows.
        total: u32,
    },
    /// No row is sound.
    #[error("none of {total} rows is sound")]
    NoneSound {
        /// Rows.
        total: u32,
    },
}

impl ImportRefusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotSound { .. } | Self::NoneSound { .. } => "import-not-sound",
            _ => "import-file",
        }
    }

    /// The values that the catalogue's sentences name.
    pub(crate) fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::NotSound { faulty, total } => {
                vec![("faulty", faulty.to_string()), ("total", total.to_string())]
            }
            Self::NoneSound { total } => {
                vec![("faulty", total.to_string()), ("total", total.to_string())]
            }
            file => vec![("detail", file.words(language))],
        }
    }

    fn words(&self, language: Language) -> String {
        let (en, de) = match self {
            Self::TooLong { max } => (
                format!("it is larger than {} MB", max / 1024 / 1024),
                format!("Sie ist größer als {} MB", max / 1024 / 1024),
            ),
            Self::Utf16 => (
                "it is UTF-16; save it as “CSV UTF-8”".to_owned(),
                "Sie ist in UTF-16; bitte als „CSV UTF-8“ speichern".to_owned(),
            ),
            Self::NotUtf8 { line } => (
                format!(
                    "line {line} is not UTF-8, it may be Latin-1 or Windows-1252; save it as “CSV UTF-8”"
                ),
                format!(
                    "Zeile {line} ist nicht in UTF-8, vielleicht in Latin-1 oder Windows-1252; bitte als „CSV UTF-8“ speichern"
                ),
            ),
            Self::Empty => ("it is empty".to_owned(), "Sie ist leer".to_owned()),
            Self::Header => (
                "a quotation mark in its first row is not closed".to_owned(),
                "Ein Anführungszeichen in der ersten Zeile ist nicht geschlossen".to_owned(),
            ),
            Self::TooManyColumns { count, max } => (
                format!("it has {count} columns; at most {max} are read"),
                format!("Sie hat {count} Spalten; höchstens {max} werden gelesen"),
            ),
            Self::TooManyRows { max } => (
                format!("it has more than {max} rows; one decision takes in no more"),
                format!("Sie hat mehr als {max} Zeilen; mehr fasst eine Entscheidung nicht"),
            ),
            Self::NotSound { .. } | Self::NoneSound { .. } => (self.to_string(), self.to_string()),
        };
        match language {
            Language::En => en,
            Language::De => de,
        }
    }
}
