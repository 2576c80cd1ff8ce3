//! The founding object: what the founding quorum signs, and the log's first event refers to.

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    entity::EntityFacts,
    officer::{OfficerId, Role},
    profile::ProfileId,
    request::ProfileRef,
};

/// Names everything a workspace starts with. Canonical JSON, signed by the founding quorum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundingObject {
    /// Always `founding`.
    #[serde(rename = "type")]
    pub kind: FoundingTag,
    /// Version of this form.
    pub version: u32,
    /// Origin of the log: `<trust domain>/log`.
    pub origin: String,
    /// Trust domain of SPIFFE ids.
    pub trust_domain: String,
    /// True: this can never become a production workspace.
    pub practice: bool,
    /// Base of the URLs in certificates: where `publish/` is served.
    pub publish_url: String,
    /// The firm.
    pub entity: EntityFacts,
    /// The first officers.
    pub officers: Vec<FoundingOfficer>,
    /// The log's keys as C2SP vkey lines.
    pub log_keys: Vec<String>,
    /// Certificates of authorities and services, by profile.
    pub certificates: Vec<FoundingCertificate>,
    /// The profiles in force.
    pub profiles: Vec<ProfileRef>,
}

/// The one value of [`FoundingObject::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FoundingTag {
    /// `founding`
    Founding,
}

/// An officer of the founding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundingOfficer {
    /// Pseudonym.
    pub officer: OfficerId,
    /// Role.
    pub role: Role,
    /// SHA-256 of their certificate.
    pub certificate: Sha256Digest,
    /// Serial of their token.
    pub token_serial: String,
    /// Commitment to their name.
    pub name: Sha256Digest,
}

/// A certificate of the founding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundingCertificate {
    /// Under which profile.
    pub profile: ProfileId,
    /// SHA-256 of the DER.
    pub certificate: Sha256Digest,
}
