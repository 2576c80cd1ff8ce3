//! Certificate profiles as data.
//!
//! What a kind of certificate *is* (key usages, extensions) belongs to its [`ProfileId`] and never
//! changes. What a firm may decide about it (validity, algorithms, names, approvals, the policy
//! text it obeys) is a version of its [`Profile`], changed only by two officers' decision
//! ([`crate::change`]).

mod built_in;
mod id;
mod policy_text;
mod successor;

use serde::{Deserialize, Serialize};

pub use id::{OID_ARC, ProfileId};
pub use policy_text::{POLICY, PolicyText};
pub use successor::SuccessorError;

use crate::{
    Sha256Digest, jcs,
    problem::{Code, Problem},
    signing::Algorithm,
};

/// A certificate profile. Versioned; a request names its version and hash.
// Stored and signed: fields may be added with a default that is not written, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// `agent`, `officer`, ...
    pub id: ProfileId,
    /// Version of this profile's rules.
    pub version: u32,
    /// How long certificates are valid.
    pub validity: ValidityRule,
    /// Subject key algorithms; the first is the default.
    pub algorithms: Vec<Algorithm>,
    /// Key usages (RFC 5280, 4.2.1.3), critical.
    pub key_usage: Vec<String>,
    /// Extended key usages, dotted OIDs.
    pub extended_key_usage: Vec<String>,
    /// Whether the scope extension is there.
    pub scope: ScopeRule,
    /// Whether, and how, revocation is announced.
    pub revocation: RevocationRule,
    /// What subjects may be called.
    pub names: NameRule,
    /// Signed decisions that a certificate needs, the maker's among them.
    pub decisions: u8,
    /// The policy text that certificates of this profile obey.
    pub policy: PolicyText,
}

/// Default and cap of validity, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityRule {
    /// What the two numbers count.
    pub unit: ValidityUnit,
    /// If the request says nothing.
    pub default: u32,
    /// The most a request may ask for.
    pub cap: u32,
}

/// What a validity is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValidityUnit {
    /// Calendar days.
    Days,
    /// Hours from issuance.
    Hours,
}

/// Whether a certificate carries the scope extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeRule {
    /// It carries none.
    Absent,
    /// It carries one; general verifiers pass over it.
    NonCritical,
    /// It carries one, and a verifier that does not know it must refuse: for a closed estate.
    Critical,
}

/// How relying parties learn of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationRule {
    /// The list that the certificate names (RFC 5280, 4.2.1.13).
    Crl,
    /// The list and a responder.
    CrlAndOcsp,
    /// Not at all, and the certificate says so (noRevAvail, RFC 9608).
    NotAvailable,
    /// Not at all: it is a trust anchor, or a responder (id-pkix-ocsp-nocheck).
    Unchecked,
}

/// What a subject's common name may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameRule {
    /// Beginnings of which a name must have one. Empty: any name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,
    /// The longest name, in characters.
    pub max_length: u8,
}

impl NameRule {
    /// True if `name` may be used.
    pub fn allows(&self, name: &str) -> bool {
        let begins = self.prefixes.is_empty()
            || self
                .prefixes
                .iter()
                .any(|prefix| name.starts_with(prefix.as_str()));
        begins && name.chars().count() <= usize::from(self.max_length)
    }
}

impl ValidityRule {
    /// So many days.
    pub const fn days(default: u32, cap: u32) -> Self {
        Self {
            unit: ValidityUnit::Days,
            default,
            cap,
        }
    }

    /// So many hours.
    pub const fn hours(default: u32, cap: u32) -> Self {
        Self {
            unit: ValidityUnit::Hours,
            default,
            cap,
        }
    }

    /// The cap in seconds.
    pub fn cap_seconds(&self) -> i64 {
        i64::from(self.cap) * self.unit.seconds()
    }

    /// The default in seconds.
    pub fn default_seconds(&self) -> i64 {
        i64::from(self.default) * self.unit.seconds()
    }
}

impl ValidityUnit {
    /// Seconds of one.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Days => 86_400,
            Self::Hours => 3_600,
        }
    }
}

impl Profile {
    /// SHA-256 of the canonical JSON.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&jcs::to_vec(self))
    }

    /// Checks that subjects may have keys of `algorithm`, asked for in `field`.
    pub fn check_algorithm(&self, field: &str, algorithm: Algorithm) -> Result<(), Problem> {
        if self.algorithms.contains(&algorithm) {
            return Ok(());
        }
        let allowed: Vec<_> = self.algorithms.iter().map(|one| one.name()).collect();
        let code = Code::AlgorithmNotAllowed {
            algorithm: algorithm.name().to_owned(),
            allowed: allowed.join(", "),
        };
        Err(Problem::new(field, code))
    }

    /// True if certificates carry the scope extension.
    pub fn has_scope(&self) -> bool {
        self.scope != ScopeRule::Absent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_read_back_and_are_of_one_version() {
        for id in ProfileId::ALL {
            let profile = Profile::built_in(id);
            let json = jcs::to_vec(&profile);
            let read: Profile = serde_json::from_slice(&json).expect("reads back");
            assert_eq!(read, profile);
            assert!(profile.validity.default <= profile.validity.cap);
            assert!(!profile.algorithms.is_empty());
        }
    }

    #[test]
    fn names_are_held_against_their_beginnings_and_length() {
        let rule = NameRule {
            prefixes: vec!["trading-".into()],
            max_length: 12,
        };
        assert!(rule.allows("trading-1"));
        assert!(!rule.allows("reporting-1"));
        assert!(!rule.allows("trading-12345"));
    }
}
