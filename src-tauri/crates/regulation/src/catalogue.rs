//! The embedded catalogue: one JSON file, its version, its date and its hash.

use chancery_domain::Sha256Digest;
use serde::Deserialize;
use time::Date;

use crate::provision::{ClaimNotMade, Provision, ProvisionId, Regulation, RegulationId};

const EMBEDDED: &str = include_str!("../catalogue.json");

/// Why a catalogue can't be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// It is not the JSON that we expect.
    #[error("reading the catalogue of provisions")]
    Unreadable(#[source] serde_json::Error),
    /// A row names a regulation that the catalogue does not hold.
    #[error("provision {provision} names the unknown regulation {regulation}")]
    UnknownRegulation {
        /// The row.
        provision: ProvisionId,
        /// What it names.
        regulation: RegulationId,
    },
    /// Two rows have one name.
    #[error("two provisions are called {0}")]
    Duplicate(ProvisionId),
}

time::serde::format_description!(day, Date, "[year]-[month]-[day]");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    #[serde(with = "day")]
    as_of: Date,
    counsel_review: Option<String>,
    regulations: Vec<Regulation>,
    claims_not_made: Vec<ClaimNotMade>,
    provisions: Vec<Provision>,
}

/// All provisions that reports may cite, as the law stood on one day.
#[derive(Debug, Clone)]
pub struct Catalogue {
    version: String,
    as_of: Date,
    counsel_review: Option<String>,
    sha256: Sha256Digest,
    regulations: Vec<Regulation>,
    claims_not_made: Vec<ClaimNotMade>,
    provisions: Vec<Provision>,
}

impl Catalogue {
    /// The catalogue that this build carries.
    pub fn embedded() -> Self {
        Self::from_json(EMBEDDED).expect("the embedded catalogue is read by a test of this crate")
    }

    /// Reads a catalogue and checks that its rows belong together.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        let file: File = serde_json::from_str(json).map_err(CatalogueError::Unreadable)?;
        let catalogue = Self {
            version: file.version,
            as_of: file.as_of,
            counsel_review: file.counsel_review,
            sha256: Sha256Digest::of(json.as_bytes()),
            regulations: file.regulations,
            claims_not_made: file.claims_not_made,
            provisions: file.provisions,
        };
        catalogue.check()?;
        Ok(catalogue)
    }

    fn check(&self) -> Result<(), CatalogueError> {
        let mut seen = std::collections::BTreeSet::new();
        for row in &self.provisions {
            if self.regulation(&row.regulation.0).is_none() {
                return Err(CatalogueError::UnknownRegulation {
                    provision: row.id.clone(),
                    regulation: row.regulation.clone(),
                });
            }
            if !seen.insert(&row.id) {
                return Err(CatalogueError::Duplicate(row.id.clone()));
            }
        }
        Ok(())
    }

    /// Its version, such as `2026.11`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The day on which the law stood as it says.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Who in law signed it off and when; `None`: nobody yet, and reports say so.
    pub fn counsel_review(&self) -> Option<&str> {
        self.counsel_review.as_deref()
    }

    /// SHA-256 over the bytes of its file.
    pub fn sha256(&self) -> Sha256Digest {
        self.sha256
    }

    /// All acts, in printing order.
    pub fn regulations(&self) -> &[Regulation] {
        &self.regulations
    }

    /// All rows, in printing order.
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// The page "Claims we do not make".
    pub fn claims_not_made(&self) -> &[ClaimNotMade] {
        &self.claims_not_made
    }

    /// The act of this name: `AIA`, `MICA`, `RTS1774`.
    pub fn regulation(&self, id: &str) -> Option<&Regulation> {
        self.regulations.iter().find(|act| act.id.0 == id)
    }

    /// The row of this name.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|row| row.id.0 == id)
    }

    /// All rows of one article, in printing order.
    pub fn article(&self, regulation: &str, article: &str) -> Vec<&Provision> {
        self.provisions
            .iter()
            .filter(|row| row.regulation.0 == regulation && row.article == article)
            .collect()
    }

    /// `Delegated Regulation (EU) 2024/1774 Art. 17(1)(b)`.
    pub fn citation(&self, row: &Provision) -> String {
        let act = self
            .regulation(&row.regulation.0)
            .expect("every row's regulation was checked on reading");
        format!("{} {}", act.citation, row.place())
    }
}
