//! The objects that decisions on a certificate are over: canonical JSON, of which the hash is
//! signed. Each act has its own, made anew from the events whenever a statement is verified, so
//! that a statement stands only for what the log says was done.

use chancery_domain::{Sha256Digest, Utc, event::RevocationReason, jcs};
use chancery_ledger::read::CertificateRow;
use serde::Serialize;

use crate::Workspace;

/// What revoking, suspending or releasing a certificate decides on.
// Stored and signed: a change of a field is a new version; one that is not written when absent
// may be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct StandingObject {
    #[serde(rename = "type")]
    kind: &'static str,
    version: u32,
    origin: String,
    serial: String,
    certificate: Sha256Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<RevocationReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invalid_since: Option<Utc>,
    /// The statement that put it on hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspension: Option<Sha256Digest>,
}

impl StandingObject {
    /// What revoking this certificate decides on.
    pub(crate) fn revocation(
        workspace: &Workspace,
        row: &CertificateRow,
        reason: RevocationReason,
        invalid_since: Option<Utc>,
    ) -> Self {
        Self {
            reason: Some(reason),
            invalid_since,
            ..Self::of("revocation", workspace, row)
        }
    }

    /// What putting this certificate on hold decides on.
    pub(crate) fn suspension(workspace: &Workspace, row: &CertificateRow) -> Self {
        Self::of("suspension", workspace, row)
    }

    /// What releasing this certificate decides on: the hold by that very statement.
    pub(crate) fn release(
        workspace: &Workspace,
        row: &CertificateRow,
        suspension: Sha256Digest,
    ) -> Self {
        Self {
            suspension: Some(suspension),
            ..Self::of("release", workspace, row)
        }
    }

    fn of(kind: &'static str, workspace: &Workspace, row: &CertificateRow) -> Self {
        Self {
            kind,
            version: 1,
            origin: workspace.founding.origin.clone(),
            serial: row.serial.clone(),
            certificate: row.der,
            reason: None,
            invalid_since: None,
            suspension: None,
        }
    }

    /// The canonical bytes.
    pub(crate) fn to_jcs(&self) -> Vec<u8> {
        jcs::to_vec(self)
    }
}
