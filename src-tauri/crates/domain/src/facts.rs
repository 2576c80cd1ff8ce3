//! Facts that reports need before they map anything: about the firm, and about each agent. Decided
//! by two officers, whose names and date stand beside them.

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    entity::EntityFacts,
    jcs,
    problem::{Code, Problem},
    text,
};

/// What the firm is, for the law.
// Stored and signed: fields may be added with a default that is not written, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirmFacts {
    /// Name, LEI, type, authority, authorisation.
    pub entity: EntityFacts,
    /// Which framework of ICT risk management it is under.
    pub dora: DoraFramework,
    /// Whom its certificates serve.
    pub pki: PkiReach,
}

/// Regulation (EU) 2022/2554.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoraFramework {
    /// Articles 5 to 15.
    Full,
    /// Article 16(1).
    Simplified,
    /// It is no financial entity.
    OutOfScope,
}

/// Regulation (EU) No 910/2014, Article 2(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PkiReach {
    /// A closed system of named participants.
    Closed,
    /// Others rely on it.
    ServesOthers,
}

/// What an agent is, for the law.
// Stored and signed: fields may be added with a default that is not written, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentFacts {
    /// What it deals in.
    pub deals_in: DealsIn,
    /// What the firm is to it (Regulation (EU) 2024/1689, Article 3).
    pub ai_act_role: AiActRole,
    /// Whether it is a high-risk AI system, and on which ground that was decided.
    pub high_risk: HighRisk,
    /// True: it supports a critical or important function (Regulation (EU) 2022/2554, Art. 3(22)).
    pub critical_function: bool,
    /// True: it touches personal data.
    pub personal_data: bool,
    /// True: it decides about natural persons.
    pub decides_about_persons: bool,
}

/// What an agent deals in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DealsIn {
    /// Crypto-assets (Regulation (EU) 2023/1114).
    CryptoAssets,
    /// Financial instruments (Directive 2014/65/EU).
    FinancialInstruments,
    /// Both.
    Both,
    /// Neither.
    Neither,
}

/// What the firm is to an AI system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AiActRole {
    /// Article 3(3).
    Provider,
    /// Article 3(4).
    Deployer,
    /// Both.
    ProviderAndDeployer,
    /// It is no AI system.
    NotAnAiSystem,
}

/// Whether a system is high-risk (Regulation (EU) 2024/1689, Article 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, tag = "is")]
pub enum HighRisk {
    /// It is not.
    No {
        /// Why not.
        ground: String,
    },
    /// By Annex I.
    AnnexI {
        /// The Union harmonisation legislation.
        ground: String,
    },
    /// By Annex III.
    AnnexIii {
        /// The point: `5(b)`.
        point: String,
    },
}

/// Months after which an agent that supports a critical or important function is reviewed again.
pub const REVIEW_MONTHS_CRITICAL: u8 = 6;
/// Months after which any other agent is.
pub const REVIEW_MONTHS: u8 = 12;

impl FirmFacts {
    /// SHA-256 of the canonical form.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }

    /// Refuses empty and overlong texts.
    pub fn check(&self) -> Result<(), Problem> {
        let entity = &self.entity;
        for (field, value) in [
            ("entity.organisation.name", &entity.organisation.name),
            ("entity.kind", &entity.kind),
            ("entity.authority", &entity.authority),
            ("entity.authorisation", &entity.authorisation),
            ("entity.authorised_on", &entity.authorised_on),
        ] {
            text::check(field, value, 200)?;
        }
        Ok(())
    }
}

impl AgentFacts {
    /// SHA-256 of the canonical form.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }

    /// Refuses a classification without its ground, and one that no AI system has.
    pub fn check(&self) -> Result<(), Problem> {
        let (field, ground) = match &self.high_risk {
            HighRisk::No { ground } | HighRisk::AnnexI { ground } => ("high_risk.ground", ground),
            HighRisk::AnnexIii { point } => ("high_risk.point", point),
        };
        text::check(field, ground, 500)?;
        let is_high = !matches!(self.high_risk, HighRisk::No { .. });
        if is_high && self.ai_act_role == AiActRole::NotAnAiSystem {
            return Err(Problem::new("high_risk", Code::Contradiction));
        }
        Ok(())
    }

    /// Months after which the agent is reviewed again.
    pub fn review_months(&self) -> u8 {
        match self.critical_function {
            true => REVIEW_MONTHS_CRITICAL,
            false => REVIEW_MONTHS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> AgentFacts {
        AgentFacts {
            deals_in: DealsIn::CryptoAssets,
            ai_act_role: AiActRole::Deployer,
            high_risk: HighRisk::No {
                ground: "Annex III names no trading".into(),
            },
            critical_function: true,
            personal_data: false,
            decides_about_persons: false,
        }
    }

    #[test]
    fn classification_names_its_ground() {
        assert!(facts().check().is_ok());
        let mut bare = facts();
        bare.high_risk = HighRisk::No {
            ground: String::new(),
        };
        assert!(bare.check().is_err());
    }

    #[test]
    fn what_is_no_ai_system_is_no_high_risk_one() {
        let mut odd = facts();
        odd.ai_act_role = AiActRole::NotAnAiSystem;
        odd.high_risk = HighRisk::AnnexIii {
            point: "5(b)".into(),
        };
        let problem = odd.check().expect_err("a contradiction");
        assert_eq!(problem.code, Code::Contradiction);
    }

    #[test]
    fn critical_functions_are_reviewed_twice_a_year() {
        assert_eq!(facts().review_months(), 6);
    }

    #[test]
    fn facts_read_back() {
        let read: AgentFacts = serde_json::from_slice(&jcs::to_vec(&facts())).expect("reads back");
        assert_eq!(read, facts());
    }
}
