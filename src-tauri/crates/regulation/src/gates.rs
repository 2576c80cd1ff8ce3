//! What a report must know before it maps: answers about the entity and about
//! each agent, with who gave them and when.

use serde::Serialize;
use time::Date;

/// Who answered a gate, and on which day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The person, by the pseudonymous officer id or role that may be printed.
    pub by: String,
    /// The day of the answer.
    pub on: Date,
}

/// An answer to a yes-or-no gate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum Answer {
    /// Nobody has answered.
    #[default]
    NotDecided,
    /// Yes.
    Yes(Decided),
    /// No.
    No(Decided),
}

/// What kind of firm the entity is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum EntityKind {
    /// Nobody has said.
    #[default]
    NotDecided,
    /// Authorised as a crypto-asset service provider under MiCA Art. 63.
    Casp,
    /// A financial entity that notified crypto-asset services under MiCA Art. 60.
    Article60Entity,
    /// An investment firm without crypto-asset services.
    InvestmentFirm,
    /// Anything else, in the entity's own words.
    Other(String),
}

/// Which ICT risk framework of DORA the entity is under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum DoraFramework {
    /// Nobody has said.
    #[default]
    NotDecided,
    /// The full framework.
    Full(Decided),
    /// The simplified framework of Art. 16(1).
    Simplified(Decided),
    /// Not a financial entity in the sense of DORA.
    OutOfScope(Decided),
}

/// The entity's role for one AI system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum AiActRole {
    /// Nobody has said.
    #[default]
    NotDecided,
    /// It develops the system or puts its name on it.
    Provider,
    /// It uses the system under its authority.
    Deployer,
    /// Both.
    Both,
    /// It is no AI system.
    NotAnAiSystem,
}

impl AiActRole {
    /// As the report prints it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotDecided => "not decided",
            Self::Provider => "provider",
            Self::Deployer => "deployer",
            Self::Both => "provider and deployer",
            Self::NotAnAiSystem => "not an AI system",
        }
    }
}

/// Whether one agent is a high-risk AI system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum HighRisk {
    /// Nobody has decided.
    #[default]
    NotDecided,
    /// No.
    No(Decided),
    /// Yes, under a point of Annex III.
    AnnexIii {
        /// The point, such as `5(b)`.
        point: String,
        /// Who decided.
        decided: Decided,
    },
    /// Yes, as a product or its safety component under Annex I.
    AnnexI(Decided),
}

/// The gates of one agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AgentGate {
    /// The agent's id.
    pub agent: String,
    /// The entity's role for it.
    pub role: AiActRole,
    /// Whether it is high-risk.
    pub high_risk: HighRisk,
    /// Whether it takes decisions about natural persons.
    pub decides_about_persons: Answer,
}

/// All that a report knows before it maps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gates {
    /// What kind of firm the entity is.
    pub entity_kind: EntityKind,
    /// Its DORA framework.
    pub dora: DoraFramework,
    /// Whether personal data is touched.
    pub personal_data: Answer,
    /// One row for each agent in scope.
    pub agents: Vec<AgentGate>,
}
