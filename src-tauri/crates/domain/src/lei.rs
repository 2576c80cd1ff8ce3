//! Legal Entity Identifiers.

use serde::{Deserialize, Serialize};

/// An LEI (ISO 17442): 18 letters and digits, then two check digits (ISO 7064, MOD 97-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lei(String);

impl Lei {
    /// Reads an LEI; `None` if it has another form or its check digits do not fit.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 20
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && text.as_bytes()[18..].iter().all(u8::is_ascii_digit);
        (well_formed && remainder(text) == 1).then(|| Self(text.to_owned()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As `organizationIdentifier` of a certificate names it (EN 319 412-1, 5.1.4).
    pub fn organization_identifier(&self) -> String {
        format!("LEIXG-{}", self.0)
    }
}

fn remainder(text: &str) -> u32 {
    text.bytes().fold(0, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    })
}

impl TryFrom<String> for Lei {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not an LEI, or its check digits do not fit")
    }
}

impl From<Lei> for String {
    fn from(lei: Lei) -> Self {
        lei.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert!(
            Lei::parse("529900T8BM49AURSDO55").is_some(),
            "the LEI of ISO 17442's examples"
        );
        assert!(Lei::parse("529900T8BM49AURSDO56").is_none());
        assert!(Lei::parse("529900T8BM49AURSDO5").is_none());
    }
}
