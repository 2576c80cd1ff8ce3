//! The object that officers decide on: its canonical JSON is hashed, and the hash is signed.

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    agent::AgentId,
    commitment::Committed,
    entity::Organisation,
    jcs,
    profile::{Profile, ProfileId},
    scope::Scope,
    signing::Algorithm,
};

/// A certificate request as decided on. Holds no personal data, only commitments to it.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestObject {
    /// Always `certificate-request`.
    #[serde(rename = "type")]
    pub kind: RequestTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the workspace's log.
    pub origin: String,
    /// The profile, by id, version and hash.
    pub profile: ProfileRef,
    /// Subject key identifier of the CA that is to sign, hex.
    pub issuer_ski: String,
    /// The agent.
    pub agent_id: AgentId,
    /// Its URI.
    pub spiffe_id: String,
    /// The firm.
    pub organisation: Organisation,
    /// Algorithm of the agent's key.
    pub key_algorithm: Algorithm,
    /// SHA-256 of the agent's SubjectPublicKeyInfo.
    pub spki_sha256: Sha256Digest,
    /// What it may do.
    pub scope: Scope,
    /// Last day of validity, `2027-05-28`, inclusive; or hours, never both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Hours of validity, counted from issuance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_hours: Option<u32>,
    /// SHA-256 of the request that the agent's operator signed (PKCS#10, DER), if the key is
    /// theirs and not on our token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csr_sha256: Option<Sha256Digest>,
    /// Serial number of the certificate that this one is to follow, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<String>,
    /// Commitment to the accountable person's name.
    pub accountable: Sha256Digest,
    /// Commitment to the purpose.
    pub purpose: Sha256Digest,
}

/// The one value of [`RequestObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestTag {
    /// `certificate-request`
    #[serde(rename = "certificate-request")]
    CertificateRequest,
}

/// A profile by id, version and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRef {
    /// Which.
    pub id: ProfileId,
    /// Version.
    pub version: u32,
    /// SHA-256 of its canonical form.
    pub sha256: Sha256Digest,
}

impl From<&Profile> for ProfileRef {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id,
            version: profile.version,
            sha256: profile.sha256(),
        }
    }
}

impl RequestObject {
    /// The canonical bytes.
    pub fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }

    /// What is signed: SHA-256 of the canonical bytes.
    pub fn sha256(&self) -> Sha256Digest {
        Sha256Digest::of(&self.to_jcs())
    }
}

/// The personal data beside a request, each in a blob of its own that can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestDetails {
    /// Who answers for the agent.
    pub accountable: Committed,
    /// What it is for; people write names into it.
    pub purpose: Committed,
}
