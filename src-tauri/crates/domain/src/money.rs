//! Amounts of money in minor units, and their currencies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Language,
    problem::{Code, Problem},
};

/// An ISO 4217 currency that has minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads an alphabetic code in capitals. Codes without minor units (gold, testing codes)
    /// are no money here.
    pub fn parse(field: &str, code: &str) -> Result<Self, Problem> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.code() == code && currency.exponent().is_some())
            .map(Self)
            .ok_or_else(|| Problem::new(field, Code::UnknownCurrency))
    }

    /// All of them, by code.
    pub fn all() -> Vec<Self> {
        use iso_currency::IntoEnumIterator;
        let mut all: Vec<Self> = iso_currency::Currency::iter()
            .filter(|currency| currency.exponent().is_some() && !currency.code().starts_with('X'))
            .map(Self)
            .collect();
        all.sort_by_key(|currency| currency.code());
        all
    }

    /// `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Number of decimals.
    pub fn decimals(self) -> u8 {
        let exponent = self
            .0
            .exponent()
            .expect("parse admits only currencies with minor units");
        u8::try_from(exponent).expect("ISO 4217 exponents are below 5")
    }
}

impl TryFrom<String> for Currency {
    type Error = Problem;

    fn try_from(code: String) -> Result<Self, Problem> {
        Self::parse("currency", &code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money, 1 to 2^63-1 minor units.
///
/// Serialised with the amount as a decimal string of minor units, since JSON numbers lose
/// integers above 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    currency: Currency,
    minor_units: i64,
}

impl Money {
    /// From minor units; `None` unless 1 or more.
    pub fn from_minor_units(currency: Currency, minor_units: i64) -> Option<Self> {
        (minor_units >= 1).then_some(Self {
            currency,
            minor_units,
        })
    }

    /// Reads decimal text in major units: `50000`, `50000.00`. No grouping, no exponent.
    pub fn parse(field: &str, currency: Currency, text: &str) -> Result<Self, Problem> {
        let problem = |code| Problem::new(field, code);
        if text.trim().is_empty() {
            return Err(problem(Code::Empty));
        }
        if text.starts_with('-') {
            return Err(problem(Code::AmountNegative));
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) || text.ends_with('.')
        {
            return Err(problem(Code::NotAnAmount));
        }
        let decimals = currency.decimals();
        if fraction.len() > usize::from(decimals) {
            let currency = currency.code().to_owned();
            return Err(problem(Code::TooManyDecimals { currency, decimals }));
        }
        let minor = format!("{whole}{fraction:0<width$}", width = usize::from(decimals));
        let significant = minor.trim_start_matches('0');
        if significant.is_empty() {
            return Err(problem(Code::AmountZero));
        }
        let minor_units = significant
            .parse()
            .map_err(|_| problem(Code::AmountTooLarge))?;
        Ok(Self {
            currency,
            minor_units,
        })
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount in minor units.
    pub fn minor_units(self) -> i64 {
        self.minor_units
    }

    /// Decimal text in major units, without grouping: `50000.00`.
    pub fn to_decimal(self) -> String {
        self.grouped("", ".")
    }

    /// As people of a language read it, bound by no-break spaces: `EUR 50,000.00`, `50.000,00 EUR`.
    pub fn to_words(self, language: Language) -> String {
        match language {
            Language::En => format!("{}\u{a0}{}", self.currency, self.grouped(",", ".")),
            Language::De => format!("{}\u{a0}{}", self.grouped(".", ","), self.currency),
        }
    }

    fn grouped(self, group: &str, point: &str) -> String {
        let decimals = usize::from(self.currency.decimals());
        let digits = format!("{:0>width$}", self.minor_units, width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let mut text = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push_str(group);
            }
            text.push(digit);
        }
        if decimals > 0 {
            text.push_str(point);
            text.push_str(fraction);
        }
        text
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyJson {
    amount: String,
    currency: Currency,
    exponent: i8,
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let exponent = i8::try_from(self.currency.decimals()).expect("below 5");
        MoneyJson {
            amount: self.minor_units.to_string(),
            currency: self.currency,
            exponent: -exponent,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = MoneyJson::deserialize(deserializer)?;
        let minor_units = json.amount.parse().map_err(serde::de::Error::custom)?;
        Self::from_minor_units(json.currency, minor_units)
            .filter(|money| i16::from(json.exponent) == -i16::from(money.currency.decimals()))
            .ok_or_else(|| {
                serde::de::Error::custom("an amount out of range or of another exponent")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur() -> Currency {
        Currency::parse("c", "EUR").expect("EUR")
    }

    #[test]
    fn amounts_out_of_range_are_refused_with_their_reason() {
        let jpy = Currency::parse("c", "JPY").expect("JPY");
        let cases: &[(Currency, &str, &str)] = &[
            (eur(), "0", "amount_zero"),
            (eur(), "0.00", "amount_zero"),
            (eur(), "-1", "amount_negative"),
            (eur(), "92233720368547758.08", "amount_too_large"),
            (eur(), "9223372036854775808", "amount_too_large"),
            (eur(), "1.005", "too_many_decimals"),
            (jpy, "100.5", "too_many_decimals"),
            (eur(), "1,000", "not_an_amount"),
            (eur(), "1e6", "not_an_amount"),
            (eur(), ".5", "not_an_amount"),
            (eur(), "5.", "not_an_amount"),
            (eur(), "", "empty"),
        ];
        for (currency, text, code) in cases {
            let problem = Money::parse("f", *currency, text).expect_err(text);
            assert_eq!(problem.code.name(), *code, "{text}");
        }
    }

    #[test]
    fn amounts_read_back_and_are_set_by_language() {
        let money = Money::parse("f", eur(), "50000").expect("valid");
        assert_eq!(money.minor_units(), 5_000_000);
        assert_eq!(money.to_words(Language::En), "EUR\u{a0}50,000.00");
        assert_eq!(money.to_words(Language::De), "50.000,00\u{a0}EUR");
        let largest = Money::parse("f", eur(), "92233720368547758.07").expect("2^63-1");
        assert_eq!(largest.minor_units(), i64::MAX);
        let json = serde_json::to_string(&largest).expect("serialises");
        assert_eq!(
            serde_json::from_str::<Money>(&json).expect("reads back"),
            largest
        );
    }

    #[test]
    fn gold_and_test_codes_are_no_money() {
        for code in ["XAU", "XXX", "eur", "EU", "BTC"] {
            assert!(Currency::parse("c", code).is_err(), "{code}");
        }
    }
}
