//! Changes of the workspace's own rules: proposed by one officer, decided by another.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    agent::AgentId,
    facts::{AgentFacts, FirmFacts},
    jcs, numbered,
    officer::{OfficerId, Role},
    policy::ApprovalPolicy,
    profile::Profile,
    request::ProfileRef,
    retention::{HoldId, RetentionSchedule},
    standing::StandingAuthorisation,
};

/// A change's number in the workspace: `CHG-2026-0003`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeId(String);

impl ChangeId {
    /// The change of a year and number.
    pub fn numbered(year: i32, number: u64) -> Self {
        Self(numbered::id("CHG", year, number))
    }

    /// Reads `CHG-`, a year, and a number of at least four digits.
    pub fn parse(id: &str) -> Option<Self> {
        numbered::is_id("CHG", id).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A certificate profile.
    Profile,
    /// Whether a witness of the log is trusted.
    Witness,
    /// The keys that sign the log's checkpoints.
    LogKeys,
    /// How long side data is kept.
    Retention,
    /// Side data that is to go.
    Erasure,
    /// The end of a legal hold.
    HoldLift,
    /// An officer, or another token of one.
    Enrolment,
    /// An officer's role.
    Role,
    /// The end of an officer's service.
    Retirement,
    /// Who must approve what.
    Policy,
    /// What two officers allow in advance.
    Standing,
    /// Facts about the firm.
    FirmFacts,
    /// Facts about an agent.
    AgentFacts,
    /// The end of a certificate's suspension.
    Release,
}

impl ChangeKind {
    /// The stable name: `profile`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Witness => "witness",
            Self::LogKeys => "log-keys",
            Self::Retention => "retention",
            Self::Erasure => "erasure",
            Self::HoldLift => "hold-lift",
            Self::Enrolment => "enrolment",
            Self::Role => "role",
            Self::Retirement => "retirement",
            Self::Policy => "policy",
            Self::Standing => "standing",
            Self::FirmFacts => "firm-facts",
            Self::AgentFacts => "agent-facts",
            Self::Release => "release",
        }
    }
}

/// What officers decide on: its canonical JSON is hashed, and the hash is signed.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeObject {
    /// Always `change`.
    #[serde(rename = "type")]
    pub kind: ChangeTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the workspace's log.
    pub origin: String,
    /// What there is to be.
    pub change: Change,
}

/// The one value of [`ChangeObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeTag {
    /// `change`
    Change,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, tag = "of")]
pub enum Change {
    /// A profile's next version.
    Profile {
        /// The version in force when it was proposed.
        current: ProfileRef,
        /// The version that is to be in force.
        next: Profile,
    },
    /// Cosignatures of a witness count from now on, or no more.
    Witness {
        /// Its verifier key, a C2SP vkey line.
        key: String,
        /// True: they count.
        trusted: bool,
    },
    /// The log goes on under other keys. Checkpoints of before stay valid.
    LogKeys {
        /// The keys in force, as vkey lines.
        current: Vec<String>,
        /// The keys that are to be in force.
        next: Vec<String>,
        /// Why.
        cause: LogKeyCause,
    },
    /// Another retention schedule.
    Retention {
        /// SHA-256 of the one in force, canonical JSON.
        current: Sha256Digest,
        /// The one that is to be in force.
        next: RetentionSchedule,
    },
    /// Side data is erased for good.
    Erasure {
        /// The blobs.
        blobs: Vec<Sha256Digest>,
    },
    /// A legal hold ends.
    HoldLift {
        /// Which.
        hold: HoldId,
    },
    /// An officer begins, or gets another token.
    Enrolment {
        /// Pseudonym.
        officer: OfficerId,
        /// As what.
        role: Role,
        /// Why.
        cause: EnrolmentCause,
        /// Serial of the officer's token.
        token_serial: String,
        /// Its label.
        token_label: String,
        /// SHA-256 of the SubjectPublicKeyInfo of the key on it.
        spki: Sha256Digest,
        /// The officer's own statement over origin and key, signed by that key: it is theirs.
        possession: Sha256Digest,
        /// Commitment to the officer's name.
        name: Sha256Digest,
    },
    /// An officer serves in another role.
    Role {
        /// Who.
        officer: OfficerId,
        /// The role when it was proposed.
        current: Role,
        /// The role that is to be.
        next: Role,
    },
    /// An officer's service ends; their certificates are revoked.
    Retirement {
        /// Who.
        officer: OfficerId,
    },
    /// Other rules on who approves.
    Policy {
        /// SHA-256 of those in force, canonical JSON.
        current: Sha256Digest,
        /// Those that are to be in force.
        next: ApprovalPolicy,
    },
    /// Requests within bounds are approved in advance.
    Standing {
        /// The bounds.
        authorisation: StandingAuthorisation,
    },
    /// Other facts about the firm.
    FirmFacts {
        /// SHA-256 of those in force, canonical JSON; absent for the first.
        current: Option<Sha256Digest>,
        /// Those that are to be in force.
        next: FirmFacts,
    },
    /// Other facts about an agent.
    AgentFacts {
        /// Which.
        agent: AgentId,
        /// SHA-256 of those in force, canonical JSON; absent for the first.
        current: Option<Sha256Digest>,
        /// Those that are to be in force.
        next: AgentFacts,
    },
    /// A suspended certificate is valid again.
    Release {
        /// Serial number, hex.
        serial: String,
    },
}

/// Why a key of an officer is enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnrolmentCause {
    /// Someone new.
    New,
    /// Beside the token that the officer has.
    SecondToken,
    /// In place of one that was lost or that ends.
    Replacement,
    /// The officers lost their tokens: the founding quorum decides.
    Recovery,
}

impl EnrolmentCause {
    /// The stable name: `second-token`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::SecondToken => "second-token",
            Self::Replacement => "replacement",
            Self::Recovery => "recovery",
        }
    }
}

/// Why the log gets other keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogKeyCause {
    /// The old keys still sign: the last checkpoint under them covers the decision.
    Rotation,
    /// The old keys are lost: the founding quorum decides.
    Loss,
}

impl Change {
    /// What it changes.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Profile { .. } => ChangeKind::Profile,
            Self::Witness { .. } => ChangeKind::Witness,
            Self::LogKeys { .. } => ChangeKind::LogKeys,
            Self::Retention { .. } => ChangeKind::Retention,
            Self::Erasure { .. } => ChangeKind::Erasure,
            Self::HoldLift { .. } => ChangeKind::HoldLift,
            Self::Enrolment { .. } => ChangeKind::Enrolment,
            Self::Role { .. } => ChangeKind::Role,
            Self::Retirement { .. } => ChangeKind::Retirement,
            Self::Policy { .. } => ChangeKind::Policy,
            Self::Standing { .. } => ChangeKind::Standing,
            Self::FirmFacts { .. } => ChangeKind::FirmFacts,
            Self::AgentFacts { .. } => ChangeKind::AgentFacts,
            Self::Release { .. } => ChangeKind::Release,
        }
    }

    /// What it is about: the profile's id, the witness's key name, the hold, ...
    pub fn subject(&self) -> String {
        match self {
            Self::Profile { next, .. } => next.id.name().to_owned(),
            Self::Witness { key, .. } => key.split('+').next().unwrap_or_default().to_owned(),
            Self::LogKeys { cause, .. } => match cause {
                LogKeyCause::Rotation => "rotation".to_owned(),
                LogKeyCause::Loss => "loss".to_owned(),
            },
            Self::Retention { next, .. } => next.version.to_string(),
            Self::Erasure { blobs } => blobs
                .first()
                .map_or_else(String::new, |first| first.to_upper_hex()),
            Self::HoldLift { hold } => hold.to_string(),
            Self::Enrolment { officer, .. }
            | Self::Role { officer, .. }
            | Self::Retirement { officer } => officer.to_string(),
            Self::Policy { next, .. } => next.version.to_string(),
            Self::Standing { authorisation } => authorisation.agents.to_string(),
            Self::FirmFacts { next, .. } => next.entity.organisation.lei.as_str().to_owned(),
            Self::AgentFacts { agent, .. } => agent.to_string(),
            Self::Release { serial } => serial.to_uppercase(),
        }
    }
}

impl ChangeObject {
    /// The canonical bytes.
    pub fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }

    /// What is signed: SHA-256 of the canonical bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.to_jcs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::ProfileId;

    #[test]
    fn ids_read_back() {
        let id = ChangeId::numbered(2026, 3);
        assert_eq!(id.as_str(), "CHG-2026-0003");
        assert_eq!(ChangeId::parse("CHG-2026-0003"), Some(id));
        assert_eq!(ChangeId::parse("REQ-2026-0003"), None);
    }

    #[test]
    fn object_reads_back() {
        let next = Profile::built_in(ProfileId::Agent);
        let object = ChangeObject {
            kind: ChangeTag::Change,
            version: 1,
            origin: "practice.example/log".into(),
            change: Change::Profile {
                current: (&next).into(),
                next,
            },
        };
        let read: ChangeObject = serde_json::from_slice(&object.to_jcs()).expect("reads back");
        assert_eq!(read, object);
    }
}
