//! The firm.

use serde::{Deserialize, Serialize};

use crate::lei::Lei;

/// The firm as certificates name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Legal name.
    pub name: String,
    /// LEI.
    pub lei: Lei,
    /// ISO 3166 alpha-2 country.
    pub country: String,
}

/// Facts about the firm that reports need before they map anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityFacts {
    /// The firm.
    pub organisation: Organisation,
    /// Type: `crypto-asset service provider (MiCA Art. 63)`, ...
    pub kind: String,
    /// Supervising authority.
    pub authority: String,
    /// Number of the authorisation.
    pub authorisation: String,
    /// Day of the authorisation, `2025-06-30`.
    pub authorised_on: String,
}

impl EntityFacts {
    /// True if the type that was written down says that the firm provides crypto-asset services
    /// (Regulation (EU) 2023/1114, Articles 59, 60 and 63).
    pub fn is_under_mica(&self) -> bool {
        let kind = self.kind.to_lowercase();
        ["crypto-asset", "kryptowert", "mica", "casp"]
            .iter()
            .any(|word| kind.contains(word))
    }
}
