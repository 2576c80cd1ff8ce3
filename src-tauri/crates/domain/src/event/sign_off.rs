//! What a signature under a report stands for.

use serde::{Deserialize, Serialize};

/// As what an officer signs a report off. Each part by another officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignOffPart {
    /// Who prepared it.
    Preparer,
    /// Who reviewed it.
    Reviewer,
    /// Who approved it for the management.
    Approver,
}

impl SignOffPart {
    /// In the order in which they sign.
    pub const ALL: [Self; 3] = [Self::Preparer, Self::Reviewer, Self::Approver];

    /// The stable name: `preparer`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preparer => "preparer",
            Self::Reviewer => "reviewer",
            Self::Approver => "approver",
        }
    }
}
