//! What leaves the workstation as a file.

use serde::{Deserialize, Serialize};

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    /// A certificate, alone or with its chain.
    Certificate,
    /// The receipt of one event: its proof under a checkpoint.
    Proof,
    /// What a witness is asked to cosign.
    WitnessRequest,
    /// Expiring certificates as a calendar.
    Reminders,
    /// The register as a table.
    Register,
    /// A sealed report.
    Report,
}
