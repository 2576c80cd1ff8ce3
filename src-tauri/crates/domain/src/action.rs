//! Names of actions, and the vocabulary that has words.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Language,
    problem::{Code, Problem},
    text,
};

/// The name of an action: `order.buy`, or another word for word; a trailing `.*` takes in all
/// names that begin so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionName(String);

impl ActionName {
    /// Reads a name.
    pub fn parse(field: &str, name: &str) -> Result<Self, Problem> {
        let allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':' | '*');
        text::check_token(field, name, 64, allowed)?;
        let stem = name.strip_suffix(".*").unwrap_or(name);
        if stem.contains('*') || stem.is_empty() {
            return Err(Problem::new(field, Code::Wildcard));
        }
        if !stem.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Err(Problem::new(field, Code::BadFirstCharacter));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What every action begins with that a wildcard takes in: `order.` of `order.*`. `None`: this
    /// is the name of one action.
    pub fn beginning(&self) -> Option<&str> {
        self.0.ends_with(".*").then(|| &self.0[..self.0.len() - 1])
    }

    /// As it stands alone in a list: its words, or what it takes in, or the name itself quoted.
    pub fn to_words(&self, language: Language) -> String {
        match (label(&self.0, language), self.beginning(), language) {
            (Some(label), ..) => label.to_owned(),
            (None, Some(stem), Language::En) => {
                format!("anything whose name begins with “{stem}”")
            }
            (None, Some(stem), Language::De) => {
                format!("alles, dessen Name mit „{stem}“ beginnt")
            }
            (None, None, Language::En) => format!("“{self}”"),
            (None, None, Language::De) => format!("„{self}“"),
        }
    }

    /// True if this name, perhaps with its wildcard, takes in `action`.
    pub fn permits(&self, action: &str) -> bool {
        match self.0.strip_suffix(".*") {
            Some(stem) => action
                .strip_prefix(stem)
                .is_some_and(|rest| rest.len() > 1 && rest.starts_with('.')),
            None => self.0 == action,
        }
    }

    /// True if there is an action that both take in.
    pub fn overlaps(&self, other: &Self) -> bool {
        self == other || self.permits(&other.0) || other.permits(&self.0)
    }
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ActionName {
    type Error = Problem;

    fn try_from(name: String) -> Result<Self, Problem> {
        Self::parse("actions", &name)
    }
}

impl From<ActionName> for String {
    fn from(name: ActionName) -> Self {
        name.0
    }
}

/// Placing orders to buy.
pub const ORDER_BUY: &str = "order.buy";
/// Placing orders to sell.
pub const ORDER_SELL: &str = "order.sell";
/// Cancelling orders of one's own.
pub const ORDER_CANCEL: &str = "order.cancel";
/// Reading reports.
pub const REPORT_READ: &str = "report.read";
/// Initiating payments.
pub const PAYMENT_INITIATE: &str = "payment.initiate";

/// The actions that have words, in the order of the form.
pub const VOCABULARY: [&str; 5] = [
    ORDER_BUY,
    ORDER_SELL,
    ORDER_CANCEL,
    REPORT_READ,
    PAYMENT_INITIATE,
];

/// The words of an action of the vocabulary, as on the form: "place buy orders".
pub fn label(name: &str, language: Language) -> Option<&'static str> {
    let (en, de) = match name {
        ORDER_BUY => ("place buy orders", "Kaufaufträge erteilen"),
        ORDER_SELL => ("place sell orders", "Verkaufsaufträge erteilen"),
        ORDER_CANCEL => ("cancel its orders", "eigene Aufträge stornieren"),
        REPORT_READ => ("read reports", "Berichte lesen"),
        PAYMENT_INITIATE => ("initiate payments", "Zahlungen veranlassen"),
        _ => return None,
    };
    Some(match language {
        Language::En => en,
        Language::De => de,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcard_stands_only_at_the_end() {
        for bad in ["*", "order.*.buy", "ord*", ".*", "**", "order*.*"] {
            assert!(ActionName::parse("a", bad).is_err(), "{bad}");
        }
        let orders = ActionName::parse("a", "order.*").expect("valid");
        assert!(orders.permits("order.buy") && orders.permits("order.limit.buy"));
        assert!(
            !orders.permits("order") && !orders.permits("order.") && !orders.permits("orders.buy")
        );
    }

    #[test]
    fn wildcard_is_never_told_as_one_name() {
        let words = |name, language| ActionName::parse("a", name).expect(name).to_words(language);
        let wild = "anything whose name begins with “order.”";
        assert_eq!(words("order.*", Language::En), wild);
        let wild = "alles, dessen Name mit „order.“ beginnt";
        assert_eq!(words("order.*", Language::De), wild);
        assert_eq!(words("desk.quote", Language::En), "“desk.quote”");
        assert_eq!(words("desk.quote", Language::De), "„desk.quote“");
        assert_eq!(words(ORDER_BUY, Language::De), "Kaufaufträge erteilen");
    }

    #[test]
    fn every_word_of_the_vocabulary_is_a_name_with_two_labels() {
        for name in VOCABULARY {
            assert!(ActionName::parse("a", name).is_ok());
            assert!(label(name, Language::En).is_some() && label(name, Language::De).is_some());
        }
    }
}
