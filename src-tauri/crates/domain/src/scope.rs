//! What an agent may do: the content of the scope extension.
//!
//! Deny by default: an absent list permits nothing of that kind.

mod reach;

pub use reach::{Reach, ScopeReach};

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest, Utc,
    action::{self, ActionName},
    instrument::Instrument,
    money::Money,
    resource::Resource,
};

/// At most so many actions fit in a scope.
pub const MAX_ACTIONS: usize = 64;
/// At most so many instruments.
pub const MAX_INSTRUMENTS: usize = 256;
/// At most so many resources.
pub const MAX_RESOURCES: usize = 64;
/// At most so many limits.
pub const MAX_LIMITS: usize = 16;

/// A scope as people decide on it; the certificate adds the authorisation. The default permits
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// What it may do; 1 to 64, or none where a certificate has no scope.
    #[serde(default)]
    pub actions: Vec<ActionName>,
    /// With what; at most 256.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Instrument>,
    /// On what; at most 64.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Up to how much; at most 16, one a currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// When, if narrower than the certificate's validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<UsageWindow>,
    /// Which model is behind the agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
}

/// A limit in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The most one action may come to.
    pub per_action: Money,
    /// The most a period may come to. Needs state: only the gateway enforces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_period: Option<PeriodLimit>,
}

/// A limit over a period, in the same currency as the limit per action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodLimit {
    /// The most.
    pub amount: Money,
    /// Length of the period, 1 to 31,622,400 seconds.
    pub seconds: u32,
}

/// When an agent may act. Whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageWindow {
    /// First instant.
    pub not_before: Utc,
    /// Last instant.
    pub not_after: Utc,
}

/// A model by name and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Name and version; at most 128 characters.
    pub name: String,
    /// SHA-256 of what is deployed.
    pub sha256: Sha256Digest,
}

/// Who authorised a scope: the request's hash and the officers who decided on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorisation {
    /// SHA-256 of the canonical request that was approved.
    pub request_hash: Sha256Digest,
    /// The officers; 1 to 8.
    pub approvers: Vec<Approver>,
}

/// One officer of an authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approver {
    /// SHA-256 of the officer's certificate.
    pub cert_hash: Sha256Digest,
    /// What they decided as.
    pub role: ApproverRole,
}

/// ENUMERATED of the scope extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApproverRole {
    /// principal(0)
    Principal,
    /// maker(1)
    Maker,
    /// checker(2)
    Checker,
}

impl Scope {
    /// True if an action of the vocabulary that places orders is permitted.
    pub fn places_orders(&self) -> bool {
        self.names(action::ORDER_BUY) || self.names(action::ORDER_SELL)
    }

    /// True if this very name is in the list (wildcards aside).
    pub fn names(&self, name: &str) -> bool {
        self.actions.iter().any(|action| action.as_str() == name)
    }
}
