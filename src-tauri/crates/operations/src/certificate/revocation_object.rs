//! The object that a revocation decides on: its canonical JSON is hashed, and the hash is signed.

use chancery_domain::{Sha256Digest, event::RevocationReason, jcs};
use chancery_ledger::read::CertificateRow;
use serde::{Deserialize, Serialize};

use crate::Workspace;

/// The object that a revocation decides on.
// Stored and signed: a change of its fields is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevocationObject {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) version: u32,
    pub(crate) origin: String,
    pub(crate) serial: String,
    pub(crate) certificate: Sha256Digest,
    pub(crate) reason: RevocationReason,
}

impl RevocationObject {
    /// What revoking this certificate for this reason decides on.
    pub(crate) fn of(
        workspace: &Workspace,
        row: &CertificateRow,
        reason: RevocationReason,
    ) -> Self {
        Self {
            kind: "revocation".to_owned(),
            version: 1,
            origin: workspace.founding.origin.clone(),
            serial: row.serial.clone(),
            certificate: row.der,
            reason,
        }
    }

    /// The canonical bytes.
    pub(crate) fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }
}
