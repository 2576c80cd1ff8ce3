//! How a token is named: label and serial, never the slot.
//!
//! Slot numbers change when a token is plugged in again or initialised.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What people call a token; CK_TOKEN_INFO gives it 32 bytes of UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenLabel(String);

impl TokenLabel {
    /// A label for a new token: 1 to 32 bytes, no control characters, no space
    /// at either end (tokens pad with spaces, so those would not come back).
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len());
        let clean = text.trim() == text && !text.chars().any(char::is_control);
        (fits && clean).then(|| Self(text.to_owned()))
    }

    pub(crate) fn read(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The serial number that a token's maker, or its software, gave it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenSerial(String);

impl TokenSerial {
    /// A serial as it was once read from a token.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenSerial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A token, wherever it is plugged in.
// Stored: the ledger finds tokens by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TokenId {
    /// What people call it.
    pub label: TokenLabel,
    /// What tells two of the same label apart.
    pub serial: TokenSerial,
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (serial {})", self.label, self.serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_that_would_not_come_back_is_refused() {
        for text in [
            "",
            " root",
            "root ",
            "ro\not",
            &"x".repeat(33),
            &"é".repeat(17),
        ] {
            assert_eq!(TokenLabel::new(text), None, "{text:?}");
        }
        assert!(TokenLabel::new(&"é".repeat(16)).is_some());
    }
}
