//! One provision of one regulation, as the catalogue states it.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;

/// The catalogue's own name of a provision, such as `AIA-12-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvisionId(pub String);

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The catalogue's own name of a regulation, such as `AIA` or `RTS1774`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegulationId(pub String);

impl fmt::Display for RegulationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A legal act that provisions belong to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// Its name in this catalogue.
    pub id: RegulationId,
    /// What people call it: `AI Act`.
    pub short: String,
    /// What it is cited as: `Regulation (EU) 2024/1689`.
    pub citation: String,
    /// The act that amended it, where rows rest on the amendment.
    pub amended: Option<String>,
    /// Its CELEX number.
    pub celex: String,
}

/// What the records of this product can say to a duty, at their best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Coverage {
    /// The records are what the duty asks for.
    Supports,
    /// The records are a part of it.
    Partial,
    /// The records have nothing to say to it.
    None,
}

impl Coverage {
    /// The only words in which coverage is ever printed.
    pub fn words(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Partial => "partially supports",
            Self::None => "does not cover",
        }
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Which question must be answered before the provision is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// A row of context: it puts no duty on the entity.
    Context,
    /// It binds the maker of this product, not the entity.
    Product,
    /// It binds providers and deployers of any AI system.
    AnyAi,
    /// Some agent must be a high-risk AI system that the entity provides.
    HighRiskProvider,
    /// Some agent must be a high-risk AI system that the entity deploys.
    HighRiskDeployer,
    /// The entity must provide crypto-asset services.
    CryptoAssetService,
    /// The entity must be authorised as a provider under MiCA Art. 63.
    AuthorisedCasp,
    /// The entity must be a financial entity in the sense of DORA.
    FinancialEntity,
    /// The entity must be under the full DORA framework.
    DoraFull,
    /// The entity must be under the simplified DORA framework, Art. 16(1).
    DoraSimplified,
    /// Personal data must be touched.
    PersonalData,
    /// Decisions about natural persons must be taken.
    AutomatedDecisions,
    /// The entity must be an investment firm.
    InvestmentFirm,
    /// It turns on facts that this version does not ask for.
    Other,
}

/// From when a provision applies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The first day. `None`: in force at the catalogue's as-of date, and the
    /// first day was not established.
    #[serde(with = "day::option")]
    pub date: Option<Date>,
    /// The first day for AI systems of Annex I, where it differs.
    #[serde(default, with = "day::option")]
    pub annex_i_date: Option<Date>,
    /// The same in words, with its source.
    pub note: String,
}

time::serde::format_description!(day, Date, "[year]-[month]-[day]");

/// One row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Its name in this catalogue.
    pub id: ProvisionId,
    /// The act that it belongs to.
    pub regulation: RegulationId,
    /// The article, without paragraph.
    pub article: String,
    /// The paragraph, point or annex entry, where the row is narrower than the article.
    pub paragraph: Option<String>,
    /// The official heading of the article, to the letter.
    pub heading: String,
    /// The duty, in our own words.
    pub duty: String,
    /// Whom it binds.
    pub binds: String,
    /// What must be known before it is mapped.
    pub gate: Gate,
    /// From when.
    pub applies: Start,
    /// How long records are kept under it, where it says so.
    pub retention: Option<String>,
    /// Kinds of evidence that this product can give.
    pub evidence: Vec<String>,
    /// What that evidence can say to the duty, at its best.
    pub coverage: Coverage,
    /// What the evidence does not prove. Printed wherever the coverage is.
    pub caveat: String,
    /// Number and heading were compared with a copy of the legal text.
    pub text_checked: bool,
}

impl Provision {
    /// `Art. 12(2)(a)`, `Art. 68(4), (6)`; what is no paragraph number follows a comma.
    pub fn place(&self) -> String {
        let article = match self.article.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("Art. {}", self.article),
            false => self.article.clone(),
        };
        match &self.paragraph {
            None => article,
            Some(text) if starts_with_number_or_point(text) => {
                let parts: Vec<String> = text.split(", ").map(in_brackets).collect();
                format!("{article}{}", parts.join(", "))
            }
            Some(text) => format!("{article}, {text}"),
        }
    }
}

fn starts_with_number_or_point(paragraph: &str) -> bool {
    paragraph.starts_with(|c: char| c == '(' || c.is_ascii_digit())
}

/// `2(a)` becomes `(2)(a)`, `1–3` becomes `(1)–(3)`, `(e)` stays.
fn in_brackets(part: &str) -> String {
    let split = part
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(part.len());
    let (number, rest) = part.split_at(split);
    let number = if number.is_empty() {
        String::new()
    } else {
        format!("({number})")
    };
    match rest.strip_prefix('–') {
        Some(end) if !end.starts_with('(') => format!("{number}–{}", in_brackets(end)),
        _ => format!("{number}{rest}"),
    }
}

/// A claim in circulation that our reports never repeat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimNotMade {
    /// What is often claimed.
    pub claim: String,
    /// What the article is about.
    pub article_is: String,
    /// What is printed instead.
    pub printed_instead: String,
}
