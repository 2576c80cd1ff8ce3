//! What an agent may trade: pairs, securities, digital tokens, classes of instruments, and codes
//! of a venue or a firm.

mod cfi;
mod check;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use cfi::Cfi;

use crate::{
    problem::{Code, Problem},
    text,
};

/// Characters of a local code, at most.
pub const MAX_LOCAL: usize = 64;

const DTI: &str = "DTI:";
const CFI: &str = "CFI:";
const LOCAL: &str = "LOCAL:";

/// A tradable thing as the scope names it.
///
/// Serialised as people write it: `BTC/EUR`, an ISIN, `DTI:X9J9K872S`, `CFI:ESXXXX` or
/// `LOCAL:XBTEUR-PERP`. A class is never read without its prefix: six letters might be meant as a
/// pair, and a class permits far more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Instrument {
    /// A pair of codes, base before quote.
    Pair {
        /// What is bought or sold.
        base: String,
        /// What it is paid with.
        quote: String,
    },
    /// ISO 6166.
    Isin(String),
    /// ISO 24165: a digital token.
    Dti(String),
    /// ISO 10962: every instrument of a class.
    Cfi(Cfi),
    /// A code that a venue or the firm gives, taken word for word; at most 64 characters.
    Local(String),
}

impl Instrument {
    /// Reads any of the forms. A DTI may come without its prefix; prefixes are of either case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Problem> {
        text::check(field, text, LOCAL.len() + MAX_LOCAL)?;
        if let Some(code) = after(text, DTI) {
            return Self::dti(field, code);
        }
        if let Some(code) = after(text, CFI) {
            return Cfi::parse(field, code).map(Self::Cfi);
        }
        if let Some(code) = after(text, LOCAL) {
            return Self::local(field, code);
        }
        match text.split_once('/') {
            Some((base, quote)) => Self::pair(field, base, quote),
            None if check::is_like_dti(text) => Self::dti(field, text),
            None => Self::isin(field, text),
        }
    }

    /// A DTI: eight characters and a check character.
    pub fn dti(field: &str, code: &str) -> Result<Self, Problem> {
        if !check::is_like_dti(code) {
            return Err(Problem::new(field, Code::NotAnInstrument));
        }
        if !check::dti_holds(code) {
            return Err(Problem::new(field, Code::DtiCheckCharacter));
        }
        Ok(Self::Dti(code.to_owned()))
    }

    /// A local code, word for word.
    pub fn local(field: &str, code: &str) -> Result<Self, Problem> {
        text::check(field, code, MAX_LOCAL)?;
        if code.trim() != code {
            let character = ' ';
            return Err(Problem::new(field, Code::CharacterNotAllowed { character }));
        }
        Ok(Self::Local(code.to_owned()))
    }

    /// True if whoever may trade this may trade `other`: it is the same, or a class of the class.
    pub fn takes_in(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Cfi(class), Self::Cfi(other)) => class.takes_in(other),
            _ => self == other,
        }
    }

    /// A pair of two codes of 1 to 12 capital letters and digits.
    pub fn pair(field: &str, base: &str, quote: &str) -> Result<Self, Problem> {
        let is_code = |code: &str| {
            (1..=12).contains(&code.len())
                && code
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        if !is_code(base) || !is_code(quote) {
            return Err(Problem::new(field, Code::NotAnInstrument));
        }
        if base == quote {
            return Err(Problem::new(field, Code::PairOfSame));
        }
        Ok(Self::Pair {
            base: base.to_owned(),
            quote: quote.to_owned(),
        })
    }

    /// An ISIN, with its check digit.
    pub fn isin(field: &str, text: &str) -> Result<Self, Problem> {
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 12
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..11]
                .iter()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && bytes[11].is_ascii_digit();
        if !well_formed {
            return Err(Problem::new(field, Code::NotAnInstrument));
        }
        if !check::luhn_holds(bytes) {
            return Err(Problem::new(field, Code::IsinCheckDigit));
        }
        Ok(Self::Isin(text.to_owned()))
    }
}

/// What follows `prefix`, of whatever case.
fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pair { base, quote } => write!(f, "{base}/{quote}"),
            Self::Isin(isin) => f.write_str(isin),
            Self::Dti(dti) => write!(f, "{DTI}{dti}"),
            Self::Cfi(class) => write!(f, "{CFI}{class}"),
            Self::Local(code) => write!(f, "{LOCAL}{code}"),
        }
    }
}

impl TryFrom<String> for Instrument {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse("instruments", &text)
    }
}

impl From<Instrument> for String {
    fn from(instrument: Instrument) -> Self {
        instrument.to_string()
    }
}

#[cfg(test)]
mod tests;
