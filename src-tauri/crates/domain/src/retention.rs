//! How long side data is kept, and what holds it longer.
//!
//! The log itself is kept for good: it holds pseudonyms and salted hashes. What can go is the
//! clear text beside it, once no retention class and no legal hold asks for it any more.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Sha256Digest, agent::AgentId, jcs, numbered, request::RequestId};

/// Why records are kept: one class for each duty to keep them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetentionClass {
    /// Logs of high-risk AI systems (AI Act, 19(1) and 26(6)).
    AiSystemLogs,
    /// Technical documentation of AI systems (AI Act, 18).
    AiTechnicalDocumentation,
    /// Records of crypto-asset service providers (MiCA, 68(9)).
    CaspRecords,
    /// Orders on trading platforms.
    TradingPlatformOrders,
    /// Orders of high-frequency trading.
    HighFrequencyOrders,
    /// Communications.
    Communications,
    /// ICT logs (DORA): the firm sets the time.
    IctLogs,
    /// Personal data that no other class asks for (GDPR, 5(1)(e)).
    PersonalData,
}

impl RetentionClass {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::AiSystemLogs,
        Self::AiTechnicalDocumentation,
        Self::CaspRecords,
        Self::TradingPlatformOrders,
        Self::HighFrequencyOrders,
        Self::Communications,
        Self::IctLogs,
        Self::PersonalData,
    ];
}

/// For how long records of a class are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The class.
    pub class: RetentionClass,
    /// Months.
    pub months: u32,
}

/// The classes that apply in a workspace. A record is kept for the longest that applies to it.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionSchedule {
    /// Counts up from 1, with which every workspace begins.
    pub version: u32,
    /// The classes that apply.
    pub rules: Vec<RetentionRule>,
}

impl RetentionSchedule {
    /// SHA-256 of the canonical JSON.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }
}

/// A legal hold's number in the workspace: `HOLD-2026-0001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HoldId(String);

impl HoldId {
    /// The hold of a year and number.
    pub fn numbered(year: i32, number: u64) -> Self {
        Self(numbered::id("HOLD", year, number))
    }

    /// Reads `HOLD-`, a year, and a number of at least four digits.
    pub fn parse(id: &str) -> Option<Self> {
        numbered::is_id("HOLD", id).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HoldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a legal hold keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, tag = "kind")]
pub enum HoldSubject {
    /// Everything in the workspace.
    Everything,
    /// All that is about one agent.
    Agent {
        /// Its id.
        agent: AgentId,
    },
    /// All that is about one request.
    Request {
        /// Its id.
        request: RequestId,
    },
}

/// What the officer who places a hold signs over: its canonical JSON is hashed.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldObject {
    /// Always `hold`.
    #[serde(rename = "type")]
    pub kind: HoldTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the workspace's log.
    pub origin: String,
    /// Its id.
    pub hold: HoldId,
    /// What is held.
    pub subject: HoldSubject,
}

/// The one value of [`HoldObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HoldTag {
    /// `hold`
    Hold,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_holds_read_back() {
        let id = HoldId::numbered(2026, 12);
        assert_eq!(id.as_str(), "HOLD-2026-0012");
        assert_eq!(HoldId::parse(id.as_str()), Some(id));
        for wrong in [
            "HOLD-26-0001",
            "HOLD-2026-1",
            "CHG-2026-0001",
            "HOLD-2026-00a1",
        ] {
            assert_eq!(HoldId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn another_time_is_another_schedule() {
        let schedule = |months| RetentionSchedule {
            version: 1,
            rules: vec![RetentionRule {
                class: RetentionClass::CaspRecords,
                months,
            }],
        };
        assert_ne!(schedule(60).sha256(), schedule(84).sha256());
    }
}
