//! Decisions: what an officer signs.

use serde::{Deserialize, Serialize};

use crate::{
    Sha256Digest,
    officer::{Act, OfficerId, Role},
    problem::Problem,
    text,
};

/// Payload of a decision statement. Its canonical JSON is the payload of the officer's JWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Always `decision`.
    #[serde(rename = "type")]
    pub kind: DecisionTag,
    /// What is decided.
    pub act: Act,
    /// SHA-256 of the canonical object decided on.
    pub subject_sha256: Sha256Digest,
    /// Origin of the workspace's log, so that a decision can't be carried to another workspace.
    pub origin: String,
    /// Who decides.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// Why, in the officer's words.
    pub reason: String,
    /// UUIDv7: the same decision never counts twice.
    pub jti: String,
    /// When, in seconds since 1970.
    pub iat: i64,
    /// The checkpoint of the log that the officer's program held: size and root.
    pub log_checkpoint: Option<CheckpointRef>,
}

/// The one value of [`Decision::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionTag {
    /// `decision`
    Decision,
}

/// A checkpoint by size and root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointRef {
    /// Tree size.
    pub size: u64,
    /// Root hash.
    pub root: Sha256Digest,
}

/// Content type of a decision statement (`cty`).
pub const DECISION_CONTENT_TYPE: &str = "application/vnd.chancery.decision+json";

/// An approval may be used for issuance for so long.
pub const APPROVAL_LIFETIME_SECONDS: i64 = 24 * 60 * 60;

/// Checks an officer's reason: needed, at most 2,000 characters.
pub fn check_reason(reason: &str) -> Result<(), Problem> {
    text::check("reason", &reason.replace(['\n', '\t'], " "), 2000)
}
