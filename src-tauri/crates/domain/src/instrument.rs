//! What an agent may trade: pairs and securities.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::problem::{Code, Problem};

/// A tradable thing as the scope names it.
///
/// Serialised as people write it: `BTC/EUR` or an ISIN.
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
}

impl Instrument {
    /// Reads `BASE/QUOTE` or an ISIN.
    pub fn parse(field: &str, text: &str) -> Result<Self, Problem> {
        crate::text::check(field, text, 25)?;
        match text.split_once('/') {
            Some((base, quote)) => Self::pair(field, base, quote),
            None => Self::isin(field, text),
        }
    }

    fn pair(field: &str, base: &str, quote: &str) -> Result<Self, Problem> {
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

    fn isin(field: &str, text: &str) -> Result<Self, Problem> {
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
        if !luhn_holds(bytes) {
            return Err(Problem::new(field, Code::IsinCheckDigit));
        }
        Ok(Self::Isin(text.to_owned()))
    }
}

/// ISO 6166, annex C: letters become two digits (A = 10), then modulus 10 double-add-double.
fn luhn_holds(isin: &[u8]) -> bool {
    let digits = isin.iter().flat_map(|&b| match b {
        b'0'..=b'9' => vec![b - b'0'],
        _ => vec![(b - b'A' + 10) / 10, (b - b'A' + 10) % 10],
    });
    let digits: Vec<u8> = digits.collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| {
            let weighted = if index % 2 == 1 { digit * 2 } else { digit };
            u32::from(weighted / 10 + weighted % 10)
        })
        .sum();
    sum.is_multiple_of(10)
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pair { base, quote } => write!(f, "{base}/{quote}"),
            Self::Isin(isin) => f.write_str(isin),
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
mod tests {
    use super::*;

    #[test]
    fn pairs_and_isins_are_read_and_others_refused() {
        for good in [
            "BTC/EUR",
            "S/USDT",
            "1INCH/EUR",
            "DE000BAY0017",
            "US0378331005",
        ] {
            assert_eq!(Instrument::parse("f", good).expect(good).to_string(), good);
        }
        let cases = [
            ("DE000BAY0018", "isin_check_digit"),
            ("btc/eur", "not_an_instrument"),
            ("EUR/EUR", "pair_of_same"),
            ("BTC/EUR/USD", "not_an_instrument"),
            ("BTC", "not_an_instrument"),
            ("", "empty"),
        ];
        for (bad, code) in cases {
            assert_eq!(
                Instrument::parse("f", bad).expect_err(bad).code.name(),
                code,
                "{bad}"
            );
        }
    }
}
